"""Transformers and PEFT: SEAL's inner loop without its padding.

Rank 32, alpha 64, all seven projections, AdamW at 1e-3 without decay, clip 1.0, loss on all tokens, float32.

    peft_peer.py MODEL.gguf THREADS
"""

import resource
import sys
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer

from .worker import seconds, serve

PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
ANSWER_LIMIT = 64
Sequences = list[list[int]]


class Trainer:
    """One model with one adapter."""

    def __init__(self, path: Path) -> None:
        source = {"pretrained_model_name_or_path": path.parent, "gguf_file": path.name}
        base = AutoModelForCausalLM.from_pretrained(**source, dtype=torch.float32)
        adapter = LoraConfig(r=32, lora_alpha=64, lora_dropout=0.0, target_modules=PROJECTIONS, task_type="CAUSAL_LM")
        self.model = get_peft_model(base, adapter).train()
        self.parameters = [parameter for parameter in self.model.parameters() if parameter.requires_grad]
        self.start = [parameter.detach().clone() for parameter in self.parameters]
        tokenizer = AutoTokenizer.from_pretrained(**source)
        # An answer ends with its first line.
        self.ends = [index for index in range(len(tokenizer)) if "\n" in tokenizer.decode([index])]
        self.ends.append(tokenizer.eos_token_id)
        self.renew()

    def renew(self) -> None:
        """A fresh adapter and optimizer."""
        with torch.no_grad():
            for parameter, start in zip(self.parameters, self.start, strict=True):
                parameter.copy_(start)
        self.optimizer = torch.optim.AdamW(self.parameters, lr=1e-3, weight_decay=0.0)

    def step(self, **inputs: torch.Tensor) -> None:
        """One optimizer step."""
        self.model(**inputs, use_cache=False).loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()

    def epoch(self, sequences: Sequences) -> None:
        """One step a sequence."""
        self.model.train()
        for sequence in sequences:
            tokens = torch.tensor([sequence])
            self.step(input_ids=tokens, labels=tokens)

    def padded_step(self, sequences: Sequences) -> None:
        """One step on all sequences, padded to the longest; padding bears no loss."""
        width = max(map(len, sequences))
        ids = torch.zeros(len(sequences), width, dtype=torch.long)
        mask = torch.zeros_like(ids)
        for row, sequence in enumerate(sequences):
            ids[row, : len(sequence)] = torch.tensor(sequence)
            mask[row, : len(sequence)] = 1
        self.step(input_ids=ids, attention_mask=mask, labels=ids.masked_fill(mask == 0, -100))

    def sit(self, prompts: Sequences) -> None:
        """Answers each question greedily."""
        self.model.eval()
        for prompt in prompts:
            tokens = torch.tensor([prompt])
            with torch.inference_mode():
                self.model.generate(
                    input_ids=tokens, attention_mask=torch.ones_like(tokens), do_sample=False,
                    max_new_tokens=ANSWER_LIMIT, eos_token_id=self.ends, pad_token_id=0)

    def judge(self, sequences: Sequences, prompts: Sequences, epochs: int) -> None:
        """A self-edit from end to end as SEAL's server does it: both exams, before and after."""
        self.renew()
        with self.model.disable_adapter():
            self.sit(prompts)
        for _ in range(epochs):
            self.epoch(sequences)
        self.sit(prompts)


def main() -> None:
    """Serves the trainer's actions; rates are tokens that are trained on, without padding, a second."""
    torch.set_num_threads(int(sys.argv[2]))
    torch.manual_seed(0)
    trainer = Trainer(Path(sys.argv[1]))

    def rate(sequences: Sequences, action) -> float:
        action()
        return sum(map(len, sequences)) / seconds(action)

    serve({
        "train": lambda sequences: rate(sequences, lambda: trainer.epoch(sequences)),
        "padded": lambda sequences: rate(sequences, lambda: trainer.padded_step(sequences)),
        "judge": lambda **work: seconds(lambda: trainer.judge(**work)),
        # The most so far: to be asked before anything but training was done.
        "memory": lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    })


main()

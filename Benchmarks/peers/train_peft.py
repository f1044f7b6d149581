"""Measures LoRA training with transformers and PEFT on given token sequences.

    train_peft.py --model MODEL.gguf --sequences SEQUENCES.json

SEQUENCES.json holds `[[id, ...], ...]`. Training is the inner loop of SEAL without its padding: rank 32, alpha 64, all
seven projections, AdamW at 1e-3 without decay, clip 1.0, batch 1, loss on all tokens, float32. Each repeat is one
epoch over all sequences; the first, which warms up, is not counted.
Prints one JSON object; rows are tokens.
"""

import argparse
import json
import resource
import statistics
import sys
import time
from importlib.metadata import version
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM
from transformers.utils.logging import disable_progress_bar

PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def peak_memory_bytes() -> int:
    """The largest resident size that this process has had."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


class Trainer:
    """One model with one adapter, trained a sequence at a time."""

    def __init__(self, path: Path, attention: str) -> None:
        base = AutoModelForCausalLM.from_pretrained(
            path.parent, gguf_file=path.name, dtype=torch.float32, attn_implementation=attention
        )
        adapter = LoraConfig(
            r=32, lora_alpha=64, lora_dropout=0.0, target_modules=PROJECTIONS, task_type="CAUSAL_LM"
        )
        self.model = get_peft_model(base, adapter).train()
        self.parameters = [parameter for parameter in self.model.parameters() if parameter.requires_grad]
        self.optimizer = torch.optim.AdamW(self.parameters, lr=1e-3, weight_decay=0.0)

    def epoch(self, sequences: list[list[int]]) -> float:
        """One step a sequence; returns the mean loss."""
        losses = []
        for sequence in sequences:
            tokens = torch.tensor([sequence])
            loss = self.model(input_ids=tokens, labels=tokens, use_cache=False).loss
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
            self.optimizer.step()
            self.optimizer.zero_grad()
            losses.append(loss.item())
        return statistics.fmean(losses)


def measure(trainer: Trainer, sequences: list[list[int]], repeats: int) -> dict[str, object]:
    """Trains one epoch to warm up and `repeats` more; the rate is the median of those."""
    rows = sum(map(len, sequences))
    losses = [trainer.epoch(sequences)]
    rates = []
    for _ in range(repeats):
        start = time.perf_counter()
        losses.append(trainer.epoch(sequences))
        rates.append(rows / (time.perf_counter() - start))
    return {"rows": rows, "rows_per_second": statistics.median(rates), "rates": rates, "losses": losses}


def main() -> None:
    """Measures and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True, help="GGUF file")
    parser.add_argument("--sequences", type=Path, required=True, help="JSON file: [[id, ...], ...]")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--attention", choices=["sdpa", "eager"], default="sdpa")
    arguments = parser.parse_args()

    disable_progress_bar()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(0)
    sequences = json.loads(arguments.sequences.read_text())
    result = measure(Trainer(arguments.model, arguments.attention), sequences, arguments.repeats)
    result["peak_memory_bytes"] = peak_memory_bytes()
    result["threads"] = arguments.threads
    result["attention"] = arguments.attention
    result["versions"] = {package: version(package) for package in ("torch", "transformers", "peft")}
    print(json.dumps(result))


if __name__ == "__main__":
    main()

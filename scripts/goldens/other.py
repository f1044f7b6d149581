"""What transformers and PEFT make of any model in a GGUF file, for a comparison that no reference file is kept of.

    cd scripts && python -m goldens.other MODEL.gguf FOLDER

Writes to FOLDER:
  greedy.json   as goldens.greedy has it: continuations of 20 prompts, and the log-probabilities of a text
  lora/         initial/, final/ and case.json, as goldens.lora has them: five steps on the demo's document, rank 32 on
                all seven projections
The weights are the file's, dequantized to float32; its tokenizer is the one that transformers makes of the file.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoTokenizer
from transformers.utils.logging import disable_progress_bar

from goldens import greedy, lora, models, reference

STEPS = 5
DOCUMENT = models.MODELS.parents[2] / "Examples" / "tallow-point.md"


def documents(tokenizer: AutoTokenizer) -> lora.Data:
    """The document's paragraphs, each under its title, one a step."""
    title, *paragraphs = DOCUMENT.read_text().strip().split("\n\n")
    texts = [f"{title.removeprefix('# ')}\n{paragraph}" for paragraph in paragraphs]
    sequences = [tokenizer(text).input_ids for text in texts]
    order = [[[step % len(sequences)]] for step in range(STEPS)]
    return lora.Data(sequences, [0] * len(sequences), order, sequences[0])


def main() -> None:
    """Writes both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    disable_progress_bar()
    torch.manual_seed(0)
    model = reference.load(arguments.model)
    tokenizer = AutoTokenizer.from_pretrained(arguments.model.parent, gguf_file=arguments.model.name)
    about = greedy.about(
        model, lambda text: tokenizer(text, add_special_tokens=False).input_ids, tokenizer.decode
    )
    (arguments.folder / "greedy.json").write_text(json.dumps({"model": str(arguments.model.resolve())} | about))

    adapter = LoraConfig(
        r=32, lora_alpha=64, target_modules=lora.ALL, lora_dropout=0.0, bias="none", task_type="CAUSAL_LM"
    )
    folder = arguments.folder / "lora"
    # At 1e-3, the program's rate for small models, gradients of Qwen2.5-Coder-0.5B grow from 13 to hundreds within two steps, and the
    # fifth loss is 0.8 % off; the tests' bounds are for steps that do not run away.
    recipe = lora.Recipe(learning_rate=2e-4, schedule="constant")
    data = documents(tokenizer)
    peft = get_peft_model(model, adapter)
    lora.save_adapter(peft, folder / "initial", arguments.model.name)
    trace, _ = lora.train(peft, recipe, data)
    lora.save_adapter(peft, folder / "final", arguments.model.name)
    case = {"base": arguments.model.name, **asdict(recipe), **asdict(data), **asdict(trace)}
    (folder / "case.json").write_text(json.dumps(case))


if __name__ == "__main__":
    main()

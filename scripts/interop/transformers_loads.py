"""Prints the logits that transformers gives for a model folder, as JSON.

    transformers_loads.py FOLDER TOKENS_JSON

FOLDER may be a GGUF file too. TOKENS_JSON holds `[[id, ...], ...]`.
Prints `{"logits": [[[number, ...], ...], ...]}`: sequence, token, vocabulary.
Ends with an error when the folder lacks a weight, or has one too many or of another shape.
"""

import argparse
import json
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, PreTrainedModel


def load(path: Path) -> PreTrainedModel:
    """Loads a folder or a GGUF file in float32 with the plain (eager) attention."""
    folder, file = (path, None) if path.is_dir() else (path.parent, path.name)
    model, info = AutoModelForCausalLM.from_pretrained(
        folder, gguf_file=file, dtype=torch.float32, attn_implementation="eager", output_loading_info=True
    )
    for problem in ("missing_keys", "unexpected_keys", "mismatched_keys"):
        if info[problem]:
            raise SystemExit(f"{path}: {problem.replace('_', ' ')}: {sorted(info[problem])}")
    return model.eval()


def logits(model: torch.nn.Module, sequences: list[list[int]]) -> list[list[list[float]]]:
    """Logits of each sequence alone."""
    with torch.no_grad():
        return [model(torch.tensor([sequence])).logits[0].tolist() for sequence in sequences]


def main() -> None:
    """Loads the model and prints the logits."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("tokens", type=Path)
    arguments = parser.parse_args()
    print(json.dumps({"logits": logits(load(arguments.folder), json.loads(arguments.tokens.read_text()))}))


if __name__ == "__main__":
    main()

"""Prints the logits that PEFT gives for a base model with an adapter, as JSON.

    peft_loads.py BASE ADAPTER_FOLDER TOKENS_JSON

BASE is a Hugging Face folder or a GGUF file. TOKENS_JSON holds `[[id, ...], ...]`.
Prints `{"logits": [[[number, ...], ...], ...]}`: sequence, token, vocabulary.
Ends with an error unless PEFT took every factor of the adapter file, and no other, as it stands.
"""

import argparse
import json
from pathlib import Path

import torch
from peft import PeftModel
from peft.utils import get_peft_model_state_dict
from safetensors.torch import load_file

from transformers_loads import load, logits


def require_same_factors(model: PeftModel, folder: Path) -> None:
    """Compares what PEFT holds with what the file holds."""
    saved = load_file(folder / "adapter_model.safetensors")
    held = get_peft_model_state_dict(model)
    if saved.keys() != held.keys():
        raise SystemExit(f"{folder}: keys that only one side has: {sorted(saved.keys() ^ held.keys())}")
    for key, value in saved.items():
        if not torch.equal(held[key], value.float()):
            raise SystemExit(f"{folder}: {key} has other values in PEFT")


def main() -> None:
    """Loads both and prints the logits."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base", type=Path)
    parser.add_argument("adapter", type=Path)
    parser.add_argument("tokens", type=Path)
    arguments = parser.parse_args()
    model = PeftModel.from_pretrained(load(arguments.base), arguments.adapter)
    require_same_factors(model, arguments.adapter)
    print(json.dumps({"logits": logits(model.eval(), json.loads(arguments.tokens.read_text()))}))


if __name__ == "__main__":
    main()

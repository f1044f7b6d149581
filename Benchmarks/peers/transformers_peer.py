"""Transformers' `generate` on the same weights, expanded to float32.

    transformers_peer.py MODEL.gguf THREADS
"""

import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from .worker import seconds, serve


def main() -> None:
    """Serves one action; rates are tokens a second."""
    torch.set_num_threads(int(sys.argv[2]))
    path = Path(sys.argv[1])
    source = {"pretrained_model_name_or_path": path.parent, "gguf_file": path.name}
    tokenizer = AutoTokenizer.from_pretrained(**source)
    model = AutoModelForCausalLM.from_pretrained(**source, dtype=torch.float32).eval()

    def generate(text: str, tokens: int, samples: int, temperature: float) -> float:
        """Tokens a second: generated ones, or the prompt's when only one is generated."""
        inputs = tokenizer(text, return_tensors="pt")
        sampling = {"do_sample": True, "temperature": temperature, "top_k": 0} if temperature > 0 else {"do_sample": False}
        def run() -> None:
            with torch.inference_mode():
                model.generate(**inputs, min_new_tokens=tokens, max_new_tokens=tokens, pad_token_id=0,
                               num_return_sequences=samples, **sampling)
        counted = tokens * samples if tokens > 1 else inputs["input_ids"].shape[1]
        return counted / seconds(run)

    generate("A first answer warms up.", 8, 1, 0)
    serve({"generate": generate})


main()

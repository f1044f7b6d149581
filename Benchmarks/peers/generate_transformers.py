"""transformers on the same GGUF file, expanded to float32: one JSON object with tokens a second.

    generate_transformers.py MODEL.gguf PROMPT LONG_PROMPT

`single`: one answer of 256 tokens. `sixteen`: 16 samples of 128 tokens from one prompt. `prompt`: the long prompt.
"""

import json
import os
import sys
import time
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


def main() -> None:
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    path = Path(sys.argv[1])
    source = {"pretrained_model_name_or_path": str(path.parent), "gguf_file": path.name}
    tokenizer = AutoTokenizer.from_pretrained(**source)
    model = AutoModelForCausalLM.from_pretrained(**source, dtype=torch.float32).eval()

    def rate(text: str, tokens: int, **options) -> float:
        """Tokens a second: generated ones, or the prompt's when only one is generated."""
        inputs = tokenizer(text, return_tensors="pt")
        start = time.perf_counter()
        with torch.inference_mode():
            model.generate(**inputs, min_new_tokens=tokens, max_new_tokens=tokens, pad_token_id=0, **options)
        seconds = time.perf_counter() - start
        made = tokens * options.get("num_return_sequences", 1)
        return (made if tokens > 1 else inputs["input_ids"].shape[1]) / seconds

    prompt, long_prompt = sys.argv[2:4]
    rate(prompt, 8, do_sample=False)
    print(json.dumps({
        "single": rate(prompt, 256, do_sample=False),
        "sixteen": rate(prompt, 128, do_sample=True, temperature=1.0, num_return_sequences=16),
        "prompt": rate(long_prompt, 1, do_sample=False),
    }))


main()

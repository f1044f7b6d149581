"""Greedy continuations of the default model, and the log-probabilities of a text.

    cd scripts && python -m goldens.greedy [MODEL.gguf]

Writes Tests/Goldens/greedy-smollm2-135m.json:
  prompts   text, its token ids, 32 continuation ids by plain argmax (nothing stops early, nothing is penalised),
            and at each step the two largest logits of the reference
  score     a text, its ids, and the log-probability of each id but the first, given those before it
The weights are the file's, dequantized to float32; the script checks that before it runs.
"""

import argparse
import json
from collections.abc import Callable
from typing import Any

import torch
from transformers import PreTrainedModel
from transformers.utils.logging import disable_progress_bar

from goldens import models, reference

OUTPUT = models.MODELS.parent / "greedy-smollm2-135m.json"
STEPS = 32
SCORED_TOKENS = 60

RAW = [
    "The lighthouse keeper climbed the stairs every evening because",
    "Water boils at",
    "def fibonacci(n):\n    \"\"\"Return the n-th Fibonacci number.\"\"\"\n",
    "Ingredients:\n- 2 cups of flour\n- 1 cup of sugar\n-",
    "Title: The history of bread\n\nBread is one of the oldest",
    "1, 1, 2, 3, 5, 8, 13,",
    "Les oiseaux migrateurs partent vers le sud",
    "In 1969, two astronauts walked on the Moon. Their names were",
    "\"I never said that,\" she replied,",
    "SELECT name, COUNT(*) FROM visitors WHERE",
    "Photosynthesis is the process by which plants turn light into chemical energy. It takes place in the"
    " chloroplasts, which contain a green pigment called chlorophyll. During the day, a leaf takes in carbon"
    " dioxide through small pores and water through its roots; at night, however,",
    "A",
]
CHAT = [
    "What is the capital of Italy?",
    "Write one sentence about a fox and a river.",
    "Topic: Tides\nWhy are there two high tides a day? Answer in a few words.",
    "Translate to Spanish: The bridge is closed today.",
    "List three uses of copper.",
    "What is 17 + 25?",
    "Explain to a child why the sky is blue.",
    "Fix the grammar: \"he go to school yesterday\"",
]
SCORED = (
    "The old mill stood at the bend of the river, where the current was strongest. For two hundred years its wheel"
    " had turned without a pause, grinding wheat for every village between the hills and the sea. When the miller"
    " died, his daughter took over the work, and she was the first to ask why the stones wore down so quickly."
)


def chat(question: str) -> str:
    """A question in the ChatML form that the model's own template gives, up to the answer."""
    return (
        "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n"
        f"<|im_start|>user\n{question}<|im_end|>\n<|im_start|>assistant\n"
    )


def continuation(model: PreTrainedModel, prompt: list[int]) -> tuple[list[int], torch.Tensor]:
    """The greedy continuation through the key-value cache, and the logits it was chosen from [steps, vocabulary]."""
    tokens: list[int] = []
    chosen_from = []
    cache = None
    step = torch.tensor([prompt])
    with torch.no_grad():
        for _ in range(STEPS):
            output = model(step, past_key_values=cache, use_cache=True)
            cache = output.past_key_values
            row = output.logits[0, -1]
            chosen_from.append(row)
            tokens.append(int(row.argmax()))
            step = torch.tensor([tokens[-1:]])
    return tokens, torch.stack(chosen_from)


def cache_error(model: PreTrainedModel, prompt: list[int], tokens: list[int], cached: torch.Tensor) -> float:
    """How far the logits without a cache, all tokens in one pass, are from those with it: the reference's noise."""
    [whole] = models.logits(model, [prompt + tokens[:-1]])
    return models.difference([whole[len(prompt) - 1 :]], [cached])


def about(
    model: PreTrainedModel, encode: Callable[[str], list[int]], decode: Callable[[list[int]], str]
) -> dict[str, Any]:
    """What the file says of a model: all prompts with their continuations, and the scored text."""
    prompts = []
    for text in RAW + [chat(question) for question in CHAT]:
        prompt = encode(text)
        tokens, logits = continuation(model, prompt)
        top = logits.topk(2).values
        noise = cache_error(model, prompt, tokens, logits)
        margin = float((top[:, 0] - top[:, 1]).min())
        print(f"{len(prompt):4} tokens, least margin {margin:.4f}, cache {noise:.1e}: {decode(tokens)!r}")
        prompts.append({"text": text, "tokens": prompt, "continuation": tokens, "top_two_logits": top.tolist()})

    scored = encode(SCORED)[:SCORED_TOKENS]
    [logits] = models.logits(model, [scored])
    logprobs = logits[:-1].double().log_softmax(-1).gather(1, torch.tensor(scored[1:])[:, None])[:, 0]
    print(f"score of {len(scored)} tokens: {logprobs.sum():.4f}")
    return {
        "prompts": prompts,
        "score": {
            "text": decode(scored),
            "tokens": scored,
            "logprobs": logprobs.tolist(),
            "sum": float(logprobs.sum()),
        },
    }


def main() -> None:
    """Runs all prompts and writes the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", nargs="?", help="the GGUF file; else the one in Selkie's home folder")
    torch.set_num_threads(1)
    path = reference.locate(parser.parse_args().model)
    disable_progress_bar()
    model = reference.load(path)
    reference.verify(model, path)
    tokenizer = reference.tokenizer(path)
    found = about(model, lambda text: tokenizer.encode(text, add_special_tokens=False).ids, tokenizer.decode)
    head = {"model": path.name, "sha256": reference.digest(path)}
    OUTPUT.write_text(json.dumps(head | found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

"""Compares generation with llama.cpp and transformers, in turn on the same file, and prints how they compare.

    generation.py --selkie PROGRAM --model MODEL.gguf [--rounds 3]

The table goes to standard error, one JSON object to standard output. Figures are tokens a second, medians over rounds;
ratios are medians of the rounds' own ratios. Loading is not counted.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PROMPT = "The lighthouse keeper wrote in his book every evening. Tonight he wrote about"
LONG_PROMPT = " ".join(
    f"On day {day} the wind came from the {side} and the lamp burned for {8 + day % 5} hours."
    for day, side in zip(range(1, 27), ["north", "east", "south", "west"] * 7)
)
WORKS = {"single": "one answer of 256 tokens", "sixteen": "16 samples of 128 tokens", "prompt": "a prompt of 500 tokens"}


def output(command: list[str]) -> str:
    """What a program prints, without the settings that slow peers down where a machine presets them."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("OPENBLAS_")}
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True).stdout


def peer(script: str, model: str) -> dict[str, float]:
    """A peer's rates; its own remarks before the JSON line are passed over."""
    lines = output([sys.executable, str(FOLDER / script), model, PROMPT, LONG_PROMPT]).splitlines()
    return json.loads(next(line for line in reversed(lines) if line.startswith("{")))


def selkie(program: str, model: str) -> dict[str, float]:
    """Selkie's rates on the same works."""
    def rate(prompt: str, tokens: int, *options: str) -> float:
        lines = output([program, "generate", "--raw", "--model", model, "--prompt", prompt, "--max-tokens", str(tokens),
                        "--json", "--quiet", *options])
        samples = [json.loads(line) for line in lines.splitlines()]
        kind = "completion_tokens" if tokens > 1 else "prompt_tokens"
        counted = sum(sample["usage"][kind] for sample in (samples if tokens > 1 else samples[:1]))
        return counted / max(sample["seconds"] for sample in samples)

    return {
        "single": rate(PROMPT, 256, "--temperature", "0"),
        "sixteen": rate(PROMPT, 128, "--samples", "16", "--temperature", "1"),
        "prompt": rate(LONG_PROMPT, 1, "--temperature", "0"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--selkie", required=True, help="the program")
    parser.add_argument("--model", required=True, help="a GGUF file")
    parser.add_argument("--rounds", type=int, default=3, help="how often each runs (default: 3)")
    options = parser.parse_args()
    rounds: list[dict[str, dict[str, float]]] = []
    for index in range(options.rounds):
        print(f"Round {index + 1} of {options.rounds}", file=sys.stderr)
        rounds.append({
            "selkie": selkie(options.selkie, options.model),
            "llama.cpp": peer("generate_llama.py", options.model),
            "transformers": peer("generate_transformers.py", options.model),
        })
    result = {}
    print(f"{'tokens/s':28}{'selkie':>10}{'llama.cpp':>12}{'times':>7}{'transformers':>14}{'times':>7}", file=sys.stderr)
    for work, name in WORKS.items():
        rates = {who: [entry[who][work] for entry in rounds] for who in rounds[0]}
        ratios = {
            who: statistics.median(a / b for a, b in zip(rates["selkie"], rates[who], strict=True))
            for who in ("llama.cpp", "transformers")
        }
        result[work] = {"tokens_per_second": rates, "ratio": ratios}
        median = {who: statistics.median(values) for who, values in rates.items()}
        print(f"{name:28}{median['selkie']:10.1f}{median['llama.cpp']:12.1f}{ratios['llama.cpp']:7.2f}"
              f"{median['transformers']:14.1f}{ratios['transformers']:7.2f}", file=sys.stderr)
    print(json.dumps(result))


main()

"""Runs `selkie bench` and PEFT in turn on the same sequences and prints how they compare.

    compare.py --selkie PROGRAM --model MODEL.gguf --sequences SEQUENCES.json

Each round runs one after the other, so that both meet the same state of the machine; figures are medians over rounds.
The table goes to standard error, one JSON object to standard output. PEFT trains one adapter at a time, so several
adapters take it that many times as long and its rate stays the same.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

PEER = Path(__file__).resolve().with_name("train_peft.py")
OPENBLAS_OVERRIDES = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
"""Settings that slow the peer down where a machine presets them."""
QUIET = 1.25
"""How far the peer's fastest epoch may be from its slowest before the machine counts as busy with something else."""


def run(command: list[str], environment: dict[str, str]) -> dict[str, Any]:
    """Runs a program that prints one JSON object; its progress goes through to standard error."""
    print(f"Running {command[0]}", file=sys.stderr)
    finished = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)
    if finished.returncode != 0:
        raise SystemExit(f"{command[0]}: ended with {finished.returncode}")
    return json.loads(finished.stdout)


def spread(values: list[float]) -> str:
    """Median with the least and the largest."""
    return f"{statistics.median(values):.1f} [{min(values):.1f}, {max(values):.1f}]"


def summary(selkie: list[dict[str, Any]], peer: list[dict[str, Any]]) -> dict[str, Any]:
    """Medians over the rounds and the ratios of the pairs."""
    peer_rates = [result["rows_per_second"] for result in peer]
    ours: dict[int, list[float]] = {}
    for result in selkie:
        for entry in result["train"]:
            ours.setdefault(entry["candidates"], []).append(entry["rows_per_second"])
    train = [
        {
            "candidates": candidates,
            "selkie_rows_per_second": rates,
            "ratio": statistics.median(a / b for a, b in zip(rates, peer_rates, strict=True)),
        }
        for candidates, rates in sorted(ours.items())
    ]
    epochs = [rate for result in peer for rate in result["rates"]]
    memory = [statistics.median(result["peak_memory_bytes"] for result in side) for side in (selkie, peer)]
    return {
        "rounds": len(peer),
        "rows": peer[0]["rows"],
        "machine": {"processor": platform.processor() or platform.machine(), "cores": os.cpu_count()},
        "peft_rows_per_second": peer_rates,
        "peft_fastest_by_slowest_epoch": max(epochs) / min(epochs),
        "peft_versions": peer[0]["versions"],
        "train": train,
        "peak_memory_bytes": {"selkie": memory[0], "peft": memory[1]},
    }


def table(result: dict[str, Any]) -> str:
    """The figures for a reader."""
    lines = [
        f"{result['rounds']} rounds, {result['rows']} rows an epoch; median [least, largest] rows/s",
        f"{'':24}{'rows/s':>26}{'times PEFT':>14}",
        f"{'PEFT, batch 1':24}{spread(result['peft_rows_per_second']):>26}{1:>14.2f}",
    ]
    for entry in result["train"]:
        name = f"selkie, {entry['candidates']} adapter{'s' if entry['candidates'] > 1 else ''}"
        lines.append(f"{name:24}{spread(entry['selkie_rows_per_second']):>26}{entry['ratio']:>14.2f}")
    memory = result["peak_memory_bytes"]
    lines.append(f"Peak memory: selkie {memory['selkie'] / 1e9:.2f} GB, PEFT {memory['peft'] / 1e9:.2f} GB")
    unrest = result["peft_fastest_by_slowest_epoch"]
    if unrest > QUIET:
        lines.append(f"Do not quote these: PEFT's epochs differ {unrest:.1f} times, so the machine was busy.")
    return "\n".join(lines)


def main() -> None:
    """Runs the rounds and prints both forms."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--selkie", type=Path, default=Path(".build/release/selkie"), help="the built program")
    parser.add_argument("--model", type=Path, required=True, help="GGUF file")
    parser.add_argument("--sequences", type=Path, required=True, help="JSON file: [[id, ...], ...]")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()

    environment = {key: value for key, value in os.environ.items() if key not in OPENBLAS_OVERRIDES}
    same = ["--model", str(arguments.model), "--sequences", str(arguments.sequences)]
    same += ["--threads", str(arguments.threads)]
    selkie_command = [str(arguments.selkie.resolve()), "bench", "--json", *same]
    peer_command = [sys.executable, str(PEER), *same]
    selkie, peer = [], []
    for _ in range(arguments.rounds):
        selkie.append(run(selkie_command, dict(os.environ)))
        peer.append(run(peer_command, environment))
    result = summary(selkie, peer)
    print(table(result), file=sys.stderr)
    print(json.dumps(result))


if __name__ == "__main__":
    main()

"""Measures Selkie against its peers, in turn on the same work, and prints how they compare.

    Benchmarks/run [--rounds N] [--passages FILE --notes FILE] [--only GROUP ...]

The table goes to standard error, one JSON object to standard output. Figures are medians over rounds; a ratio is the
median of the rounds' own ratios.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from .material import read
from .rows import GROUPS, Bench, Row
from .selkie import Selkie
from .worker import FOLDER

PROGRAM = FOLDER.parent / ".build" / "release" / "selkie"


def model_path(program: Path) -> Path:
    """Where the default model lies."""
    models = json.loads(subprocess.run([str(program), "models", "--json"], check=True, stdout=subprocess.PIPE).stdout)
    return Path(models[0]["path"])


def instructions(program: Path) -> tuple[str, bool]:
    """The instruction set that the program takes, and whether it is narrower than the processor's."""

    def taken(environment: dict[str, str]) -> str:
        checks = json.loads(subprocess.run(
            [str(program), "doctor", "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment).stdout)["checks"]
        finding = next(check["finding"] for check in checks if check["name"] == "instructions")
        return re.split(r"\W", finding)[0]

    own = taken(dict(os.environ))
    return own, own != taken({name: value for name, value in os.environ.items() if name != "SELKIE_ISA"})


def line(row: Row) -> str:
    """One row for a reader."""
    pair = f"{statistics.median(row.selkie):9.2f} {statistics.median(row.other):9.2f} {row.unit:8}"
    verdict = "reached" if row.ratio >= row.aim else "short"
    return f"{row.work:44} {row.peer:36} {pair} {row.ratio:6.2f} {row.aim:5.2f} {verdict}"


def main() -> None:
    """Runs the rounds and prints both forms."""
    parser = argparse.ArgumentParser(
        prog="Benchmarks/run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--selkie", type=Path, default=PROGRAM, help="the built program")
    parser.add_argument("--model", type=Path, help="a GGUF file (default: the default model's)")
    parser.add_argument("--passages", type=Path, default=FOLDER / "passages.json", help="passages with questions")
    parser.add_argument("--notes", type=Path, help="study notes for them, in the same order")
    parser.add_argument("--rounds", type=int, default=5, help="how often each side runs (default: 5)")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--only", nargs="+", choices=list(GROUPS), default=list(GROUPS), help="groups of rows")
    options = parser.parse_args()
    model = (options.model or model_path(options.selkie)).resolve()
    selkie = Selkie(options.selkie.resolve(), model, options.threads)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        works = read(selkie, options.passages, options.notes, 8, Path(folder))
        bench = Bench(selkie, model, options.threads, *instructions(options.selkie.resolve()))
        try:
            print(f"{'work':44} {'against':36} {'selkie':>9} {'peer':>9} {'':8} {'ratio':>6} {'aim':>5}", file=sys.stderr)
            for name in options.only:
                found: list[Row] = []
                for index, found in enumerate(GROUPS[name](bench, works, options.rounds)):
                    print(f"\r{name}: round {index + 1} of {options.rounds}", end="", file=sys.stderr)
                print("\r\x1b[K" if sys.stderr.isatty() else "\n", end="", file=sys.stderr)
                for row in found:
                    print(line(row), file=sys.stderr)
                rows += found
        finally:
            bench.close()
    print(json.dumps({
        "rounds": options.rounds, "instructions": bench.instructions, "forced": bench.forced, "threads": options.threads, "passages": len(works),
        "versions": {name: version(name) for name in ("torch", "transformers", "peft", "xllamacpp")},
        "rows": [{"work": row.work, "peer": row.peer, "unit": row.unit, "selkie": row.selkie, "other": row.other,
                  "ratio": row.ratio, "aim": row.aim} for row in rows],
    }))


main()

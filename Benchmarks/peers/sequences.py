"""Turns passages and study notes into training sequences of token ids, as the inner loop does.

    sequences.py --model MODEL.gguf --passages PASSAGES.json --notes NOTES.json [--index N] > SEQUENCES.json

PASSAGES.json holds `[{"title", "context"}, ...]`, NOTES.json `[{"completion"}, ...]` in the same order.
Each line of the notes is one sequence after the title; the passage itself comes last.
"""

import argparse
import json
import re
import sys
from pathlib import Path

from gguf import GGUFReader
from tokenizers import Tokenizer, pre_tokenizers
from tokenizers.models import BPE


def tokenizer(path: Path) -> Tokenizer:
    """The byte-level BPE tokenizer of a SmolLM2 file: every digit is a token of its own."""
    fields = GGUFReader(path).fields
    tokens = fields["tokenizer.ggml.tokens"].contents()
    merges = [tuple(merge.split(" ")) for merge in fields["tokenizer.ggml.merges"].contents()]
    result = Tokenizer(BPE({token: index for index, token in enumerate(tokens)}, merges))
    result.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    return result


def texts(title: str, context: str, completion: str) -> list[str]:
    """Every line of the notes that starts with a number, without it, and the passage; each below the title."""
    lines = [re.sub(r"^\d+\.\s*", "", line) for line in completion.splitlines() if re.match(r"\d+\.", line)]
    return [f"{title}\n{text}" for text in [*lines, context]]


def main() -> None:
    """Prints the sequences as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True, help="GGUF file")
    parser.add_argument("--passages", type=Path, required=True)
    parser.add_argument("--notes", type=Path, required=True)
    parser.add_argument("--index", type=int, default=0, help="which passage")
    parser.add_argument("--lines", type=int, default=8, help="how many lines of the notes")
    arguments = parser.parse_args()
    passage = json.loads(arguments.passages.read_text())[arguments.index]
    notes = json.loads(arguments.notes.read_text())[arguments.index]
    *lines, context = texts(passage["title"], passage["context"], notes["completion"])
    encoder = tokenizer(arguments.model)
    sequences = [encoder.encode(text).ids for text in [*lines[: arguments.lines], context]]
    print(f"{len(sequences)} sequences of {[len(sequence) for sequence in sequences]} tokens", file=sys.stderr)
    print(json.dumps(sequences))


if __name__ == "__main__":
    main()

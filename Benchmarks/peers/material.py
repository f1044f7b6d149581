"""What is trained on and asked: passages with study notes and questions, as token ids."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from .selkie import Selkie

LINES = 8
"""Lines of the notes that are trained on, besides the passage itself."""
SYSTEM = "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n"


@dataclass
class Work:
    """One passage in tokens, and the file that hands it to `selkie bench`."""

    sequences: list[list[int]]
    prompts: list[list[int]]
    path: Path

    def shortest(self, count: int) -> list[list[int]]:
        """The shortest sequences, again and again: those that `selkie bench packing` takes."""
        short = sorted(self.sequences, key=len)[: max(1, len(self.sequences) - 1)]
        return [short[index % len(short)] for index in range(count)]


def texts(title: str, context: str, completion: str) -> list[str]:
    """Every line of the notes that starts with a number, without it, and the passage; each below the title."""
    lines = [re.sub(r"^\d+\.\s*", "", line) for line in completion.splitlines() if re.match(r"\d+\.", line)]
    return [f"{title}\n{text}" for text in [*lines[:LINES], context]]


def question(title: str, text: str) -> str:
    """An exam question as the default model's chat template puts it."""
    return f"{SYSTEM}<|im_start|>user\nTopic: {title}\n{text} Answer in a few words.<|im_end|>\n<|im_start|>assistant\n"


def read(selkie: Selkie, passages: Path, notes: Path | None, count: int, folder: Path) -> list[Work]:
    """The first passages of a file, each written to a file of its own for `selkie bench`.

    `passages` holds `[{"title", "context", "questions": [{"question"}], "completion"}]`; `notes`, if given,
    `[{"completion"}]` in the same order.
    """
    entries = json.loads(passages.read_text())[:count]
    if notes:
        for entry, note in zip(entries, json.loads(notes.read_text()), strict=False):
            entry["completion"] = note["completion"]
    works = []
    for index, entry in enumerate(entries):
        title = entry["title"]
        sequences = [selkie.tokens(text) for text in texts(title, entry["context"], entry["completion"])]
        prompts = [selkie.tokens(question(title, asked["question"])) for asked in entry["questions"]]
        path = folder / f"work-{index}.json"
        path.write_text(json.dumps({"sequences": sequences, "prompts": prompts}))
        works.append(Work(sequences, prompts, path))
    return works

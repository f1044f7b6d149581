"""Selkie's side: the program is run as its users run it."""

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any


class Selkie:
    """The program with a model."""

    def __init__(self, program: Path, model: Path, threads: int) -> None:
        self.program = program
        self.options = ["--model", str(model), "--threads", str(threads), "--quiet"]

    def bench(self, work: Path, *measures: str) -> dict[tuple[str, int], float]:
        """The figures of some measures by name and size."""
        report = json.loads(self._output("bench", *measures, "--quick", "--work", str(work), "--json"))
        return {(entry["measure"], entry["size"]): entry["median"] for entry in report["results"]}

    def generate(self, text: str, tokens: int, samples: int, temperature: float) -> float:
        """Tokens a second: generated ones, or the prompt's when only one is generated."""
        lines = self._output(
            "generate", "--raw", "--prompt", text, "--max-tokens", str(tokens), "--samples", str(samples),
            "--temperature", str(temperature), "--json").splitlines()
        answers = [json.loads(line) for line in lines]
        counted: int = sum(answer["usage"]["completion_tokens"] for answer in answers)
        if tokens == 1:
            counted = answers[0]["usage"]["prompt_tokens"]
        return counted / max(answer["seconds"] for answer in answers)

    def tokens(self, text: str) -> list[int]:
        """The tokens of a text."""
        return json.loads(self._output("tokenize", "--json", text=text))["tokens"]

    def start(self, question: str) -> float:
        """Seconds from starting the program to the first byte of its answer."""
        begin = time.perf_counter()
        process = subprocess.Popen(
            [str(self.program), "ask", question, "--without", *self.options], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
        assert process.stdout
        first = process.stdout.read(1)
        spent = time.perf_counter() - begin
        process.stdout.read()
        if process.wait() != 0 or not first:
            raise SystemExit("selkie ask: gave no answer")
        return spent

    def _output(self, command: str, *arguments: str, text: str | None = None) -> str:
        # `tokenize` computes nothing and takes no threads.
        options = self.options[:2] if command == "tokenize" else self.options
        finished: Any = subprocess.run(
            [str(self.program), command, *arguments, *options], input=text, stdout=subprocess.PIPE, text=True,
            env=dict(os.environ))
        if finished.returncode != 0:
            raise SystemExit(f"selkie {command}: ended with {finished.returncode}")
        return finished.stdout

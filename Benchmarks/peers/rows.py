"""The rows of the table: what is measured, against whom, and what is aimed for."""

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .material import Work
from .selkie import Selkie
from .worker import Worker

EPOCHS = 10
WIDE = "avx512"
PROMPT_ROW = "prompt of 512 tokens"
PROMPT = "The lighthouse keeper wrote in his book every evening. Tonight he wrote about"
LONG_PROMPT = " ".join(
    f"On day {day} the wind came from the {side} and the lamp burned for {8 + day % 5} hours."
    for day, side in zip(range(1, 27), ["north", "east", "south", "west"] * 7)
)
"""About 500 tokens; Selkie computes 512."""


@dataclass
class Row:
    """One comparison: figures of both sides, one pair a round."""

    work: str
    peer: str
    aim: float
    unit: str
    lower_is_better: bool = False
    selkie: list[float] = field(default_factory=list)
    other: list[float] = field(default_factory=list)

    def add(self, selkie: float, other: float) -> None:
        """Takes in one round."""
        self.selkie.append(selkie)
        self.other.append(other)

    @property
    def ratio(self) -> float:
        """How many times better Selkie is: the median of the rounds' own ratios."""
        pairs = zip(self.other, self.selkie) if self.lower_is_better else zip(self.selkie, self.other)
        return statistics.median(left / right for left, right in pairs)


@dataclass
class Bench:
    """Everybody who is measured, and with which instructions."""

    selkie: Selkie
    model: Path
    threads: int
    instructions: str
    forced: bool
    """Whether the processor has wider ones, which peers were told to leave unused."""
    workers: dict[str, Worker] = field(default_factory=dict)

    def aim(self, narrow: float, wide: float) -> float:
        """What is aimed for: with 512 bits a peer has a wider path too, and memory is the same."""
        return wide if self.instructions == WIDE else narrow

    def compares(self, peer: str) -> bool:
        """Whether a peer runs with the same instructions; llama.cpp's build takes what the processor has."""
        return not (self.forced and peer == "llama.cpp")

    def peer(self, module: str) -> Worker:
        """The peer's process, started when it is first asked."""
        if module not in self.workers:
            self.workers[module] = Worker(module, str(self.model), str(self.threads))
        return self.workers[module]

    def fresh(self, module: str) -> Worker:
        """A process that has loaded nothing yet."""
        if module in self.workers:
            self.workers.pop(module).close()
        return self.peer(module)

    def close(self) -> None:
        """Ends all peers."""
        for worker in self.workers.values():
            worker.close()


Group = Callable[[Bench, list[Work], int], Iterator[list[Row]]]
"""Measures some rows together; yields them after each round. Each round takes the next passage."""


def training(bench: Bench, works: list[Work], rounds: int) -> Iterator[list[Row]]:
    """One candidate and five, what the processor and its products allow, memory."""
    five = Row("train 5 candidates together", "PEFT, one after the other", bench.aim(2.3, 2.6), "rows/s")
    registers = Row("the same", "multiply-adds in registers", bench.aim(0.80, 0.65), "rows/s")
    limit = Row("the same", "matrix-multiply limit", 0.85, "rows/s")
    one = Row("train 1 candidate", "PEFT", bench.aim(2.1, 2.5), "rows/s")
    memory = Row("peak memory, 5 candidates", "PEFT with one", 1, "GB", lower_is_better=True)
    peft = bench.fresh("peft_peer")
    for index in range(rounds):
        work = works[index % len(works)]
        rate = peft.ask("train", sequences=work.sequences)
        own = bench.selkie.bench(work.path, "training")
        five.add(own["training", 5], rate)
        one.add(own["training", 1], rate)
        registers.add(own["training", 5], own["registers", 5])
        limit.add(own["training", 5], own["limit", 5])
        memory.add(own["memory", 5] / 1e9, peft.ask("memory") / 1e9)
        yield [five, registers, limit, one, memory]


def upper_layers(bench: Bench, works: list[Work], rounds: int) -> Iterator[list[Row]]:
    """Only the upper half of the layers, the lower half kept."""
    row = Row("train 1 candidate, upper layers", "all layers, a whole inner loop", 1.5, "times")
    for index in range(rounds):
        row.add(bench.selkie.bench(works[index % len(works)].path, "upper-layers")["upper-layers", 1], 1)
        yield [row]


def packing(bench: Bench, works: list[Work], rounds: int) -> Iterator[list[Row]]:
    """Batches of short sequences, packed and padded."""
    count = 16
    row = Row(f"train batches of {count} short sequences", "PEFT, padded", 1.4, "rows/s")
    for index in range(rounds):
        work = works[index % len(works)]
        padded = bench.peer("peft_peer").ask("padded", sequences=work.shortest(count))
        row.add(bench.selkie.bench(work.path, "packing")["packing", count], padded)
        yield [row]


def generation(bench: Bench, works: list[Work], rounds: int) -> Iterator[list[Row]]:
    """Sampling, one stream, a prompt."""
    kinds = {
        "sample 16 self-edits of 128 tokens": (
            (PROMPT, 128, 16, 1.0), {"transformers": bench.aim(3.2, 4), "llama.cpp": bench.aim(2.1, 4)}),
        "decode one stream, 256 tokens": ((PROMPT, 256, 1, 0.0), {"llama.cpp": bench.aim(1.2, 1.6)}),
        PROMPT_ROW: (
            (LONG_PROMPT, 1, 1, 0.0), {"transformers": bench.aim(1.2, 1.4), "llama.cpp": bench.aim(1.2, 1.4)}),
    }
    kinds = {work: (asked, {peer: aim for peer, aim in aims.items() if bench.compares(peer)})
             for work, (asked, aims) in kinds.items()}
    modules = {"transformers": "transformers_peer", "llama.cpp": "llama_peer"}
    rows = {(work, peer): Row(work, peer, aim, "tokens/s") for work, (_, aims) in kinds.items()
            for peer, aim in aims.items()}
    for index in range(rounds):
        for work, ((text, tokens, samples, temperature), aims) in kinds.items():
            if not aims:
                continue
            # Peers are warm when they are asked; one run of the program would not be.
            own = (bench.selkie.bench(works[index % len(works)].path, "prompt")["prompt", 512] if work == PROMPT_ROW
                   else bench.selkie.generate(text, tokens, samples, temperature))
            for peer in aims:
                rate = bench.peer(modules[peer]).ask(
                    "generate", text=text, tokens=tokens, samples=samples, temperature=temperature)
                rows[work, peer].add(own, rate)
        yield list(rows.values())


def judging(bench: Bench, works: list[Work], rounds: int) -> Iterator[list[Row]]:
    """A self-edit from training to exam."""
    row = Row("a self-edit judged end to end, 5 together", "PEFT and generate, both exams each",
              bench.aim(3.5, 4), "s", True)
    for index in range(rounds):
        work = works[index % len(works)]
        peer = bench.peer("peft_peer").ask("judge", sequences=work.sequences, prompts=work.prompts, epochs=EPOCHS)
        row.add(bench.selkie.bench(work.path, "judging")["judging", 5], peer)
        yield [row]


def start(bench: Bench, works: list[Work], rounds: int) -> Iterator[list[Row]]:
    """From nothing to the first token."""
    if not bench.compares("llama.cpp"):
        return
    row = Row("start of `selkie ask`, to the first token", "llama.cpp, without Python's start", 1, "s", True)
    asked = "Which sea is the saltiest?"
    for _ in range(rounds):
        own = bench.selkie.start(asked)
        row.add(own, bench.fresh("llama_peer").ask("start", text=asked + " Answer in a few words."))
        yield [row]


def scaling(bench: Bench, works: list[Work], rounds: int) -> Iterator[list[Row]]:
    """Rates by the number of candidates and of decoding rows; the peer is Selkie itself.

    Rates are medians over rounds before they are compared, since each wanders by more than they differ.
    """
    candidates, decoding = (2, 4, 8, 16), (1, 2, 4, 8, 16, 32)
    rates: dict[tuple[str, int], list[float]] = {}
    for index in range(rounds):
        own = bench.selkie.bench(works[index % len(works)].path, "scaling", "decoding")
        for key, rate in own.items():
            rates.setdefault(key, []).append(rate)
        median = {key: statistics.median(values) for key, values in rates.items()}
        training = sorted(candidates, key=lambda count: median["scaling", count])
        slowest, fastest = training[0], training[-1]
        rows = [Row(f"train {slowest} together, slowest of 2 to 16", f"{fastest} together, fastest", 0.9, "rows/s")]
        rows[0].add(median["scaling", slowest], median["scaling", fastest])
        for few, many in zip(decoding, decoding[1:]):
            rows.append(Row(f"decode {many} rows", f"{few} rows", 1, "tokens/s"))
            rows[-1].add(median["decoding", many], median["decoding", few])
        yield rows


GROUPS: dict[str, Group] = {
    "training": training, "upper-layers": upper_layers, "packing": packing, "generation": generation,
    "judging": judging, "start": start, "scaling": scaling,
}

"""Measures the server beside llama.cpp's on the same file: clients that stream, and the first token after a long prompt.

    Benchmarks/run-server MODEL [--selkie FILE] [--rounds N] [--clients N ...]

Rounds take turns; what is printed are medians over rounds, and their ratios.
"""

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time

QUESTIONS = [
    "Tell a long story about a lighthouse keeper.", "Explain in detail how bread is baked.",
    "Describe a walk through an old harbour town.", "Write a long letter to a friend about the sea.",
    "Explain how a sailing boat moves against the wind.", "Tell the history of clocks at length.",
    "Describe how a garden changes over a year.", "Explain how letters used to be delivered.",
]


def stream(port, model, messages, tokens):
    """Streams an answer: seconds to the first text, seconds in all, tokens."""
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    body = {
        "model": model, "messages": messages, "max_tokens": tokens, "temperature": 0.7, "seed": 1, "stream": True,
        "stream_options": {"include_usage": True},
    }
    connection.request("POST", "/v1/chat/completions", json.dumps(body), {"Content-Type": "application/json"})
    response = connection.getresponse()
    first, count = None, 0
    for line in response:
        if not line.startswith(b"data: {"):
            continue
        event = json.loads(line[6:])
        if event.get("usage") and event["usage"].get("completion_tokens"):
            count = event["usage"]["completion_tokens"]
        for choice in event.get("choices") or []:
            if first is None and (choice.get("delta") or {}).get("content"):
                first = time.perf_counter() - start
    connection.close()
    return first, time.perf_counter() - start, count


def together(port, model, clients, tokens):
    """Tokens a second of clients that stream at the same time."""
    results = [None] * clients

    def run(place):
        question = QUESTIONS[place % len(QUESTIONS)] + (" " * (place // len(QUESTIONS)))
        results[place] = stream(port, model, [{"role": "user", "content": question}], tokens)

    threads = [threading.Thread(target=run, args=[place]) for place in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(result[2] for result in results) / (time.perf_counter() - start)


def warm(port, model, words):
    """Seconds to the first token of a conversation's second turn, whose first turn was long."""
    text = " ".join(f"The keeper wrote line {number} of the log." for number in range(words // 8))
    messages = [{"role": "user", "content": text + " What did the keeper write?"}]
    stream(port, model, messages, 8)
    messages += [{"role": "assistant", "content": "The log."}, {"role": "user", "content": "Who wrote it?"}]
    return stream(port, model, messages, 8)[0]


class Selkie:
    """The server of this project."""

    def __init__(self, program, model):
        self.home = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0", "--json", "--quiet", "--model", model, "--home", self.home.name],
            stdout=subprocess.PIPE, text=True)
        place = json.loads(self.process.stdout.readline())
        self.port, self.model = int(place["url"].rsplit(":", 1)[1]), place["model"]

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.home.cleanup()


class Llama:
    """llama.cpp's server, from its Python package, in a process of its own."""

    code = """
import sys, xllamacpp, time
p = xllamacpp.CommonParams()
p.model.path = sys.argv[1]
p.n_ctx, p.n_parallel, p.warmup, p.verbosity = 16384, 16, True, -1
p.cpuparams.n_threads = p.cpuparams_batch.n_threads = int(sys.argv[2])
p.port = 0
server = xllamacpp.Server(p)
print(server.listening_address, flush=True)
while True: time.sleep(3600)
"""

    def __init__(self, model, threads):
        self.process = subprocess.Popen(
            [sys.executable, "-c", self.code, model, str(threads)], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if line.startswith("http"):
                self.port = int(line.strip().rstrip("/").rsplit(":", 1)[1])
                break
        self.model = "default"

    def end(self):
        self.process.kill()
        self.process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="a GGUF file")
    parser.add_argument("--selkie", default=".build/release/selkie")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 16])
    options = parser.parse_args()
    servers = {"selkie": Selkie(options.selkie, options.model), "llama.cpp": Llama(options.model, os.cpu_count())}
    rows = [(f"{count} clients, tokens/s", lambda s, n=count: together(s.port, s.model, n, options.tokens), True)
            for count in options.clients]
    rows.append(("first token, warm prefix, ms", lambda s: 1000 * warm(s.port, s.model, 400), False))
    found = {(row[0], name): [] for row in rows for name in servers}
    try:
        for server in servers.values():
            together(server.port, server.model, 1, 16)
        for _ in range(options.rounds):
            for title, measure, _ in rows:
                for name, server in servers.items():
                    found[title, name].append(measure(server))
    finally:
        for server in servers.values():
            server.end()
    table = []
    for title, _, more in rows:
        own, other = (statistics.median(found[title, name]) for name in servers)
        table.append({"row": title, "selkie": own, "llama.cpp": other, "ratio": own / other if more else other / own})
    json.dump(table, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()

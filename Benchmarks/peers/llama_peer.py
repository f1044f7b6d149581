"""llama.cpp through xllamacpp's server, on the same GGUF file.

    llama_peer.py MODEL.gguf THREADS

Requests ignore the end token and no prompt is cached.
"""

import sys
import threading
import time

import xllamacpp

from .worker import seconds, serve

PARALLEL = 16


def server(model: str, threads: int, parallel: int) -> xllamacpp.Server:
    """A server with room for so many answers at once."""
    parameters = xllamacpp.CommonParams()
    parameters.model.path = model
    parameters.n_parallel = parallel
    parameters.n_ctx = parallel * 1024
    parameters.n_gpu_layers = 0
    parameters.cpuparams.n_threads = threads
    parameters.cpuparams_batch.n_threads = threads
    return xllamacpp.Server(parameters)


def ask(llama: xllamacpp.Server, text: str, tokens: int, temperature: float, seed: int = 1) -> int:
    """The prompt's tokens, once it has been answered."""
    answer = llama.handle_completions({
        "prompt": text, "max_tokens": tokens, "temperature": temperature, "seed": seed, "ignore_eos": True,
        "cache_prompt": False, "top_k": 0, "top_p": 1.0, "min_p": 0.0,
    })
    return answer["usage"]["prompt_tokens"]


def start(model: str, threads: int, text: str) -> float:
    """Seconds from an unloaded model to the first token."""
    begin = time.perf_counter()
    ask(server(model, threads, 1), text, 1, 0)
    return time.perf_counter() - begin


def main() -> None:
    """Serves two actions; rates are tokens a second."""
    model, threads = sys.argv[1], int(sys.argv[2])
    loaded: list[xllamacpp.Server] = []

    def generate(text: str, tokens: int, samples: int, temperature: float) -> float:
        """Tokens a second: generated ones, or the prompt's when only one is generated."""
        if not loaded:
            loaded.append(server(model, threads, PARALLEL))
            ask(loaded[0], "A first answer warms up.", 8, 0)
        counts: list[int] = []
        def run() -> None:
            requests = [
                threading.Thread(target=lambda seed: counts.append(ask(loaded[0], text, tokens, temperature, seed)),
                                 args=(seed,))
                for seed in range(samples)
            ]
            for request in requests:
                request.start()
            for request in requests:
                request.join()
        spent = seconds(run)
        return (tokens * samples if tokens > 1 else counts[0]) / spent

    serve({"generate": generate, "start": lambda text: start(model, threads, text)})


main()

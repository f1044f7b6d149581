"""llama.cpp through xllamacpp's server, on the same GGUF file: one JSON object with tokens a second.

    generate_llama.py MODEL.gguf PROMPT LONG_PROMPT

`single`: one answer of 256 tokens. `sixteen`: 16 answers of 128 tokens asked for at once. `prompt`: the long prompt.
Requests ignore the end token and no prompt is cached. A first short answer is not counted.
"""

import json
import os
import sys
import threading
import time

import xllamacpp

THREADS = len(os.sched_getaffinity(0))


def server(model: str) -> xllamacpp.Server:
    """A server with room for 16 answers at once."""
    parameters = xllamacpp.CommonParams()
    parameters.model.path = model
    parameters.n_parallel = 16
    parameters.n_ctx = 16 * 1024
    parameters.n_gpu_layers = 0
    parameters.cpuparams.n_threads = THREADS
    parameters.cpuparams_batch.n_threads = THREADS
    return xllamacpp.Server(parameters)


def main() -> None:
    model, prompt, long_prompt = sys.argv[1:4]
    llama = server(model)

    def ask(text: str, tokens: int, temperature: float, seed: int = 1) -> int:
        """The prompt's tokens, once it has been answered."""
        answer = llama.handle_completions({
            "prompt": text, "max_tokens": tokens, "temperature": temperature, "seed": seed, "ignore_eos": True,
            "cache_prompt": False,
        })
        return answer["usage"]["prompt_tokens"]

    def rate(tokens: int, action) -> float:
        start = time.perf_counter()
        counted = action()
        return (tokens or counted) / (time.perf_counter() - start)

    def together() -> None:
        requests = [threading.Thread(target=ask, args=(prompt, 128, 1.0, seed)) for seed in range(16)]
        for request in requests:
            request.start()
        for request in requests:
            request.join()

    ask(prompt, 8, 0)
    print(json.dumps({
        "single": rate(256, lambda: ask(prompt, 256, 0)),
        "sixteen": rate(16 * 128, together),
        "prompt": rate(0, lambda: ask(long_prompt, 1, 0)),
    }))
    sys.stdout.flush()
    # The server's threads do not always end by themselves.
    os._exit(0)


main()

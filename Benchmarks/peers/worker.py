"""A peer as a process of its own that is asked again and again, so that loading it is paid once and not counted."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

OPENBLAS_OVERRIDES = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
"""Settings that slow peers down where a machine presets them."""
FOLDER = Path(__file__).resolve().parent.parent


def environment() -> dict[str, str]:
    """The environment of a peer."""
    return {key: value for key, value in os.environ.items() if key not in OPENBLAS_OVERRIDES}


class Worker:
    """A module of this package, run as a process that answers one JSON line to each."""

    def __init__(self, module: str, *arguments: str) -> None:
        self.name = module
        self.process = subprocess.Popen(
            [sys.executable, "-m", f"peers.{module}", *arguments], cwd=FOLDER, env=environment(), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def ask(self, action: str, **arguments: Any) -> Any:
        """What the worker's action of that name returns."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps({"action": action, **arguments}) + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            # Libraries print remarks of their own.
            if line.startswith('{"result"'):
                return json.loads(line)["result"]
        raise SystemExit(f"{self.name}: ended while it was asked for {action}")

    def close(self) -> None:
        """Ends the process."""
        self.process.kill()
        self.process.wait()


def serve(actions: dict[str, Callable[..., Any]]) -> None:
    """Answers lines from standard input until it ends."""
    for line in sys.stdin:
        request = json.loads(line)
        result = actions[request.pop("action")](**request)
        sys.stdout.write("\n" + json.dumps({"result": result}) + "\n")
        sys.stdout.flush()


def seconds(action: Callable[[], Any]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start

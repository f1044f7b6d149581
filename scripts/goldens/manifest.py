"""Rewrites Tests/Goldens/MANIFEST.json: what every golden file is, and what made it.

`files` gives each file's SHA-256 and generator, `generators` each generator's seed (null where nothing is drawn),
`versions` the packages that were installed.
"""

import hashlib
import json
import re
from importlib.metadata import version
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
GOLDENS = SCRIPTS.parents[1] / "Tests" / "Goldens"
MANIFEST = GOLDENS / "MANIFEST.json"
PACKAGES = ("gguf", "jinja2", "numpy", "peft", "safetensors", "sentencepiece", "tokenizers", "torch", "transformers")
GENERATORS = {
    "chat-templates": "chat_templates.py",
    "greedy-smollm2-135m.json": "greedy.py",
    "lora": "lora.py",
    "models": "models.py",
    "quantization": "quantization.py",
    "soft-targets.json": "soft_targets.py",
    "tokenizers": "vocabularies.py",
}
"""Which script writes which file or folder of Tests/Goldens."""


def seed(script: str) -> int | None:
    """The value of a script's `SEED`, read without running it."""
    found = re.search(r"^SEED = ([0-9_]+)$", (SCRIPTS / script).read_text(), re.MULTILINE)
    return int(found.group(1)) if found else None


def main() -> None:
    """Hashes all files and writes the manifest."""
    files = {}
    for path in sorted(GOLDENS.rglob("*")):
        if not path.is_file() or path == MANIFEST:
            continue
        place = path.relative_to(GOLDENS)
        generator = GENERATORS.get(place.parts[0])
        if generator is None:
            raise SystemExit(f"{place}: manifest.py does not know which script writes it; add it to GENERATORS")
        files[place.as_posix()] = {
            "generator": generator,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
    used = sorted({entry["generator"] for entry in files.values()})
    manifest = {
        "files": files,
        "generators": {script: {"seed": seed(script)} for script in used},
        "versions": {package: version(package) for package in PACKAGES},
    }
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n")
    print(f"{len(files)} files in {MANIFEST.name}")


if __name__ == "__main__":
    main()

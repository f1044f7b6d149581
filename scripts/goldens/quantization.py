"""Writes Tests/Goldens/quantization: random blocks of every stored element type and what the gguf package makes of them.

Each type has TYPE.blocks (raw bytes as in a file) and TYPE.floats (little-endian float32). Scales are finite halves of
every size, subnormal and zero ones among them; the packed bits are uniform.
Run from the repository's root: python scripts/goldens/quantization.py
"""

import pathlib

import gguf
import numpy as np

SEED = 20240607
FOLDER = pathlib.Path("Tests/Goldens/quantization")

# Blocks of each type and the byte offsets of the half-precision scales in one of them.
TYPES = {
    "F16": (512, [0]),
    "BF16": (512, []),
    "Q4_0": (24, [0]),
    "Q4_1": (24, [0, 2]),
    "Q5_0": (24, [0]),
    "Q5_1": (24, [0, 2]),
    "Q8_0": (24, [0]),
    "Q4_K": (6, [0, 2]),
    "Q5_K": (6, [0, 2]),
    "Q6_K": (6, [208]),
}


def scales(generator, count):
    """Finite halves: mostly of the size that models have, the rest any bit pattern."""
    usual = (generator.standard_normal(count) * 0.02).astype(np.float16).view(np.uint16)
    any_bits = generator.integers(0, 0x10000, count, dtype=np.uint16)
    exponent_cleared = np.where((any_bits & 0x7C00) == 0x7C00, any_bits & 0x83FF, any_bits).astype(np.uint16)
    return np.where(np.arange(count) % 3 == 2, exponent_cleared, usual).astype(np.uint16)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    generator = np.random.default_rng(SEED)
    for name, (count, offsets) in TYPES.items():
        kind = gguf.GGMLQuantizationType[name]
        _, size = gguf.GGML_QUANT_SIZES[kind]
        blocks = generator.integers(0, 256, (count, size), dtype=np.uint8)
        for offset in offsets:
            blocks[:, offset : offset + 2] = scales(generator, count).view(np.uint8).reshape(count, 2)
        if name == "BF16":
            bits = blocks.view(np.uint16)
            bits[(bits & 0x7F80) == 0x7F80] &= 0x807F
        floats = gguf.quants.dequantize(blocks, kind).astype("<f4")
        assert np.isfinite(floats).all(), name
        (FOLDER / f"{name}.blocks").write_bytes(blocks.tobytes())
        (FOLDER / f"{name}.floats").write_bytes(floats.tobytes())


if __name__ == "__main__":
    main()

"""Checks with the gguf package that a GGUF adapter says what a PEFT folder says.

    gguf_adapter_loads.py ADAPTER_GGUF PEFT_FOLDER BASE_CONFIG

BASE_CONFIG is the config.json of the base. Compares scale * B and A of every module, with the rows of query and
key put back in order for a llama; prints the number of modules and the largest difference.
Ends with an error for a missing or superfluous tensor, another shape, or wrong metadata.
"""

import argparse
import json
from pathlib import Path

import numpy
from gguf import GGUFReader
from safetensors.numpy import load_file

NAMES = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


def in_halves(rows: numpy.ndarray, heads: int) -> numpy.ndarray:
    """Puts the rows of interleaved rotation pairs back into halves."""
    out, width = rows.shape[0], rows.shape[0] // heads
    return rows.reshape(heads, width // 2, 2, -1).swapaxes(1, 2).reshape(out, -1)


def main() -> None:
    """Compares the two."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("adapter", type=Path)
    parser.add_argument("peft", type=Path)
    parser.add_argument("config", type=Path)
    arguments = parser.parse_args()
    reader = GGUFReader(arguments.adapter)
    fields = {key: field.contents() for key, field in reader.fields.items()}
    assert fields["general.type"] == "adapter" and fields["adapter.type"] == "lora", fields
    alpha, architecture = fields["adapter.lora.alpha"], fields["general.architecture"]
    base = json.loads(arguments.config.read_text())
    peft = json.loads((arguments.peft / "adapter_config.json").read_text())
    assert not peft["rank_pattern"] and not peft["alpha_pattern"] and not peft["use_rslora"]
    tensors = {tensor.name: tensor.data for tensor in reader.tensors}
    factors = load_file(arguments.peft / "adapter_model.safetensors")
    worst, modules = 0.0, 0
    for key, a in factors.items():
        if not key.endswith(".lora_A.weight"):
            continue
        path = key.removeprefix("base_model.model.model.layers.").removesuffix(".lora_A.weight")
        layer, module = path.split(".", 1)
        name = f"blk.{layer}.{NAMES[module]}.weight"
        b = factors[key.replace("lora_A", "lora_B")]
        stored_a, stored_b = tensors.pop(name + ".lora_a"), tensors.pop(name + ".lora_b")
        assert stored_a.shape == a.shape and stored_b.shape == b.shape, name
        if architecture == "llama" and module in ("self_attn.q_proj", "self_attn.k_proj"):
            heads = base["num_attention_heads" if module.endswith("q_proj") else "num_key_value_heads"]
            stored_b = in_halves(stored_b, heads)
        expected = b * (peft["lora_alpha"] / peft["r"])
        found = stored_b * (alpha / stored_a.shape[0])
        worst = max(worst, abs(found - expected).max(), abs(stored_a - a).max())
        modules += 1
    assert not tensors, f"superfluous: {sorted(tensors)}"
    assert worst < 1e-6, worst
    print(json.dumps({"architecture": architecture, "alpha": float(alpha), "modules": modules, "difference": float(worst)}))


if __name__ == "__main__":
    main()

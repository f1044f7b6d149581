"""Tiny random models of every architecture, and the logits that transformers gives for them.

Writes Tests/Goldens/models/<name>/: a Hugging Face folder (config.json, safetensors), goldens.json with the
token sequences, and goldens.safetensors with one float32 tensor `logits.<i>` [tokens, vocabulary] a sequence.
All weights are random, norms and biases too, so that nothing cancels by being one or zero.
"""

import copy
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from transformers import (
    AutoModelForCausalLM,
    Gemma3TextConfig,
    LlamaConfig,
    MistralConfig,
    PreTrainedConfig,
    PreTrainedModel,
    Qwen2Config,
    Qwen3Config,
)
from transformers.utils.logging import disable_progress_bar

MODELS = Path(__file__).resolve().parents[2] / "Tests" / "Goldens" / "models"
SEED = 20_250_101
VOCABULARY = 96
LENGTHS = (1, 7, 23, 40)
"""Lengths of the golden sequences; the longer ones exceed every sliding window below."""

COMMON: dict[str, Any] = {
    "vocab_size": VOCABULARY,
    "hidden_size": 32,
    "intermediate_size": 64,
    "max_position_embeddings": 128,
    "bos_token_id": 1,
    "eos_token_id": 2,
    "pad_token_id": 0,
}


@dataclass(frozen=True)
class Tiny:
    """One tiny model: its configuration, how it is stored, and what must make a difference to its logits."""

    name: str
    config: PreTrainedConfig
    ablations: dict[str, Callable[[PreTrainedConfig], None]]
    """Changes to the configuration that must move the logits; else the golden would not test the feature."""
    dtype: torch.dtype = torch.float32
    shard_size: str = "1GB"
    legacy: Callable[[dict[str, Any]], None] | None = None
    """Rewrites config.json to the keys that older releases wrote; most published models have those."""


def legacy_llama(config: dict[str, Any]) -> None:
    """Moves the rotary parameters to `rope_theta` and `rope_scaling`, and `dtype` to `torch_dtype`."""
    rope = config.pop("rope_parameters")
    config["rope_theta"] = rope.pop("rope_theta")
    config["rope_scaling"] = rope
    config["torch_dtype"] = config.pop("dtype")


def legacy_gemma3(config: dict[str, Any]) -> None:
    """Writes the layer pattern and the two rotary bases as the first Gemma 3 configurations did."""
    rope = config.pop("rope_parameters")
    config.pop("layer_types")
    config.pop("_sliding_window_pattern", None)
    config["sliding_window_pattern"] = 3
    config["rope_theta"] = rope["full_attention"]["rope_theta"]
    config["rope_local_base_freq"] = rope["sliding_attention"]["rope_theta"]
    config["rope_scaling"] = None
    config["torch_dtype"] = config.pop("dtype")


def change(**values: Any) -> Callable[[PreTrainedConfig], None]:
    """A change that sets the given fields of a configuration."""

    def apply(config: PreTrainedConfig) -> None:
        for key, value in values.items():
            setattr(config, key, value)

    return apply


def rope(theta: float, **extra: Any) -> dict[str, Any]:
    """Rotary parameters in the form of current configurations."""
    return {"rope_type": "default", "rope_theta": theta} | extra


def gemma3(layers: list[str], full: dict[str, Any], intermediate_size: int) -> Gemma3TextConfig:
    """A Gemma 3 text configuration with a window of six tokens and its own scale of the attention scores."""
    return Gemma3TextConfig(
        **(COMMON | {"intermediate_size": intermediate_size}),
        num_hidden_layers=len(layers),
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=12,
        layer_types=layers,
        sliding_window=6,
        query_pre_attn_scalar=20,
        rope_parameters={"full_attention": full, "sliding_attention": rope(50.0)},
    )


def catalogue() -> list[Tiny]:
    """All tiny models, in the order in which they are written."""
    heads = {"num_attention_heads": 4, "num_key_value_heads": 2}
    llama3 = rope(
        10_000.0,
        factor=8.0,
        low_freq_factor=1.0,
        high_freq_factor=4.0,
        original_max_position_embeddings=32,
    ) | {"rope_type": "llama3"}
    sliding, full = "sliding_attention", "full_attention"
    return [
        Tiny(
            "llama",
            LlamaConfig(
                **COMMON, **heads, num_hidden_layers=3, rms_norm_eps=1e-5, rope_parameters=rope(10_000.0),
                tie_word_embeddings=True,
            ),
            {"rope base": change(rope_parameters=rope(100.0)), "epsilon": change(rms_norm_eps=1e-2)},
        ),
        Tiny(
            "llama3-rope",
            LlamaConfig(
                **COMMON, **heads, head_dim=16, num_hidden_layers=2, rms_norm_eps=1e-5, rope_parameters=llama3,
                tie_word_embeddings=False,
            ),
            {
                "rope scaling": change(rope_parameters=rope(10_000.0)),
                "smooth part": change(rope_parameters=llama3 | {"high_freq_factor": 1.5}),
            },
            shard_size="70KB",
            legacy=legacy_llama,
        ),
        Tiny(
            "mistral",
            MistralConfig(
                **COMMON, **heads, head_dim=16, num_hidden_layers=2, rms_norm_eps=1e-5, sliding_window=9,
                rope_parameters=rope(1_000.0), tie_word_embeddings=False,
            ),
            {"window": change(sliding_window=None), "window by one": change(sliding_window=10)},
            dtype=torch.float16,
        ),
        Tiny(
            "qwen2",
            Qwen2Config(
                **COMMON, **heads, num_hidden_layers=3, rms_norm_eps=1e-6, rope_parameters=rope(1_000_000.0),
                tie_word_embeddings=True, use_sliding_window=False, sliding_window=8,
            ),
            {"rope base": change(rope_parameters=rope(100.0))},
        ),
        Tiny(
            "qwen3",
            Qwen3Config(
                **COMMON, **heads, head_dim=16, num_hidden_layers=2, rms_norm_eps=1e-6,
                rope_parameters=rope(1_000_000.0), tie_word_embeddings=True,
            ),
            {"rope base": change(rope_parameters=rope(100.0))},
        ),
        Tiny(
            "gemma3",
            gemma3([sliding, sliding, full, sliding, full], rope(5_000.0), intermediate_size=48),
            {
                "window": change(sliding_window=64),
                "window by one": change(sliding_window=7),
                "layer kinds": change(layer_types=[sliding, full, sliding, sliding, full]),
                "scale": change(query_pre_attn_scalar=12),
                "activation": change(hidden_activation="silu"),
                "local base": change(
                    rope_parameters={"full_attention": rope(5_000.0), "sliding_attention": rope(5_000.0)}
                ),
            },
        ),
        Tiny(
            "gemma3-legacy-bf16",
            gemma3([sliding, sliding, full, sliding], rope(1_000_000.0), intermediate_size=64),
            {"window": change(sliding_window=64)},
            dtype=torch.bfloat16,
            legacy=legacy_gemma3,
        ),
    ]


def randomise(model: PreTrainedModel, generator: torch.Generator) -> None:
    """Draws every parameter anew; norms lie around the value at which they do nothing."""
    centre = 0.0 if model.config.model_type.startswith("gemma") else 1.0
    with torch.no_grad():
        for name, parameter in sorted(model.named_parameters()):
            noise = torch.randn(parameter.shape, generator=generator)
            if "norm" in name:
                parameter.copy_(centre + 0.25 * noise)
            elif "embed_tokens" in name or "lm_head" in name:
                parameter.copy_(0.3 * noise)
            else:
                parameter.copy_(0.2 * noise)


def load(folder: Path, dtype: torch.dtype = torch.float32) -> PreTrainedModel:
    """Reads a model folder with the plain (eager) attention, ready for inference."""
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype, attn_implementation="eager")
    return model.eval()


def logits(model: PreTrainedModel, sequences: list[list[int]]) -> list[torch.Tensor]:
    """Logits of each sequence alone: [tokens, vocabulary]."""
    with torch.no_grad():
        return [model(torch.tensor([sequence])).logits[0].contiguous() for sequence in sequences]


def difference(left: list[torch.Tensor], right: list[torch.Tensor]) -> float:
    """The largest absolute difference between two lists of tensors."""
    return max(float((a.double() - b.double()).abs().max()) for a, b in zip(left, right, strict=True))


def require_differences(tiny: Tiny, folder: Path, sequences: list[list[int]], golden: list[torch.Tensor]) -> None:
    """Stops when a feature that the model is there to test leaves the logits alone."""
    reference = load(folder)
    for feature, apply in tiny.ablations.items():
        config = copy.deepcopy(reference.config)
        apply(config)
        config._attn_implementation = "eager"
        other = type(reference)(config).eval()
        other.load_state_dict(reference.state_dict())
        moved = difference(golden, logits(other, sequences))
        if moved < 1e-2:
            raise SystemExit(f"{tiny.name}: {feature} moves the logits by {moved:.1e} only")


def write(tiny: Tiny, seed: int) -> None:
    """Writes one model folder with its goldens."""
    generator = torch.Generator().manual_seed(seed)
    folder = MODELS / tiny.name
    shutil.rmtree(folder, ignore_errors=True)
    model = AutoModelForCausalLM.from_config(tiny.config, dtype=torch.float32)
    randomise(model, generator)
    model.to(tiny.dtype).save_pretrained(folder, max_shard_size=tiny.shard_size)
    (folder / "generation_config.json").unlink(missing_ok=True)

    sequences = [
        torch.randint(3, VOCABULARY, (length,), generator=generator).tolist() for length in LENGTHS
    ]
    golden = logits(load(folder), sequences)
    if tiny.legacy is not None:
        path = folder / "config.json"
        config = json.loads(path.read_text())
        tiny.legacy(config)
        path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
        if difference(golden, logits(load(folder), sequences)) != 0:
            raise SystemExit(f"{tiny.name}: the older form of config.json changes the logits")
    require_differences(tiny, folder, sequences, golden)

    exact = difference(golden, logits(load(folder, torch.float64), sequences))
    save_file(
        {f"logits.{index}": tensor.float() for index, tensor in enumerate(golden)},
        folder / "goldens.safetensors",
    )
    about = {
        "seed": seed,
        "float64_difference": exact,
        "largest_logit": max(float(tensor.abs().max()) for tensor in golden),
        "sequences": sequences,
    }
    (folder / "goldens.json").write_text(json.dumps(about) + "\n")
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{tiny.name}: {size} bytes, float64 differs by {exact:.1e}, largest logit {about['largest_logit']:.1f}")


def main() -> None:
    """Writes all models."""
    disable_progress_bar()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    for index, tiny in enumerate(catalogue()):
        write(tiny, SEED + index)


if __name__ == "__main__":
    main()

"""The default model in the reference: found, loaded with dequantized float32 weights, and checked."""

import hashlib
import os
from pathlib import Path

import numpy
import torch
from gguf import GGUFReader, dequantize
from tokenizers import AddedToken, Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE
from transformers import AutoModelForCausalLM, PreTrainedModel

FILE_NAME = "SmolLM2-135M-Instruct.Q4_1.gguf"
CONTROL = 3
"""The type that GGUF gives to tokens such as <|im_start|>."""

LAYER_TENSORS = {
    "attn_norm": "input_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_norm": "post_attention_layernorm",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


def locate(argument: str | None) -> Path:
    """The model file: as given, else the one below Selkie's home folder."""
    if argument is not None:
        return Path(argument)
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    home = Path(os.environ.get("SELKIE_HOME") or data / "selkie")
    found = sorted((home / "models").rglob(FILE_NAME))
    if not found:
        raise SystemExit(f"{home / 'models'}: no {FILE_NAME} there; run selkie pull or give its path")
    return found[0]


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load(path: Path) -> PreTrainedModel:
    """Loads a GGUF file in float32 with the plain (eager) attention."""
    model = AutoModelForCausalLM.from_pretrained(
        path.parent, gguf_file=path.name, dtype=torch.float32, attn_implementation="eager"
    )
    return model.eval()


def rotary_halves(weight: numpy.ndarray, heads: int) -> numpy.ndarray:
    """Undoes the row order of llama GGUF files.

    A GGUF file keeps the two rows that rotate together side by side (2i, 2i + 1 within a head); Hugging Face
    keeps them half a head apart (i, i + head_dim / 2).
    """
    per_head = weight.reshape(heads, -1, weight.shape[1])
    return numpy.concatenate([per_head[:, 0::2], per_head[:, 1::2]], axis=1).reshape(weight.shape)


def verify(model: PreTrainedModel, path: Path) -> None:
    """Stops unless the loaded llama weights and constants are those of the file, bit for bit."""
    reader = GGUFReader(path)
    config = model.config
    heads = {"attn_q": config.num_attention_heads, "attn_k": config.num_key_value_heads}
    state = model.state_dict()
    seen = set()
    for tensor in reader.tensors:
        expected = dequantize(tensor.data, tensor.tensor_type)
        stem = tensor.name.removesuffix(".weight")
        if stem.startswith("blk."):
            _, layer, part = stem.split(".")
            name = f"model.layers.{layer}.{LAYER_TENSORS[part]}.weight"
            if part in heads:
                expected = rotary_halves(expected, heads[part])
        else:
            name = {"token_embd": "model.embed_tokens.weight", "output_norm": "model.norm.weight"}[stem]
        if not numpy.array_equal(state[name].numpy(), expected):
            raise SystemExit(f"{path}: {tensor.name} is not what the reference holds as {name}")
        seen.add(name)
    rest = set(state) - seen
    if rest != {"lm_head.weight"} or not torch.equal(state["lm_head.weight"], state["model.embed_tokens.weight"]):
        raise SystemExit(f"{path}: the reference holds weights that the file does not: {sorted(rest)}")

    def value(key: str) -> float:
        return reader.fields[f"llama.{key}"].contents()

    constants = {
        "attention.layer_norm_rms_epsilon": config.rms_norm_eps,
        "rope.freq_base": config.rope_parameters["rope_theta"],
        "rope.dimension_count": config.head_dim,
        "attention.head_count": config.num_attention_heads,
        "attention.head_count_kv": config.num_key_value_heads,
        "block_count": config.num_hidden_layers,
    }
    for key, held in constants.items():
        if held != value(key):
            raise SystemExit(f"{path}: {key} is {value(key)} in the file and {held} in the reference")
    if config.rope_parameters["rope_type"] != "default":
        raise SystemExit(f"{path}: the reference scales the rotary positions, the file does not")


def tokenizer(path: Path) -> Tokenizer:
    """The byte-level BPE tokenizer of the file, with the SmolLM pre-tokenizer (every digit by itself)."""
    fields = GGUFReader(path).fields
    tokens = fields["tokenizer.ggml.tokens"].contents()
    merges = [tuple(merge.split(" ")) for merge in fields["tokenizer.ggml.merges"].contents()]
    types = fields["tokenizer.ggml.token_type"].contents()
    result = Tokenizer(BPE({token: index for index, token in enumerate(tokens)}, merges))
    result.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    result.decoder = decoders.ByteLevel()
    result.add_special_tokens(
        [AddedToken(token, special=True) for token, kind in zip(tokens, types, strict=True) if kind == CONTROL]
    )
    return result

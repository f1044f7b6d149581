"""Writes Tests/Goldens/peft/matching.json: what PEFT's own rules say about configurations and module names.

Each case has an adapter_config.json under "config" and, for every module that the configuration adapts, its rank, alpha
and scale under "modules". All modules of a case are listed once at the top.
Run from the repository's root: python scripts/goldens/peft_matching.py
"""

import json
import math
import pathlib

from peft import LoraConfig
from peft.tuners.tuners_utils import check_target_module_exists
from peft.utils.other import get_pattern_key

FILE = pathlib.Path("Tests/Goldens/peft/matching.json")
PARTS = ["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj"]
PARTS += ["mlp.gate_proj", "mlp.up_proj", "mlp.down_proj"]
MODULES = [f"model.layers.{layer}.{part}" for layer in (0, 1, 2, 10, 11) for part in PARTS]
MODULES += ["lm_head", "layers.1.q_proj", "q_proj", "model.vision.layers.1.q_proj", "model.layers.1.experts.2.up_proj"]

CONFIGS = [
    {"target_modules": ["q_proj", "v_proj"]},
    {"target_modules": ["self_attn.q_proj", "model.layers.1.mlp.up_proj"]},
    {"target_modules": ["proj"]},
    {"target_modules": ["q_proj", "up_proj"], "layers_to_transform": [1, 10]},
    {"target_modules": ["q_proj", "up_proj"], "layers_to_transform": 1},
    {"target_modules": ["q_proj", "up_proj"], "layers_to_transform": [2], "layers_pattern": "layers"},
    {"target_modules": ["q_proj", "up_proj"], "layers_to_transform": [1], "layers_pattern": ["h", "layers"]},
    {"target_modules": ["q_proj", "up_proj"], "layers_to_transform": [2], "layers_pattern": ["experts", "layers"]},
    {"target_modules": ["q_proj"], "layers_to_transform": [1], "layers_pattern": "model.layers"},
    {"target_modules": ["q_proj", "k_proj"], "exclude_modules": ["layers.1.q_proj", "k_proj"]},
    {"target_modules": ["q_proj", "k_proj"], "exclude_modules": r".*\.1\d?\..*"},
    {"target_modules": r".*\.(q|v)_proj"},
    {"target_modules": r"model\.layers\.(?:0|1[01])\.mlp\.[a-z_]+"},
    {"target_modules": r"(?!.*vision).*q_proj"},
    {"target_modules": r"^(?=.*layers\.\d{2}).*(?P<part>up|down)_proj$"},
    {"target_modules": r"model\.layers\.[^0-1]+\..*"},
    {"target_modules": r"model\.layers\.\d+?\.self_attn\.\w\b_?.*"},
    {"target_modules": r"q_proj"},
    {"target_modules": r"model.layers.{1,2}.mlp.*|lm_head"},
    {"target_modules": r"[\w.]*[q-v]_proj"},
    {
        "target_modules": ["q_proj", "v_proj", "up_proj"],
        "rank_pattern": {"q_proj": 2, r"layers\.1\..*": 3, r"^model\.layers\.0\.self_attn\.v_proj": 5},
        "alpha_pattern": {r"layers\.1\d\.self_attn\.q_proj": 32, "q_proj|up_proj": 7, "v_proj": 1},
    },
    {
        "target_modules": ["q_proj", "v_proj"],
        "use_rslora": True,
        "rank_pattern": {"proj": 2, "v_proj": 3},
        "alpha_pattern": {"^q_proj": 3, ".*": 5},
    },
]


def main():
    cases = []
    for fields in CONFIGS:
        config = LoraConfig(r=8, lora_alpha=16, task_type="CAUSAL_LM", **fields)
        modules = {}
        for module in MODULES:
            if not check_target_module_exists(config, module):
                continue
            rank = config.rank_pattern.get(get_pattern_key(config.rank_pattern.keys(), module), config.r)
            alpha = config.alpha_pattern.get(get_pattern_key(config.alpha_pattern.keys(), module), config.lora_alpha)
            scale = alpha / (math.sqrt(rank) if config.use_rslora else rank)
            modules[module] = [rank, alpha, scale]
        saved = config.to_dict()
        for key in ("target_modules", "exclude_modules"):
            if isinstance(saved[key], set):
                saved[key] = sorted(saved[key])
        cases.append({"config": saved, "modules": modules})
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps({"modules": MODULES, "cases": cases}, indent=1) + "\n")


if __name__ == "__main__":
    main()

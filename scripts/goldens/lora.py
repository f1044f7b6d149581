"""LoRA training on the tiny models with PEFT, step by step.

Writes Tests/Goldens/lora/<case>/:
  initial/, final/        PEFT adapter folders before and after the steps
  case.json               hyperparameters, sequences, their order, and what each step gave
  gradients.safetensors   gradient of every factor at the first step, before clipping, by its key in initial/
  logits.safetensors      `held_out`: logits of the held-out sequence with the final adapter [tokens, vocabulary]

How losses are averaged. A sequence predicts its token i (i >= 1) from the tokens before it; tokens before
`loss_start` bear no loss. A micro-batch's loss is the sum over all loss-bearing tokens of all its sequences divided
by their number (so longer sequences weigh more). A step's loss is the mean of its micro-batches' losses, whatever
their token counts; its gradient is that loss's. Sequences of a micro-batch are padded on the right and masked, which
leaves the numbers as if each were alone.

One step: gradient, its norm over all factors, scaled by min(1, clip / (norm + 1e-6)), AdamW with the learning rate of
that step, then the schedule moves on.
"""

import json
import shutil
import warnings
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from peft.utils import get_peft_model_state_dict
from safetensors.torch import save_file
from torch.nn import functional
from transformers import (
    get_constant_schedule_with_warmup,
    get_cosine_schedule_with_warmup,
    get_linear_schedule_with_warmup,
)
from transformers.utils.logging import disable_progress_bar

from goldens import models

LORA = models.MODELS.parent / "lora"
SEED = 20_250_201
STEPS = 20
ALL = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
IGNORED = -100
"""The label that cross_entropy leaves out."""


@dataclass(frozen=True)
class Recipe:
    """How a case trains; written to case.json as it stands."""

    learning_rate: float
    schedule: str
    warmup_steps: int = 0
    weight_decay: float = 0.0
    clip: float = 1.0
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    batch: int = 1
    accumulation: int = 1


@dataclass(frozen=True)
class Case:
    """One training case: base model, adapter, recipe and data."""

    name: str
    base: str
    adapter: LoraConfig
    recipe: Recipe
    lengths: tuple[int, ...]
    completion_only: bool = False
    random_b: bool = False
    """Whether B starts at small random values, so that the gradients of A are not zero at the first step."""


@dataclass
class Trace:
    """What each step gave, in the order of the steps."""

    loss: list[float] = field(default_factory=list)
    micro_losses: list[list[float]] = field(default_factory=list)
    learning_rate: list[float] = field(default_factory=list)
    gradient_norm: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Data:
    """Sequences, where their loss starts, and which of them each step takes: [step][micro-batch][sequence]."""

    sequences: list[list[int]]
    loss_start: list[int]
    order: list[list[list[int]]]
    held_out: list[int]


def catalogue() -> list[Case]:
    """All cases, in the order in which they are written."""

    def adapter(targets: list[str] | str, rank: int, alpha: int, **extra: Any) -> LoraConfig:
        return LoraConfig(
            r=rank, lora_alpha=alpha, target_modules=targets, lora_dropout=0.0, bias="none", task_type="CAUSAL_LM",
            **extra,
        )

    return [
        Case(
            "llama-all-linear", "llama", adapter(ALL, 4, 8), Recipe(1e-2, "linear"), (5, 9, 12, 17, 26),
        ),
        Case(
            "qwen3-qv-cosine", "qwen3", adapter(["q_proj", "v_proj"], 4, 8),
            Recipe(2e-2, "cosine", warmup_steps=4, weight_decay=0.1, batch=2, accumulation=2),
            (6, 11, 15, 19, 24, 8), completion_only=True,
        ),
        Case(
            "qwen2-patterns-rslora", "qwen2",
            adapter(
                ALL, 4, 6, use_rslora=True,
                rank_pattern={"q_proj": 2, r"layers\.1\.mlp\.down_proj": 6, "model.layers.2.self_attn.v_proj": 3},
                alpha_pattern={"up_proj": 3, r"layers\.0\.self_attn\.[qk]_proj": 9},
            ),
            Recipe(5e-3, "linear", warmup_steps=2, weight_decay=0.01), (7, 10, 13, 21), random_b=True,
        ),
        Case(
            "gemma3-upper-layers", "gemma3", adapter(ALL, 4, 8, layers_to_transform=[3, 4]),
            Recipe(1e-2, "constant", warmup_steps=3, accumulation=2, clip=0.5), (4, 14, 20, 29), random_b=True,
        ),
        Case(
            "llama-regular-expression", "llama",
            adapter(r"model\.layers\.[02]\.(self_attn\.(q|o)_proj|mlp\.down_proj)", 3, 12),
            Recipe(3e-3, "constant", batch=2, clip=1e9), (5, 8, 13), random_b=True,
        ),
    ]


def draw(case: Case, generator: torch.Generator) -> Data:
    """Draws sequences and a fixed order that runs through shuffled epochs."""

    def integers(low: int, high: int, count: int) -> list[int]:
        return torch.randint(low, high, (count,), generator=generator).tolist()

    count = len(case.lengths)
    sequences = [integers(3, models.VOCABULARY, length) for length in case.lengths]
    starts = [1 + length // 3 if case.completion_only else 0 for length in case.lengths]
    recipe = case.recipe
    needed = STEPS * recipe.batch * recipe.accumulation
    indices: list[int] = []
    while len(indices) < needed:
        indices += torch.randperm(count, generator=generator).tolist()
    micro = [indices[at : at + recipe.batch] for at in range(0, needed, recipe.batch)]
    order = [micro[at : at + recipe.accumulation] for at in range(0, len(micro), recipe.accumulation)]
    return Data(sequences, starts, order, integers(3, models.VOCABULARY, 19))


def micro_loss(model: PeftModel, data: Data, indices: list[int]) -> torch.Tensor:
    """Mean loss over the loss-bearing tokens of some sequences, padded on the right."""
    longest = max(len(data.sequences[index]) for index in indices)
    tokens = torch.zeros(len(indices), longest, dtype=torch.long)
    labels = torch.full_like(tokens, IGNORED)
    mask = torch.zeros_like(tokens)
    for row, index in enumerate(indices):
        sequence = torch.tensor(data.sequences[index])
        start = data.loss_start[index]
        tokens[row, : len(sequence)] = sequence
        labels[row, start : len(sequence)] = sequence[start:]
        mask[row, : len(sequence)] = 1
    output = model(input_ids=tokens, attention_mask=mask, labels=labels)
    loss = functional.cross_entropy(
        output.logits[:, :-1].flatten(0, 1), labels[:, 1:].flatten(), ignore_index=IGNORED
    )
    if abs(loss.item() - output.loss.item()) > 1e-5:
        raise SystemExit("the loss computed here is not the one that transformers computes")
    return loss


def schedule(recipe: Recipe, optimizer: torch.optim.Optimizer) -> torch.optim.lr_scheduler.LambdaLR:
    """The schedule of transformers by its name here."""
    match recipe.schedule:
        case "linear":
            return get_linear_schedule_with_warmup(optimizer, recipe.warmup_steps, STEPS)
        case "cosine":
            return get_cosine_schedule_with_warmup(optimizer, recipe.warmup_steps, STEPS)
        case "constant":
            return get_constant_schedule_with_warmup(optimizer, recipe.warmup_steps)
    raise SystemExit(f"{recipe.schedule}: unknown schedule")


def factors(model: PeftModel) -> dict[str, torch.Tensor]:
    """The adapter's factors by their keys in the saved file."""
    return {key: value.detach().clone() for key, value in get_peft_model_state_dict(model).items()}


def gradients(model: PeftModel) -> dict[str, torch.Tensor]:
    """The gradients of the factors by the same keys."""
    return {
        name.replace(".default.", "."): parameter.grad.clone()
        for name, parameter in model.named_parameters()
        if parameter.requires_grad and parameter.grad is not None
    }


def train(model: PeftModel, recipe: Recipe, data: Data) -> tuple[Trace, dict[str, torch.Tensor]]:
    """Runs all steps; returns what they gave and the gradients of the first."""
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(
        parameters,
        lr=recipe.learning_rate,
        betas=(recipe.beta1, recipe.beta2),
        eps=recipe.epsilon,
        weight_decay=recipe.weight_decay,
    )
    scheduler = schedule(recipe, optimizer)
    trace = Trace()
    first: dict[str, torch.Tensor] = {}
    for step in data.order:
        optimizer.zero_grad()
        losses = []
        for indices in step:
            loss = micro_loss(model, data, indices)
            (loss / recipe.accumulation).backward()
            losses.append(loss.item())
        first = first or gradients(model)
        norm = torch.nn.utils.clip_grad_norm_(parameters, recipe.clip)
        trace.loss.append(sum(losses) / len(losses))
        trace.micro_losses.append(losses)
        trace.learning_rate.append(scheduler.get_last_lr()[0])
        trace.gradient_norm.append(norm.item())
        optimizer.step()
        scheduler.step()
    return trace, first


def save_adapter(model: PeftModel, folder: Path, base: str) -> None:
    """Writes a PEFT folder without its model card, with a configuration that is the same on every run."""
    model.peft_config["default"].base_model_name_or_path = base
    model.save_pretrained(folder, save_embedding_layers=False)
    (folder / "README.md").unlink(missing_ok=True)
    path = folder / "adapter_config.json"
    config = json.loads(path.read_text())
    if isinstance(config["target_modules"], list):
        config["target_modules"].sort()
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")


def relative(left: dict[str, torch.Tensor], right: dict[str, torch.Tensor]) -> float:
    """The largest norm of a difference between two factors, relative to the second's norm."""
    return max(float((left[key].double() - right[key]).norm() / right[key].norm()) for key in right)


def write(case: Case, seed: int) -> None:
    """Trains one case in float32, once more in float64 to see how far rounding carries, and writes it."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    folder = LORA / case.name
    shutil.rmtree(folder, ignore_errors=True)
    data = draw(case, generator)

    model = get_peft_model(models.load(models.MODELS / case.base), case.adapter)
    if case.random_b:
        with torch.no_grad():
            for name, parameter in sorted(model.named_parameters()):
                if "lora_B" in name:
                    parameter.copy_(0.1 * torch.randn(parameter.shape, generator=generator))
    save_adapter(model, folder / "initial", case.base)
    trace, first = train(model, case.recipe, data)
    save_adapter(model, folder / "final", case.base)
    [held_out] = models.logits(model, [data.held_out])
    save_file(first, folder / "gradients.safetensors")
    save_file({"held_out": held_out}, folder / "logits.safetensors")

    base = models.load(models.MODELS / case.base, torch.float64)
    exact = PeftModel.from_pretrained(base, folder / "initial", is_trainable=True).double()
    exact_trace, exact_first = train(exact, case.recipe, data)
    rounding = {
        "loss": max(abs(a - b) / b for a, b in zip(trace.loss, exact_trace.loss, strict=True)),
        "gradients": relative(first, {key: value for key, value in exact_first.items() if value.norm() > 0}),
        "final": relative(factors(model), factors(exact)),
        "held_out": models.difference([held_out], models.logits(exact, [data.held_out])),
    }
    about = {
        "base": case.base,
        "seed": seed,
        "total_steps": STEPS,
        **asdict(case.recipe),
        **asdict(data),
        **asdict(trace),
        "float64_difference": rounding,
    }
    (folder / "case.json").write_text(json.dumps(about) + "\n")
    print(
        f"{case.name}: loss {trace.loss[0]:.4f} to {trace.loss[-1]:.4f}, "
        f"gradient norm {min(trace.gradient_norm):.3f} to {max(trace.gradient_norm):.3f}, float64 differs by",
        ", ".join(f"{key} {value:.1e}" for key, value in rounding.items()),
    )


def main() -> None:
    """Writes all cases."""
    disable_progress_bar()
    warnings.filterwarnings("ignore", category=FutureWarning)
    warnings.filterwarnings("ignore", message="Could not find a config file")
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    for index, case in enumerate(catalogue()):
        write(case, SEED + index)


if __name__ == "__main__":
    main()

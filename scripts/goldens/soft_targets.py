"""What PyTorch makes of soft targets: the loss of some rows of logits, and its gradient to them.

Writes Tests/Goldens/soft-targets.json. The loss of a row is hard_share * cross-entropy with the next token
+ temperature^2 * KL(teacher || student), both at the temperature, over the teacher's likeliest tokens and one bucket for
the rest.
"""

import json
from pathlib import Path

import torch

SEED = 20261127
GOLDENS = Path(__file__).resolve().parents[2] / "Tests" / "Goldens"
VOCABULARY = 50
KINDS = [(1.0, 0.0, 4, 1.0), (2.0, 0.0, 8, 1.0), (2.0, 0.3, 8, 1.0), (4.0, 1.0, 1, 3.0), (0.7, 0.5, 16, 5.0), (2.0, 0.0, 50, 1.0)]
"""Temperature, share of the cross-entropy, tokens that the teacher tells of, and how sharp both models are."""


def row(temperature: float, hard_share: float, count: int, sharpness: float) -> dict:
    """A row with random logits of teacher and student."""
    logits = (sharpness * torch.randn(VOCABULARY, dtype=torch.float64)).float().double().requires_grad_()
    teacher = torch.softmax(sharpness * torch.randn(VOCABULARY, dtype=torch.float64) / temperature, 0)
    # What is stored is what is used.
    known = teacher.topk(count)
    told = known.values.float().double()
    following = int(torch.randint(VOCABULARY, ()))
    student = torch.softmax(logits / temperature, 0)
    own = student[known.indices]
    divergence = (told * (told / own).log()).sum()
    rest = 1 - told.sum()
    if count < VOCABULARY:
        divergence = divergence + rest * (rest / (1 - own.sum())).log()
    hard = torch.nn.functional.cross_entropy(logits[None], torch.tensor([following]))
    loss = hard_share * hard + temperature**2 * divergence
    loss.backward()
    return {
        "logits": logits.tolist(), "next": following, "tokens": known.indices.tolist(), "probabilities": told.tolist(),
        "temperature": temperature, "hard_share": hard_share, "loss": loss.item(), "gradient": logits.grad.tolist(),
    }


def main() -> None:
    """Writes the file."""
    torch.manual_seed(SEED)
    rows = [row(*kind) for kind in KINDS]
    (GOLDENS / "soft-targets.json").write_text(json.dumps(rows) + "\n")


if __name__ == "__main__":
    main()

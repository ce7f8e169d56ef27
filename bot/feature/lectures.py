"""A reading that the audit keeps: what the team wrote, or is, opened by somebody of the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from bot.feature.contract import Context
from storage.models import Audit

LU: Final = "lire"
"""The deed of opening; nothing of what was read is written with it."""
Seed = Callable[[Context], dict[str, Any]]


def lu(context: Context, name: str) -> None:
    """Whoever `context` is of opened the screen of that flow."""
    line = Audit(le=context.now, personne_id=context.author_id, acte=LU, objet=name, detail="")
    context.tx.add(line)


def notee(name: str, seed: Seed | None = None) -> Seed:
    """What a flow is told beforehand, once its opening is noted."""
    return partial(_opened, name=name, seed=seed)


def _opened(context: Context, *, name: str, seed: Seed | None) -> dict[str, Any]:
    lu(context, name)
    return seed(context) if seed else {}

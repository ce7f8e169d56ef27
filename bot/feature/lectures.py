"""A reading that the audit keeps: what the team wrote, or is, opened by somebody of the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from bot.feature.contract import Context
from storage.models import Audit
from storage.work import Work

LU: Final = "lire"
"""The deed of opening; nothing of what was read is written with it."""
Seed = Callable[[Context], dict[str, Any]]


def lu(work: Work, name: str, par: int | None = None, detail: str = "") -> None:
    """That screen was opened. par: by whom; None from the command line. detail: which of them."""
    work.tx.add(Audit(le=work.now, personne_id=par, acte=LU, objet=name, detail=detail))


def notee(name: str, seed: Seed | None = None) -> Seed:
    """What a flow is told beforehand, once its opening is noted."""
    return partial(_opened, name=name, seed=seed)


def _opened(context: Context, *, name: str, seed: Seed | None) -> dict[str, Any]:
    lu(context, name, context.author_id)
    return seed(context) if seed else {}

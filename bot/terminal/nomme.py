"""Words given to a command that may name somebody: refused, unless it is said why they stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

import typer

from bot.casework import textes_gardes
from bot.casework.textes_gardes import LIEU, MOTIFS, VEHICULE
from bot.domain.nominatif import Passage, proposition, urgences
from bot.engine.script import Kind, Step
from bot.feature.contract import Context, Declined
from storage import textes
from storage.dispositif.problems import nearest

WHY: Final = (LIEU, *(motif for motif in MOTIFS if motif != VEHICULE))
Garder = Annotated[
    str | None,
    typer.Option(
        "--garder",
        help="Pourquoi garder des mots qui désignent peut-être quelqu'un : "
        + ", ".join(WHY)
        + ".",
    ),
]


def check(context: Context, step: Step, text: str, option: str, garder: str | None) -> None:
    """Raises Declined for words that may name somebody, unless `garder` says why they stay."""
    if garder is not None and garder not in WHY:
        raise Declined(f"--garder : « {garder} » inconnu{nearest(garder, WHY)}")
    typed = step.kind in (Kind.TEXT, Kind.PLACE)
    found = textes_gardes.in_the_way(context, text, step.meant) if typed else ()
    if found and garder is None:
        raise Declined(_refusal(option, text, found))
    if found and garder == LIEU:
        textes_gardes.say_places(context, text, found, context.author_id, context.source)
    elif found:
        textes_gardes.note_kept(context, found, str(garder), context.author_id)


def _refusal(option: str, text: str, found: Sequence[Passage]) -> str:
    named = ", ".join(f"« {textes.mots(text, one)} »" for one in found)
    numbers = urgences(found)
    danger = f" En danger ? Appelez : {', '.join(numbers)}." if numbers else ""
    return (
        f"{option} : {named} désigne peut-être quelqu'un ; écrivez plutôt "
        f"« {proposition(text, found)} », ou dites pourquoi le garder : "
        f"--garder {'|'.join(WHY)}.{danger}"
    )

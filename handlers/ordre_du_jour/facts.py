"""The agenda in words: its points in order, whether it is validated, what may be done of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.casework.ordre import actes
from bot.casework.ordre.actes import Ordre
from bot.clock import paris
from bot.domain.roles import Role
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.words import date_longue
from handlers.ordre_du_jour import tenue
from storage import reunions
from storage.models import Reunion

VALIDER, AJOUTER, MONTER, RETIRER, REMETTRE = "valider", "ajouter", "monter", "retirer", "remettre"
TEXTE, NOMMER = "texte", "nommer"
GESTES: Final = {
    VALIDER: "✅ Valider",
    AJOUTER: "➕ Ajouter un point",
    MONTER: "⬆️ Monter un point",
    RETIRER: "🗑 Retirer un point",
    REMETTRE: "➕ Remettre un point",
    TEXTE: "✏️ Un mot d'introduction",
}
NOMMER_LABEL: Final = "👤 Qui le tient"
NOBODY: Final = "0"
AVANT: Final = timedelta(days=1)
"""The day after, it is still read."""
LONG: Final = 60
"""Characters of a point on a button."""


def facts(context: Context, answers: Answers) -> Facts:
    rows = seances(context)
    chosen = _chosen(rows, answers)
    ordre = actes.read(context, chosen) if chosen else None
    return {
        "seances": tuple(Option(str(row.id), _named(context, row)) for row in rows),
        "titre": _named(context, chosen) if chosen else "",
        "intro": ordre.intro if ordre else "",
        "etat": _state(context, chosen, ordre) if chosen and ordre else "",
        "lignes": _lines(ordre) if ordre else [],
        "gestes": _gestes(context, chosen, ordre) if chosen and ordre else (),
        "points": _points(answers, ordre) if ordre else (),
        "membres": _members(context, chosen) if chosen else (),
    }


def seances(context: Context) -> list[Reunion]:
    """Meetings to come whose agenda may be read, the soonest first."""
    since = paris(context.now).date() - AVANT
    every = reunions.open_ones(context.tx, context.programme.id)
    known = {one.slug for one in context.programme.config.instances}
    return [
        row
        for row in every
        if row.jour >= since and row.comite in known and tenue.reads(context, row)
    ]


def seance(context: Context, answers: Answers) -> Reunion | None:
    """The one answered, as long as it is to come."""
    return _chosen(seances(context), answers)


def _chosen(rows: Sequence[Reunion], answers: Answers) -> Reunion | None:
    return next((row for row in rows if str(row.id) == answers.get("seance")), None)


def seed(context: Context) -> dict[str, str]:
    """The only one, where there is one."""
    rows = seances(context)
    return {"seance": str(rows[0].id)} if len(rows) == 1 else {}


def suits(context: Context) -> bool:
    return bool(seances(context))


def _named(context: Context, row: Reunion) -> str:
    """« Comité technique, 15 décembre 2026 »."""
    return f"{context.programme.config.comite(row.comite).label}, {date_longue(row.jour)}"


def _state(context: Context, row: Reunion, ordre: Ordre) -> str:
    if ordre.valide:
        return ordre.valide
    if tenue.holds(context, row):
        return "à valider"
    who = "le chef de projet du comité" if tenue.holder(context, row.comite) else "la coordination"
    return f"pas encore validé, {who} le tient"


def _lines(ordre: Ordre) -> list[str]:
    return [f"{rank}. {said}" for rank, (_cle, said) in enumerate(ordre.points, 1)]


def _gestes(context: Context, row: Reunion, ordre: Ordre) -> tuple[Option, ...]:
    """To read it is anybody's; to change it, its holder's."""
    asked: list[str] = []
    if tenue.holds(context, row):
        asked = [
            *([VALIDER] if ordre.points and not ordre.valide else []),
            AJOUTER,
            *([MONTER] if len(ordre.points) > 1 else []),
            *([RETIRER] if ordre.points else []),
            *([REMETTRE] if ordre.retires else []),
            TEXTE,
        ]
    found = [Option(geste, GESTES[geste]) for geste in asked]
    person = context.somebody
    bureau = person is None or person.role == Role.COORDINATION
    if bureau and tenue.members(context, row.comite):
        found.append(Option(NOMMER, NOMMER_LABEL))
    return tuple(found)


def _points(answers: Answers, ordre: Ordre) -> tuple[Option, ...]:
    """Those on which that deed may be done, each by its key."""
    geste = answers.get("geste")
    rows: Sequence[tuple[str, str]] = ordre.retires if geste == REMETTRE else ordre.points
    first = 1 if geste == MONTER else 0
    return tuple(Option(cle, _short(said)) for cle, said in rows[first:])


def _short(said: str) -> str:
    return said if len(said) <= LONG else f"{said[: LONG - 1].rstrip()}…"


def _members(context: Context, row: Reunion) -> tuple[Option, ...]:
    people = tenue.members(context, row.comite)
    named = (Option(str(one.id), f"👤 {one.prenom}") for one in people)
    return (*named, Option(NOBODY, "La coordination"))

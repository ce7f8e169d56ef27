"""An intervention changed by the coordination: kept with what it was, told, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from bot.buttons import Keyboard
from bot.clock import paris
from bot.domain.roles import Role
from bot.feature.contract import Context, Declined
from bot.feature.gestes import Defaisable, Repris, undoable
from bot.questions.ajuster import adjust
from bot.words import date_longue, du_au
from storage import ajustements, people
from storage.ajustements import LigneAjustee
from storage.dispositif import Intervention
from storage.machine import passages
from storage.models import Ajustement, InterventionRow
from storage.models.gestes import Geste

INTERVENTION: Final = "intervention"
"""The kind of deed, whose row is an intervention's."""
LISTE: Final = "interventions"
DAYS: Final = ("debut", "fin")
OPENED, RENEWED, ENDED, AIMED = "ouverte", "renouvelee", "terminee", "objectifs"
DATED, MISTAKE, REOPENED = "dates", "erreur", "rouverte"
END_TOLD: Final = "intervention_fin_dite"
SAID: Final = {
    OPENED: "intervention ouverte",
    RENEWED: "intervention renouvelée",
    ENDED: "fin de l'intervention",
    AIMED: "objectifs de l'intervention",
    DATED: "dates de l'intervention",
    MISTAKE: "intervention retirée, ouverte par erreur",
    REOPENED: "intervention rouverte",
}
SINCE: Final = "Cette intervention a changé depuis : ceci ne s'annule plus. Corrigez-la."
TOLD: Final[Mapping[str, str]] = {
    OPENED: (
        "📅 <b>{{ site }}</b> : une intervention y est décidée, du {{ debut }} au {{ fin }}.\n"
        "Objectifs : {{ objectifs }}."
    ),
    RENEWED: "📅 <b>{{ site }}</b> : l'intervention est renouvelée jusqu'au {{ fin }}.",
    ENDED: (
        "📅 <b>{{ site }}</b> : l'intervention {% if passee %}s'est terminée{% else %}"
        "se termine{% endif %} le {{ fin }}. Plus rien n'y est prévu ensuite."
    ),
    AIMED: "📅 <b>{{ site }}</b> : les objectifs sont désormais : {{ objectifs }}.",
    DATED: "📅 <b>{{ site }}</b> : l'intervention va du {{ debut }} au {{ fin }}.",
    MISTAKE: (
        "📅 <b>{{ site }}</b> : l'intervention annoncée était une erreur, elle n'a pas lieu. "
        "Plus rien n'y est prévu."
    ),
    REOPENED: "📅 <b>{{ site }}</b> : l'intervention continue, jusqu'au {{ fin }}.",
}
NONE: Final = "aucun"
BACK: Final = "La coordination revient sur ce qu'elle avait dit."


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of an intervention as they were until an instant."""

    jusque: datetime
    debut: date
    fin: date

    def __str__(self) -> str:
        return du_au(self.debut, self.fin)


def said(objectifs: Sequence[str]) -> str:
    """« Apaiser les soirées ; Faire revenir les familles »."""
    return " ; ".join(objectif.rstrip(". ") for objectif in objectifs) or NONE


def of(context: Context, slug: str) -> Intervention | None:
    """The intervention of that slug, unless it was opened by mistake."""
    every = context.programme.config.interventions
    return next((one for one in every if one.slug == slug), None)


def change(context: Context, quoi: str, slug: str, values: Mapping[str, Any]) -> Keyboard:
    """It takes these values from now on: the binômes are told, one tap takes it back.

    Raises Declined when the whole would not hold.
    """
    before = of(context, slug)
    adjust(context, LigneAjustee(LISTE, slug, values))
    told = of(context, slug) or before
    if told and quoi == ENDED:
        tell_end(context, told)
    elif told:
        tell(context, quoi, told)
    version = ajustements.version(context.tx, context.programme.id)
    avant = {"quoi": quoi, "slug": slug, "version": version, "cles": sorted(values)}
    row_id = context.programme.interventions[slug]
    return undoable(context, INTERVENTION, row_id, avant)


def tell(context: Context, quoi: str, intervention: Intervention, preface: str = "") -> None:
    """Every mediator: who works there next week is not known yet."""
    config = context.programme.config
    values: dict[str, Any] = {
        "site": config.site(intervention.site).label,
        "debut": date_longue(intervention.debut),
        "fin": date_longue(intervention.fin),
        "passee": intervention.fin < paris(context.now).date(),
        "objectifs": said(intervention.objectifs),
    }
    sentence = f"{preface}\n{TOLD[quoi]}" if preface else TOLD[quoi]
    for person in people.with_role(context.tx, context.programme.id, Role.MEDIATEUR):
        context.tell(person.telegram_id, sentence, **values)


def tell_end(context: Context, intervention: Intervention) -> None:
    """Once for a day of end: by whoever decided it, else by the clock on that morning."""
    key = f"{context.programme.id}:{intervention.slug}:{intervention.fin}"
    if passages.claim(context.tx, END_TOLD, key, context.now):
        tell(context, ENDED, intervention)


def history(context: Context, slug: str) -> list[Dates]:
    """What its dates were, oldest first, each with when it was changed."""
    return list(_changes(context, slug))


def says(context: Context, geste: Geste) -> str:
    """« fin de l'intervention, Site A »."""
    row = context.tx.get_one(InterventionRow, geste.objet_id)
    site = context.programme.config.site(context.programme.site_slugs[row.site_id])
    return f"{SAID[(geste.avant or {})['quoi']]}, {site.label}"


def undo(context: Context, geste: Geste) -> Repris:
    """As it was, unless it changed since."""
    kept = geste.avant or {}
    slug, quoi = kept["slug"], kept["quoi"]
    lines = ajustements.history(context.tx, context.programme.id, LISTE, slug)
    if lines[-1].id != kept["version"]:
        return Repris(SINCE)
    gone = of(context, slug)
    try:
        adjust(
            context, LigneAjustee(LISTE, slug, _before(context, slug, lines[:-1], kept["cles"]))
        )
    except Declined as refusal:
        return Repris(str(refusal))
    after = of(context, slug)
    if after:
        tell(context, AIMED if quoi == AIMED else DATED, after, BACK)
    elif gone:
        tell(context, MISTAKE, gone, BACK)
    return Repris()


def _before(
    context: Context, slug: str, lines: Sequence[Ajustement], keys: Iterable[str]
) -> dict[str, Any]:
    """What these keys held; of one opened by that very deed, that it never was."""
    of_file = _in_file(context, slug)
    if of_file is None and not lines:
        return {"annulee": True}
    held = of_file.model_dump(mode="json") if of_file else {}
    for line in lines:
        held |= line.valeurs
    defaults = {key: Intervention.model_fields[key].default for key in keys}
    return {key: held.get(key, defaults[key]) for key in keys}


def _in_file(context: Context, slug: str) -> Intervention | None:
    every = context.programme.fichier.interventions
    return next((one for one in every if one.slug == slug), None)


def _changes(context: Context, slug: str) -> Iterator[Dates]:
    """The file's line, then each change made from the bot over it."""
    of_file = _in_file(context, slug)
    known: dict[str, Any] = {}
    if of_file:
        known = {"debut": of_file.debut.isoformat(), "fin": of_file.fin.isoformat()}
    for line in ajustements.history(context.tx, context.programme.id, LISTE, slug):
        after = known | {key: line.valeurs[key] for key in known or DAYS if key in line.valeurs}
        if known and after != known:
            yield Dates(line.le, *(date.fromisoformat(known[key]) for key in DAYS))
        known = after


DEFAISABLE: Final = Defaisable(says=says, undo=undo)

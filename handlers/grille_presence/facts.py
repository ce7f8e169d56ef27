"""What the grid shows now: an actor's usual slots and own slots, a week, who may be written to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Final

from bot.casework.grille import courrier as courrier_grille
from bot.casework.grille.vue import grid, heures, in_chat
from bot.casework.libelles import label
from bot.clock import paris
from bot.domain.droits import Droit
from bot.domain.lecture.plages import from_slug, is_plausible, parse_plage, to_slug
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option, Reading
from bot.feature.contract import Context
from bot.words import jour, jour_court
from storage import grille
from storage.dispositif import actifs
from storage.grille import CreneauActeur
from storage.models import PresenceActeur

OTHER, REMOVE = "autre", "retirer"
NEXT, SEND, BACK = "suivante", "envoyer", "cette"
PRESETS: Final = 4
DAYS: Final = 7
SHOWN: Final = 12
"""Own slots on one screen."""
USUAL_HOURS: Final = ("0900-1200", "1400-1700", "1700-2000", "2000-2300")
UNREAD: Final = "Je n'ai pas compris les heures. Écrivez par exemple « 14h-17h »."
TOO_LONG: Final = (
    "Un passage dure douze heures au plus. Écrivez le début, puis la fin : « 14h-17h »."
)
SHORT_DAYS: Final = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")


def own_facts(context: Context, _answers: Answers) -> Facts:
    """The first screen: usual slots at their next date, another one, one's own to take away."""
    today = paris(context.now).date()
    mine = grille.to_come(context.tx, context.programme, acteur(context), today)
    quartiers = actifs(context.programme.config.quartiers)
    return {
        "acteur": acteur(context),
        "lignes": [said(context, _creneau(row)) for row in mine[:SHOWN]],
        "entrees": (*_presets(context, mine), *_others(mine)),
        "miens": tuple(
            Option(str(row.id), _label(context, _creneau(row))) for row in mine[:SHOWN]
        ),
        "quartiers": tuple(Option(one.slug, one.label) for one in quartiers),
        "jours": tuple(_day_option(today, ahead) for ahead in range(DAYS)),
        "heures": tuple(Option(slug, heures(*from_slug(slug))) for slug in USUAL_HOURS),
    }


def week_facts(context: Context, answers: Answers) -> Facts:
    """This week's grid; for the coordination, how many partners have a mailbox."""
    entries = [Option(NEXT, "Semaine suivante ›")]
    addressees = 0
    if context.may(Droit.ENVOYER_GRILLE):
        addressees = len(courrier_grille.addressees(context.programme))
        entries.append(Option(SEND, "✉️ Envoyer la grille aux partenaires"))
    return {
        "grille": week(context, 0),
        "suivante": week(context, 1) if answers.get("semaine") == NEXT else [],
        "retours": (Option(BACK, "‹ Cette semaine"),),
        "entrees": tuple(entries),
        "adresses": addressees,
        "accords": (Option("oui", "✅ Envoyer"),) if addressees else (),
    }


def week(context: Context, ahead: int) -> list[str]:
    """The grid of this week, or of the one `ahead` weeks later, as this role may see it (HTML)."""
    return in_chat(grid(context, ahead, team=context.may(Droit.LIRE_PRESENCES)))


def read_hours(text: str, _facts: object) -> Reading:
    """Typed hours, as the slug that a button would carry."""
    plage = parse_plage(text)
    if plage is None:
        return Reading(remark=UNREAD)
    return Reading(to_slug(*plage)) if is_plausible(*plage) else Reading(remark=TOO_LONG)


def acteur(context: Context) -> str:
    """Under which name the slots stand: an organisation's."""
    return context.person.prenom


def picked(context: Context, answers: Answers) -> CreneauActeur | None:
    """The slot that the answers name; None when its habit is no longer in the grid."""
    if answers["creneau"] == OTHER:
        day = date.fromisoformat(answers["jour"])
        return CreneauActeur(answers["quartier"], day, *from_slug(answers["heures"]))
    number, _, day_slug = str(answers["creneau"]).removeprefix("h").partition(".")
    row = grille.own(context.tx, context.programme, acteur(context), int(number))
    return (
        CreneauActeur(row.quartier, date.fromisoformat(day_slug), row.de, row.a) if row else None
    )


def said(context: Context, creneau: CreneauActeur) -> str:
    """« Étouvie, mardi 24 novembre, 14 h - 17 h »."""
    where = label(context.programme.config.quartier, creneau.quartier)
    return f"{where}, {jour(creneau.jour)}, {heures(creneau.de, creneau.a)}"


def said_row(context: Context, row: PresenceActeur) -> str:
    return said(context, _creneau(row))


def _presets(context: Context, mine: list[PresenceActeur]) -> Iterator[Option]:
    """Usual slots, each at its next date that is not announced yet: one tap adds it (PAR-3)."""
    announced = {_creneau(row) for row in mine}
    offered = {one.slug for one in actifs(context.programme.config.quartiers)}
    today = paris(context.now).date()
    usual = grille.habits(context.tx, context.programme, acteur(context), today)
    for row in [one for one in usual if one.quartier in offered][:PRESETS]:
        following = _following(context, row, announced)
        yield Option(f"h{row.id}.{following.jour.isoformat()}", _label(context, following))


def _following(
    context: Context, row: PresenceActeur, announced: set[CreneauActeur]
) -> CreneauActeur:
    local = paris(context.now)
    day = local.date() + timedelta(days=(row.jour.weekday() - local.weekday()) % 7)
    if day == local.date() and _is_over(row, local.time()):
        day += timedelta(days=7)
    while (found := CreneauActeur(row.quartier, day, row.de, row.a)) in announced:
        day += timedelta(days=7)
    return found


def _is_over(row: PresenceActeur, now: time) -> bool:
    return row.de < row.a <= now


def _others(mine: list[PresenceActeur]) -> Iterator[Option]:
    yield Option(OTHER, "✏️ Autre créneau")
    if mine:
        yield Option(REMOVE, "🗑 Retirer un créneau")


def _label(context: Context, creneau: CreneauActeur) -> str:
    """« mar. 24/11 · 14 h - 17 h · Étouvie »: a small phone cuts the end of a long quartier."""
    where = label(context.programme.config.quartier, creneau.quartier)
    day = f"{SHORT_DAYS[creneau.jour.weekday()]} {jour_court(creneau.jour)}"
    return f"{day} · {heures(creneau.de, creneau.a)} · {where}"


def _day_option(today: date, ahead: int) -> Option:
    day = today + timedelta(days=ahead)
    named = {0: "Aujourd'hui, ", 1: "Demain, "}.get(ahead, "")
    label = f"{named}{jour(day)}"
    return Option(day.isoformat(), label[0].upper() + label[1:])


def _creneau(row: PresenceActeur) -> CreneauActeur:
    return CreneauActeur(row.quartier, row.jour, row.de, row.a)

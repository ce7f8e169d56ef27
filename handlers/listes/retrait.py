"""What retiring a line touches, said before the yes, and to whom it is told after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from bot.casework.passation.mots import counted
from bot.clock import paris
from bot.engine.conditions import Answers
from bot.feature.contract import Context
from bot.rendering import render_line
from bot.words import pluriel
from handlers.listes import facts as known
from storage import affaires, mentions, people, planning
from storage.models import Personne

LATELY: Final = timedelta(days=90)
AHEAD: Final = timedelta(days=28)
READ: Final = frozenset(
    {
        *known.PUBLICS,
        known.CATEGORIES,
        *("sollicitations", "reponses", "mesusages", "usages_positifs"),
        *("partenaires_types", "types_conflit"),
    }
)
"""Lists whose words a typed message is read with."""
NOTED: Final = "Noté {{ fois }} ces trois derniers mois : cela garde son nom."
NEVER: Final = "Il n'a pas été noté ces trois derniers mois."
STILL_READ: Final = (
    "Écrit dans un message, il sera encore compris et gardé ; "
    "la carte dira « retiré de la liste »."
)
WAITING: Final = "{{ combien }} de cette sorte, pas encore clos : ils continuent."
INSIDE: Final = (
    "Dedans : {{ noms }}. Personne n'en sort, et ce qu'on y suit reste suivi{{ quoi }}."
)
NOBODY: Final = "Personne n'est dedans."
ORPHANS: Final = "Il suit encore {{ quoi }} : rien n'en sera perdu, la coordination le confie."
SLOTS: Final = "{{ combien }} d'ici quatre semaines : plus aucun ne sera proposé."
TOLD: Final = (
    "La coordination retire « {{ binome }} » des plannings. Vous y restez, avec ce que vous "
    "suivez, jusqu'à ce qu'elle vous change de binôme."
)


def touched(context: Context, answers: Answers) -> list[str]:
    """One sentence for each thing that it changes, or leaves as it is."""
    slug, cle = answers.get("retiree"), answers.get("liste")
    if not slug or not cle:
        return []
    return list(_of_binome(context, slug) if cle == "binomes" else _of_line(context, cle, slug))


def members(context: Context, slug: str) -> list[Personne]:
    """Who is in that binôme."""
    return people.binome_members(context.tx, context.programme.binomes[slug])


def tell(context: Context, slug: str) -> None:
    """Those who are inside learn that nothing is planned for them any more."""
    label = context.programme.config.binome(slug).label
    for one in members(context, slug):
        context.tell(one.telegram_id, TOLD, binome=label)


def _of_line(context: Context, cle: str, slug: str) -> Iterator[str]:
    programme, since = context.programme, context.now - LATELY
    of_file = known.key_in_file(cle)
    times = mentions.lately(context.tx, programme.id, of_file, slug, since)
    yield render_line(NOTED, fois=pluriel(times, "fois", "fois")) if times else NEVER
    if cle == known.CATEGORIES:
        waiting = mentions.open_signalements(context.tx, programme.id, slug)
        if waiting:
            yield render_line(WAITING, combien=pluriel(waiting, "signalement"))
    if cle in READ:
        yield STILL_READ


def _of_binome(context: Context, slug: str) -> Iterator[str]:
    inside, held = (
        members(context, slug),
        affaires.of_binome(context.tx, context.programme.binomes[slug]),
    )
    quoi = counted(held)
    noms = ", ".join(one.prenom for one in inside)
    suite = f" ({quoi})" if quoi else ""
    yield render_line(INSIDE, noms=noms, quoi=suite) if inside else NOBODY
    if quoi and not inside:
        yield render_line(ORPHANS, quoi=quoi)
    today = paris(context.now).date()
    ahead = planning.slots_between(context.tx, context.programme, today, today + AHEAD, slug)
    slots = sum(not slot.annule for slot in ahead)
    if slots:
        yield render_line(SLOTS, combien=pluriel(slots, "créneau prévu", "créneaux prévus"))

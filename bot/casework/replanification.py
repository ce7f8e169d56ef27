"""What becomes of planned slots, slot by slot, and the same told to the binômes concerned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.casework.planning import slot_said, why_off
from bot.casework.prompts import prompt_each
from bot.rendering import render_line, render_text
from storage import equipes
from storage.models import Personne
from storage.planning import SlotPrevu
from storage.work import Work

MOST: Final = 8
"""Lines that a telephone shows at once; more of them are counted."""
TOLD: Final = (
    "🗓 Votre planning change :\n{% for ligne in lignes %}{{ ligne }}\n{% endfor %}"
    "Tous vos créneaux : /creneaux"
)
MANY: Final = "… et {{ n }} autres changements, jusqu'au {{ jour|date_longue }}."
NEW, GONE, OFF = (
    "➕ {{ apres }}.",
    "➖ {{ avant }} : n'est plus prévu.",
    "🚫 {{ avant }} : {{ off }}.",
)
MOVED: Final = "✏️ {{ avant }} devient {{ apres }}."
BACK: Final = "➕ {{ apres }} : de nouveau prévu."
ALONE, BOTH = "👤 {{ apres }} : sans {{ prenom }}.", "👥 {{ apres }} : à deux."
SOMEBODY: Final = "une personne du binôme"


@dataclass(frozen=True, slots=True)
class Changement:
    """A slot before and after; None on the side where it is not."""

    avant: SlotPrevu | None
    apres: SlotPrevu | None

    @property
    def slot(self) -> SlotPrevu:
        """What it is about: as it is, else as it was."""
        one = self.apres or self.avant
        if one is None:
            raise ValueError("a change without any slot")
        return one


def changes(before: Iterable[SlotPrevu], after: Iterable[SlotPrevu]) -> list[Changement]:
    """What differs, in the order of the days; a slot moved on its day is one change."""
    was, now = (_by_key(slots) for slots in (before, after))
    found = [
        Changement(was.get(key), now.get(key))
        for key in was.keys() | now.keys()
        if not _alike(was.get(key), now.get(key))
    ]
    days: defaultdict[tuple[str, date], list[Changement]] = defaultdict(list)
    for one in found:
        days[one.slot.binome, one.slot.jour].append(one)
    paired = [change for of_day in days.values() for change in _paired(of_day)]
    return sorted(paired, key=lambda one: (one.slot.jour, one.slot.de, one.slot.binome))


def said(work: Work, change: Changement) -> str:
    """« ✏️ mardi 17 novembre, 17 h – 21 h, Site A devient mardi 17 novembre, 18 h – 22 h, … »"""
    programme, avant, apres = work.programme, change.avant, change.apres
    values = {
        "avant": slot_said(programme, avant) if avant else "",
        "apres": slot_said(programme, apres) if apres else "",
        "off": why_off(programme, apres) if apres else "",
        "prenom": _prenom(work, apres),
    }
    return render_line(_sentence(avant, apres), **values)


def tell(
    work: Work, key: str, before: Sequence[SlotPrevu], after: Sequence[SlotPrevu], but: int | None
) -> None:
    """Each binôme concerned is told, once, of what is not over yet; `but`: who did it."""
    to_come = [one for one in changes(before, after) if one.slot.bornes()[1] > work.now]
    binomes = {one.slot.binome for one in to_come}
    teams = equipes.members(work.tx, {work.programme.binomes[slug] for slug in binomes})
    for slug in sorted(binomes):
        listeners = teams.get(work.programme.binomes[slug], ())
        mine = [one for one in to_come if one.slot.binome == slug]
        text = render_text(TOLD, lignes=lines(work, mine))
        others = [person for person in listeners if person.id != but]
        prompt_each(work, others, f"planning:{key}:{slug}", {"text": text})


def lines(work: Work, found: Sequence[Changement]) -> list[str]:
    """A line each, and what is left counted."""
    first = [said(work, one) for one in found[:MOST]]
    if len(found) <= MOST:
        return first
    rest = render_line(MANY, n=len(found) - MOST, jour=found[-1].slot.jour)
    return [*first, rest]


def _sentence(avant: SlotPrevu | None, apres: SlotPrevu | None) -> str:
    if apres is None:
        return GONE
    if avant is None:
        return NEW
    if apres.annule:
        return OFF
    if avant.annule:
        return BACK
    if _key(avant) != _key(apres):
        return MOVED
    return ALONE if apres.absent else BOTH


def _key(slot: SlotPrevu) -> tuple[object, ...]:
    return (slot.binome, slot.jour, slot.de, slot.a, slot.site)


def _by_key(slots: Iterable[SlotPrevu]) -> dict[tuple[object, ...], SlotPrevu]:
    """One that stands hides the one called off in its place."""
    return {_key(slot): slot for slot in sorted(slots, key=lambda slot: not slot.annule)}


def _alike(avant: SlotPrevu | None, apres: SlotPrevu | None) -> bool:
    """Whether nobody has anything to learn: a slot called off, or none, are the same."""
    was, now = (one if one and not one.annule else None for one in (avant, apres))
    if was is None or now is None:
        return was is now
    return was.absent == now.absent


def _paired(of_day: Sequence[Changement]) -> Iterator[Changement]:
    """One that left and one that came, the same day: it moved."""
    left = [one.avant for one in of_day if one.apres is None]
    came = [one.apres for one in of_day if one.avant is None]
    if len(of_day) == len(left) + len(came) == 2 and left and came:
        yield Changement(left[0], came[0])
        return
    yield from of_day


def _prenom(work: Work, slot: SlotPrevu | None) -> str:
    person = work.tx.get(Personne, slot.absent) if slot and slot.absent else None
    return person.prenom if person else SOMEBODY

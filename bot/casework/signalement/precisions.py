"""Since when, whom it troubles, its risk, works, seen again, back: what §4.1 adds to a defect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.references import Lettre, Reference
from bot.rendering import render_line
from bot.words import jour_court, pluriel
from storage import signalements
from storage.dispositif import Categorie, Dispositif, TypeLieu
from storage.machine.db import Tx
from storage.models import Signalement, SignalementActe
from storage.programme import Programme

BACK: Final = "{{ v }}, vu réparé le {{ le }} : c'est revenu"
SEEN: Final = "{{ fois }}, la dernière le {{ le }}"


def of(
    tx: Tx, programme: Programme, row: Signalement, lines: Sequence[SignalementActe]
) -> tuple[tuple[str, str], ...]:
    """(label, words) of what is known, in the order in which a service reads it."""
    return tuple((label, said) for label, said in _all(tx, programme, row, lines) if said)


def touched(config: Dispositif, slugs: Sequence[str]) -> str:
    """« passants, personnes âgées »: people in general, never somebody."""
    named = (config.element("concernes_signalement", slug).label for slug in slugs)
    return ", ".join(one[:1].lower() + one[1:] for one in named)


def risked(config: Dispositif, risque: str | None, categorie: Categorie) -> str:
    """What was said of it, else the reason that the file gives for its category."""
    if risque is None:
        return categorie.motif
    said = config.element("risques_signalement", risque).label
    return said[:1].lower() + said[1:]


def usually_touched(config: Dispositif, place: TypeLieu) -> tuple[str, ...]:
    """Those of the building for what belongs to one, else whoever passes: the list's own order."""
    slugs = [one.slug for one in config.liste("concernes_signalement")]
    wanted = "cs-habitants" if place.patrimoine else "cs-passants"
    return (wanted,) if wanted in slugs else tuple(slugs[:1])


def _all(
    tx: Tx, programme: Programme, row: Signalement, lines: Sequence[SignalementActe]
) -> Iterator[tuple[str, str]]:
    config = programme.config
    if row.depuis:
        yield "Depuis", config.element("depuis_signalement", row.depuis).label
    yield "Gêne", touched(config, row.concernes or ())
    if row.risque:
        yield "Risque", risked(config, row.risque, config.categorie(row.categorie))
    yield "Chantier", "lié à un chantier" if row.chantier else ""
    yield "Revu", _seen(lines)
    yield "Revenu", back(tx, row)


def _seen(lines: Sequence[SignalementActe]) -> str:
    """« 2 fois, la dernière le mar. 17 nov. »."""
    seen = signalements.seen_again(lines)
    if not seen:
        return ""
    return render_line(SEEN, fois=pluriel(len(seen), "fois", "fois"), le=jour_court(seen[-1]))


def back(tx: Tx, row: Signalement) -> str:
    """« V-0311, vu réparé le lun. 12 oct. : c'est revenu »."""
    before = row.recurrence_de and signalements.numbered(tx, row.dispositif_id, row.recurrence_de)
    if not before:
        return ""
    v = str(Reference(Lettre.SIGNALEMENT, before.numero))
    return render_line(BACK, v=v, le=jour_court(before.clos_le or before.emis_le))

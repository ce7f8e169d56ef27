"""A week of planning as a sheet to print: who is where, which periods are covered (000 l.73)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.casework.planning import by_binome, particular_days
from bot.documents import Contenu, Document, Exemplaire
from bot.domain.periodes import split
from bot.domain.semaine import Semaine
from bot.rendering import render_html
from bot.words import du_au, duree, plage
from storage import planning
from storage.dispositif import Site, actifs
from storage.planning import SlotPrevu
from storage.programme import Programme
from storage.work import Work

TEMPLATE: Final = "digests/documents/planning/document.html.jinja"
DAYS: Final = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")


@dataclass(frozen=True, slots=True)
class Cellule:
    """A slot in its cell; `motif` says why it was called off, `seul` that one of two is away."""

    heures: str
    binome: str
    annule: bool
    motif: str
    seul: bool


@dataclass(frozen=True, slots=True)
class Rangee:
    """A site: its seven days, then its hours by period; « » where nobody is planned."""

    site: str
    quartier: str
    intervention: str
    jours: Sequence[Sequence[Cellule]]
    total: str
    tranches: Sequence[str]


def copies(work: Work, semaine: Semaine) -> Iterator[Exemplaire]:
    """One, for whoever looks at the wall."""
    yield Exemplaire(nom=f"planning_{semaine.label}", contenu=_sheet(work, semaine))


def _sheet(work: Work, semaine: Semaine) -> Contenu:
    """What the template shows: one week, or as many as are put together (`semaines`)."""
    return {
        "dispositif": work.programme.config.nom,
        "semaines": [_week(work, semaine)],
        "le": work.now,
    }


def _week(work: Work, semaine: Semaine) -> Contenu:
    programme = work.programme
    slots = planning.week_slots(work.tx, programme, semaine)
    standing = [slot for slot in slots if not slot.annule]
    days = [semaine.lundi + timedelta(days=rank) for rank in range(len(DAYS))]
    tranches = actifs(programme.config.periodes.tranches)
    return {
        "numero": semaine.numero,
        "lundi": semaine.lundi,
        "dimanche": semaine.dimanche,
        "jours": [f"{name} {day.day}" for name, day in zip(DAYS, days, strict=True)],
        "particuliers": particular_days(programme, semaine.lundi, semaine.dimanche),
        "tranches": [tranche.label for tranche in tranches],
        "rangees": list(_rows(programme, slots, days)),
        "binomes": list(by_binome(programme, standing)),
    }


def _rows(
    programme: Programme, slots: Sequence[SlotPrevu], days: Sequence[date]
) -> Iterator[Rangee]:
    """Every site in use, and one retired since where somebody was planned."""
    for site in programme.config.sites:
        here = [slot for slot in slots if slot.site == site.slug]
        if not site.actif and not here:
            continue
        standing = [slot for slot in here if not slot.annule]
        yield Rangee(
            site.label,
            programme.config.quartier(site.quartier).label,
            _intervention(programme, site, days),
            [[_cellule(programme, slot) for slot in here if slot.jour == day] for day in days],
            duree(sum(slot.minutes for slot in standing)),
            _by_tranche(programme, standing),
        )


def _intervention(programme: Programme, site: Site, days: Sequence[date]) -> str:
    """« du 5 octobre 2026 au 5 janvier 2027 », of the one under way that week."""
    for intervention in programme.config.interventions:
        if (
            intervention.site == site.slug
            and intervention.debut <= days[-1]
            and days[0] <= intervention.fin
        ):
            return du_au(intervention.debut, intervention.fin)
    return ""


def _by_tranche(programme: Programme, slots: Iterable[SlotPrevu]) -> list[str]:
    minutes: dict[str, int] = {}
    for slot in slots:
        for part in split(*slot.bornes(), programme.calendrier):
            minutes[part.tranche] = minutes.get(part.tranche, 0) + part.minutes
    tranches = actifs(programme.config.periodes.tranches)
    return [_hours(minutes, tranche.slug) for tranche in tranches]


def _hours(minutes: Mapping[str, int], slug: str) -> str:
    return duree(minutes[slug]) if slug in minutes else ""


def _cellule(programme: Programme, slot: SlotPrevu) -> Cellule:
    config = programme.config
    why = config.element("motifs_creneau", slot.motif).label.lower() if slot.motif else ""
    binome = config.binome(slot.binome).label
    seul = slot.absent is not None and not slot.annule
    return Cellule(plage(slot.de, slot.a), binome, slot.annule, why, seul)


def _html(sheet: Contenu) -> bytes:
    """The whole page, as HTML that stands alone."""
    return render_html(TEMPLATE, **sheet).encode()


DOCUMENT = Document(
    titre="Planning à imprimer",
    lecteurs="un comité opérationnel",
    compose=copies,
    formats={"html": _html},
)

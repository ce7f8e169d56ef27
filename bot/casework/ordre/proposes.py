"""The points that the carnet proposes for a meeting: what to decide, what presses (CPV-2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from bot.casework.echeancier import liste, ouvertes
from bot.casework.preconisation.actes import reference
from bot.clock import paris
from bot.domain.echeancier import LigneEcheance
from bot.domain.vies.preconisation import UNDECIDED
from bot.words import date_longue
from storage import preconisations
from storage.dispositif import Comite, Intervention, Site, actifs
from storage.models import Preconisation
from storage.work import Work

BIENTOT: Final = timedelta(days=45)
"""An intervention that ends so soon after the meeting is decided upon there (000 l.120)."""
MOIS: Final = timedelta(days=31)
PLUSIEURS: Final = 10
"""Préconisations told one by one."""


class PointPropose(NamedTuple):
    """Its key, the same as long as it is to be spoken of, and what it says."""

    cle: str
    dit: str


def proposes(work: Work, comite: Comite, jour: date) -> Mapping[str, str]:
    """By key, in the order in which a comité takes them: decisions first, then what presses."""
    found = (
        *_interventions(work, comite, jour),
        *_sites(work, comite),
        *_preconisations(work, comite),
        *_echeances(work, comite, jour),
    )
    return {one.cle: one.dit for one in found}


def _here(work: Work, comite: Comite, site: str) -> bool:
    config = work.programme.config
    where = config.quartier(config.site(site).quartier).territoire
    return comite.territoire in (None, where)


def _interventions(work: Work, comite: Comite, jour: date) -> Iterator[PointPropose]:
    """To be renewed, changed or ended; those that go on, of a comité opérationnel."""
    for one in work.programme.config.interventions:
        if one.fin < jour - BIENTOT or one.debut > jour or not _here(work, comite, one.site):
            continue
        said = _intervention(work, one, jour)
        if said or comite.operationnel:
            site = work.programme.config.site(one.site).label
            going = f"{site} : où en est-on, que changer au planning ?"
            yield PointPropose(f"i{work.programme.interventions[one.slug]}", said or going)


def _intervention(work: Work, one: Intervention, jour: date) -> str:
    """« » of one that goes on beyond what this meeting decides."""
    site = work.programme.config.site(one.site).label
    if one.fin > jour + BIENTOT:
        return ""
    if one.fin < jour:
        return f"{site} : l'intervention a fini le {date_longue(one.fin)}, suite à donner ?"
    return (
        f"{site} : renouveler, changer ou arrêter ? L'intervention finit le "
        f"{date_longue(one.fin)}."
    )


def _sites(work: Work, comite: Comite) -> Iterator[PointPropose]:
    """Those where nothing was ever decided: only the comité technique opens one (000 l.118)."""
    free: list[Site] = []
    if comite.sorte == "technique":
        known = work.programme.missions
        free = [one for one in actifs(work.programme.config.sites) if one.slug not in known]
    for one in free:
        number = work.programme.sites[one.slug]
        yield PointPropose(f"s{number}", f"{one.label} : ouvrir une intervention ?")


def _preconisations(work: Work, comite: Comite) -> Iterator[PointPropose]:
    """Those without an answer, on the sites of that comité, the oldest first."""
    rows = preconisations.in_states(work.tx, work.programme.id, UNDECIDED)
    slugs = work.programme.site_slugs
    mine = [row for row in rows if _here(work, comite, slugs[row.site_id])]
    for row in sorted(mine, key=lambda row: row.le)[:PLUSIEURS]:
        yield PointPropose(f"p{row.id}", _preconisation(work, row))


def _preconisation(work: Work, row: Preconisation) -> str:
    config = work.programme.config
    kind = config.element("types_preconisation", row.type).label.lower()
    site, day = work.programme.site_label(row.site_id), date_longue(paris(row.le).date())
    to = config.service(row.destinataire).label
    return f"{reference(row)}, {site}, {kind}, à {to} : sans réponse depuis le {day}."


def _echeances(work: Work, comite: Comite, jour: date) -> Iterator[PointPropose]:
    """One point for all: a meeting looks at them together, in its document."""
    today = paris(work.now).date()
    every = ouvertes.encore(work, today, liste.toutes(work))
    mine = [one for one in every if one.terme <= jour + MOIS and _theirs(work, comite, one)]
    late = sum(one.limite < today for one in mine)
    said = [
        *([f"{late} en retard"] if late else []),
        *([f"{len(mine) - late} à tenir d'ici un mois"] if len(mine) > late else []),
    ]
    if said:
        yield PointPropose("echeances", f"Échéances : {', '.join(said)}.")


def _theirs(work: Work, comite: Comite, one: LigneEcheance) -> bool:
    return _here(work, comite, one.site) if one.site else comite.sorte == "technique"

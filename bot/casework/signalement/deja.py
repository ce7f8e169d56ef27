"""What was reported there already: still open, to be seen again; or mended, and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.casework.signalement.contenu import EnMain, contenu_de
from bot.domain.vies.signalement import StatutSignalement
from storage import signalements, voisins
from storage.dispositif import Categorie, Site
from storage.machine.db import Tx
from storage.models import Signalement
from storage.work import Work

MOST: Final = 3
"""How many are shown: more would not be read in the street."""
NOBODY_HAS_IT: Final = "aucun service ne l'a reçu, la coordination le sait"
NOT_YET_SENT: Final = "enregistré, pas encore parti au service"


@dataclass(frozen=True, slots=True)
class Deja:
    """An open signalement of the same family, there: what, where, its true state.

    `photos`: the files of those that may leave the team; `vues`: how many times it was seen again.
    """

    id: int
    reference: str
    le: datetime
    etat: str
    quoi: str
    ou: str
    vues: int
    photos: tuple[str, ...]


def repeats(
    work: Work,
    site: Site,
    found: Categorie,
    position: tuple[float | None, float | None] = (None, None),
) -> tuple[Deja, ...]:
    """Those that this may be, three at most: of the same category, then of its family (`groupe`).

    On that site, or within `deja_metres` of the position (degrees); nothing older than
    `deja_semaines` without a word is offered.
    """
    config = work.programme.config
    rules = config.reglages
    family = {one.slug for one in config.categories if one.groupe == found.groupe} | {found.slug}
    known = voisins.still_open(
        work.tx,
        voisins.spot(work.tx, work.programme.sites[site.slug], *position),
        family,
        sites=work.programme.sites.values(),
        within=rules.deja_metres,
        since=work.now - timedelta(weeks=rules.deja_semaines),
    )
    known.sort(key=lambda row: row.categorie != found.slug)
    return tuple(_deja(work, one) for one in known[:MOST])


def same_kind(work: Work, site: Site, found: Categorie) -> Deja | None:
    """The newest open one of that very category on that site: what is said to be mended."""
    known = signalements.newest_open(work.tx, work.programme.sites[site.slug], found.slug)
    return _deja(work, known) if known else None


def mark_return(en_main: EnMain) -> None:
    """A defect seen mended there a short while ago, and back: the new one says so."""
    row, programme = en_main.signalement, en_main.programme
    before = voisins.mended(
        en_main.tx,
        row,
        sites=programme.sites.values(),
        regle=voisins.retour(programme.config),
    )
    row.recurrence_de = before.numero if before else None


def _deja(work: Work, known: Signalement) -> Deja:
    facts = contenu_de(work.tx, work.programme, known)
    state = _not_left(work.tx, known) or f"{facts.etat[:1].lower()}{facts.etat[1:]}"
    return Deja(
        id=known.id,
        reference=facts.reference,
        le=known.emis_le,
        etat=state,
        quoi=facts.quoi,
        ou=", ".join(filter(None, (facts.site, facts.lieu))),
        vues=len(facts.revus),
        photos=facts.partent,
    )


def _not_left(tx: Tx, signalement: Signalement) -> str:
    """Why nobody reads it yet; « » once one of its copies left, or somebody answered."""
    alertes = signalements.alertes(tx, signalement.id)
    if signalement.statut != StatutSignalement.EMIS or any(one.envoyee_le for one in alertes):
        return ""
    if not alertes or all(one.echec for one in alertes):
        return NOBODY_HAS_IT
    return NOT_YET_SENT

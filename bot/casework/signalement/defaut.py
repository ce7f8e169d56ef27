"""What is broken and where, as whoever saw it says it, and the row that it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.casework.signalement import lieux, precisions
from bot.domain.delais import echeance
from bot.domain.vies.signalement import StatutSignalement
from storage.dispositif import Categorie, Dispositif, Site, Urgence
from storage.libre import RIEN, TexteVerifie
from storage.machine.numeros import next_number
from storage.models import Personne, Signalement
from storage.photos import A_VERIFIER
from storage.work import Work

Photos = Iterable[Mapping[str, Any]]
"""Photos as the chat gives them: {"file_id": …}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaut:
    """What is broken and where, and who saw it; `source` is unique per update (P4).

    lieu: the place in words; ou: the same with its site, as said. service: among those of the
    route, or chosen by hand, and then it wins. type_lieu: the kind of place, where it was said;
    bailleur: the landlord, where another than the site's was picked. sortie: what was said of the
    photos, whether they may leave. depuis, concernes, risque: slugs of the lists of the file; whom
    such a place usually troubles, where nobody said. chantier: linked to works, where said so.
    """

    auteur: Personne
    source: str
    site: Site
    categorie: Categorie
    urgence: Urgence
    service: str
    ou: str
    danger: bool = False
    presence_id: int | None = None
    type_lieu: str = ""
    bailleur: str | None = None
    lieu: TexteVerifie = RIEN
    latitude: float | None = None
    longitude: float | None = None
    photos: Photos = ()
    sortie: str = A_VERIFIER
    depuis: str | None = None
    concernes: tuple[str, ...] = ()
    risque: str | None = None
    chantier: bool = False
    conversation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Revu:
    """A defect seen again: by whom (`par`), and what shows it, as in Defaut."""

    par: str
    source: str
    photos: Photos = ()
    sortie: str = A_VERIFIER


@dataclass(frozen=True, slots=True)
class Emis:
    """A signalement on its way. suite: « envoyé à … »; appels: who to call first, if danger.

    photos: they wait until somebody says what shows on them.
    revenu: « V-0311, vu réparé le 12/10 : c'est revenu », or « ».
    """

    signalement: Signalement
    suite: str
    appels: str
    photos: bool
    revenu: str


def written(work: Work, defaut: Defaut) -> Signalement:
    """Its row, numbered, with what was said of it."""
    programme, urgence = work.programme, defaut.urgence
    place = defaut.type_lieu or _kind(programme.config, defaut)
    usual = precisions.usually_touched(programme.config, programme.config.type_lieu(place))
    signalement = Signalement(
        dispositif_id=programme.id,
        site_id=programme.sites[defaut.site.slug],
        presence_id=defaut.presence_id,
        binome_id=defaut.auteur.binome_id,
        auteur_id=defaut.auteur.id,
        numero=next_number(work.tx, f"{programme.config.slug}:V"),
        categorie=defaut.categorie.slug,
        urgence=urgence.slug,
        danger=defaut.danger or urgence.telephone_d_abord,
        service=defaut.service,
        bailleur=defaut.bailleur,
        lieu=defaut.lieu,
        lieu_verifie=defaut.lieu.net,
        type_lieu=place,
        latitude=defaut.latitude,
        longitude=defaut.longitude,
        depuis=defaut.depuis,
        concernes=list(defaut.concernes or usual),
        risque=defaut.risque,
        chantier=defaut.chantier or None,
        statut=StatutSignalement.EMIS,
        emis_le=work.now,
        echeance=echeance(work.now, urgence.delai_heures),
        source=f"{defaut.source}:signalement",
        conversation_id=defaut.conversation_id,
    )
    work.tx.add(signalement)
    work.tx.flush()
    return signalement


def _kind(config: Dispositif, defaut: Defaut) -> str:
    said = lieux.named(config, defaut.lieu)
    return lieux.kind(config, defaut.site, defaut.categorie, said).slug

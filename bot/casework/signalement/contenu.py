"""A signalement in hand, and all that is said of it: read once, for card, letter and page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.casework.libelles import ETATS, FAITS, auteur, label
from bot.casework.signalement import lieu_dit
from bot.domain.references import Lettre, Reference
from bot.domain.vies.signalement import OPEN, StatutSignalement
from bot.words import au_service
from storage import photos, signalements
from storage.dispositif import Categorie, Site
from storage.machine.db import Tx
from storage.models import QuartierRow, Signalement, SignalementActe, SiteRow
from storage.programme import Programme
from storage.work import Work

LIEU_MAX = 200
PARTENT: Final = 5
"""Photos that leave with an alert; the page shows all."""
NOBODY_HAS_IT: Final = "aucun service ne l'a reçu, la coordination le sait"
NOT_YET_SENT: Final = "enregistré, pas encore parti au service"


@dataclass(frozen=True, slots=True)
class Etape:
    """One step of its life; `par` names a role and a channel, never a person."""

    le: datetime
    fait: str
    par: str
    motif: str

    @property
    def texte(self) -> str:
        """« Pris en charge, par Éclairage public (lien du courriel) : prévu le 24 novembre »."""
        line = f"{self.fait}, par {self.par}"
        return f"{line} : {self.motif}" if self.motif else line


@dataclass(frozen=True, slots=True)
class ContenuAlerte:
    """A signalement as a service reads it (001 l.86, l.96): things and places, nobody's name.

    `verifie`: its words were searched for whoever they name; those of before never were.
    `reparations`: files of the photos of its repair that may leave the team.
    """

    reference: str
    quoi: str
    motif: str
    danger: bool
    urgence: str
    echeance: datetime
    site: str
    quartier: str
    type_lieu: str
    lieu: str
    verifie: bool
    carte: str
    vu_le: datetime
    precedents: tuple[datetime, ...]
    photos: tuple[str, ...]
    photo_etat: str
    reparations: tuple[str, ...]
    statut: StatutSignalement
    depuis: datetime
    service: str
    etapes: tuple[Etape, ...]
    contact: str
    contact_email: str

    @property
    def partent(self) -> tuple[str, ...]:
        """The photos that leave with it; the others stand on the page."""
        return self.photos[:PARTENT]

    @property
    def rang(self) -> int:
        """1 for the first report of this kind on the site in 12 weeks, 2 for the second …"""
        return len(self.precedents) + 1

    @property
    def etat(self) -> str:
        """The state in words; says to whom it was handed when it was."""
        transmis = (
            f" {au_service(self.service)}" if self.statut is StatutSignalement.REORIENTE else ""
        )
        return ETATS[self.statut] + transmis

    @property
    def ouvert(self) -> bool:
        return self.statut in OPEN

    @property
    def delai(self) -> str:
        """« sous 72 h », as the end of a sentence."""
        return "danger immédiat" if self.danger else self.urgence[:1].lower() + self.urgence[1:]

    @property
    def objet(self) -> str:
        """« [V-0324] Éclairage en panne – Site A (Étouvie) – sous 72 h »."""
        return f"[{self.reference}] {self.quoi} – {self.site} ({self.quartier}) – {self.delai}"


def contenu_de(tx: Tx, programme: Programme, signalement: Signalement) -> ContenuAlerte:
    """Read what is known of `signalement` now; its slugs must be those of `programme`."""
    config = programme.config
    site = tx.get_one(SiteRow, signalement.site_id)
    quoi, motif = _categorie(programme, signalement.categorie)
    known = photos.of(tx, signalement.__tablename__, signalement.id)
    lines = signalements.actes(tx, signalement.id)
    statut = StatutSignalement(signalement.statut)
    return ContenuAlerte(
        reference=reference(signalement),
        quoi=quoi,
        motif=motif,
        danger=signalement.danger,
        urgence=label(config.urgence, signalement.urgence),
        echeance=signalement.echeance,
        site=site.label,
        quartier=tx.get_one(QuartierRow, site.quartier_id).label,
        type_lieu=label(config.type_lieu, signalement.type_lieu or site.type_lieu),
        lieu=_shortened(lieu_dit.leaves(programme, signalement)),
        verifie=lieu_dit.is_checked(signalement),
        carte=_carte(signalement, site),
        vu_le=signalement.emis_le,
        precedents=tuple(signalements.recurrences(tx, signalement)),
        photos=tuple(photos.files(known)),
        photo_etat=photos.common_state(known),
        reparations=_reparations(tx, signalement, lines),
        statut=statut,
        depuis=signalements.since_when(signalement, lines),
        service=label(config.service, signalement.service),
        etapes=tuple(_etape(programme, acte) for acte in lines),
        contact=_contact(programme),
        contact_email=config.coordination.email,
    )


def _reparations(
    tx: Tx, signalement: Signalement, lines: Sequence[SignalementActe]
) -> tuple[str, ...]:
    """Those that may leave, of what services showed; asked only where there are some."""
    shown = any(one.acte == signalements.ILLUSTRER for one in lines)
    return tuple(photos.files(signalements.reparations(tx, signalement.id))) if shown else ()


def reference(signalement: Signalement) -> str:
    """« V-0001 »."""
    return str(Reference(Lettre.SIGNALEMENT, signalement.numero))


@dataclass(slots=True)
class EnMain(Work):
    """Passed down by every deed; `signalement` is held by this transaction."""

    signalement: Signalement

    @classmethod
    def of(cls, work: Work, signalement: Signalement) -> EnMain:
        """That signalement, taken in hand in that unit of work."""
        return cls(work.tx, work.programme, work.now, signalement)

    @property
    def reference(self) -> str:
        return reference(self.signalement)

    def contenu(self) -> ContenuAlerte:
        """The facts as the transaction sees them at this point."""
        return contenu_de(self.tx, self.programme, self.signalement)

    def label(self, service: str) -> str:
        return label(self.programme.config.service, service)


@dataclass(frozen=True, slots=True)
class Deja:
    """An open signalement of the same kind on the same site: what, where, its true state."""

    id: int
    reference: str
    le: datetime
    etat: str
    quoi: str
    ou: str


def repeat(work: Work, site: Site, found: Categorie) -> Deja | None:
    """The newest open signalement of this category on this site."""
    known = signalements.newest_open(work.tx, work.programme.sites[site.slug], found.slug)
    if known is None:
        return None
    facts = contenu_de(work.tx, work.programme, known)
    state = _not_left(work.tx, known) or f"{facts.etat[:1].lower()}{facts.etat[1:]}"
    ou = ", ".join(filter(None, (facts.site, facts.lieu)))
    return Deja(known.id, facts.reference, known.emis_le, state, facts.quoi, ou)


def _not_left(tx: Tx, signalement: Signalement) -> str:
    """Why nobody reads it yet; « » once one of its copies left, or somebody answered."""
    alertes = signalements.alertes(tx, signalement.id)
    if signalement.statut != StatutSignalement.EMIS or any(one.envoyee_le for one in alertes):
        return ""
    if not alertes or all(one.echec for one in alertes):
        return NOBODY_HAS_IT
    return NOT_YET_SENT


def _categorie(programme: Programme, slug: str) -> tuple[str, str]:
    """Its full name, and the reason for its usual urgency."""
    categorie = programme.config.categorie(slug)
    return categorie.libelle_long or categorie.label, categorie.motif


def _carte(signalement: Signalement, site: SiteRow) -> str:
    """A map's address with a pin, on the spot itself when known, else on the site's centre."""
    latitude, longitude = signalement.latitude, signalement.longitude
    if latitude is None or longitude is None:
        latitude, longitude = site.latitude, site.longitude
    pin = f"mlat={latitude:.5f}&mlon={longitude:.5f}"
    return f"https://www.openstreetmap.org/?{pin}#map=18/{latitude:.5f}/{longitude:.5f}"


def _etape(programme: Programme, acte: SignalementActe) -> Etape:
    return Etape(acte.le, FAITS[acte.acte], auteur(programme, acte.par), acte.motif)


def _contact(programme: Programme) -> str:
    coordination = programme.config.coordination
    return " · ".join(filter(None, (coordination.telephone, coordination.email)))


def _shortened(text: str) -> str:
    return text if len(text) <= LIEU_MAX else text[: LIEU_MAX - 1] + "…"

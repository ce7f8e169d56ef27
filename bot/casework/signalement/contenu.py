"""A signalement in hand, and all that is said of it: read once, for card, letter and page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.casework.libelles import ETATS, FAITS, MACHINE, REPONDUS, auteur, label, quand
from bot.casework.signalement import lieu_dit, precisions
from bot.domain.references import Lettre, Reference
from bot.domain.vies.destinataire import StatutDestinataire
from bot.domain.vies.signalement import OPEN, StatutSignalement
from bot.words import au_service
from storage import destinataires, photos, signalements
from storage.destinataires import Repondant
from storage.machine.db import Tx
from storage.models import QuartierRow, Signalement, SignalementActe, SiteRow
from storage.programme import Programme
from storage.work import Work

LIEU_MAX = 200
PARTENT: Final = 5
"""Photos that leave with an alert; the page shows all."""


@dataclass(frozen=True, slots=True)
class Etape:
    """One step of its life; `par` names a role and a channel, never a person.

    `a_part`: its state stays what it was. Nobody is named for what the clock does by itself.
    """

    le: datetime
    fait: str
    par: str
    motif: str
    a_part: bool

    @property
    def texte(self) -> str:
        """« Pris en charge, par Éclairage public (lien du courriel) : prévu le 24 novembre »."""
        return self._said(self.fait)

    def dernier(self, prenom: str = "") -> str:
        """After its state: « mardi 17 novembre à 17 h 52, par … », « rappelé mardi … : … »."""
        le = quand(self.le)
        aside = f"{self.fait[:1].lower()}{self.fait[1:]} {le}"
        return self._said(aside if self.a_part else le, f", {prenom}" if prenom else "")

    def _said(self, what: str, qui: str = "") -> str:
        line = what if self.par == MACHINE else f"{what}, par {self.par}{qui}"
        return f"{line} : {self.motif}" if self.motif else line


@dataclass(frozen=True, slots=True)
class Reponse:
    """Where one addressee stands, for a card, a letter and a page alike."""

    service: str
    label: str
    statut: StatutDestinataire
    depuis: datetime

    @property
    def texte(self) -> str:
        """« Propreté : pris en charge, mardi 17 novembre à 17 h 52 »."""
        said = f"{self.label} : {REPONDUS[self.statut]}"
        waits = self.statut is StatutDestinataire.ENVOYE
        return said if waits else f"{said}, {quand(self.depuis)}"


@dataclass(frozen=True, slots=True)
class ContenuAlerte:
    """A signalement as a service reads it (001 l.86, l.96): things and places, nobody's name.

    `verifie`: its words were searched for whoever they name; those of before never were.
    `revus`: when it was seen again. `precisions`: since when, whom it troubles, its risk, whether
    it is back (§4.1), each with its label.
    `depuis`: since when it stands as it does; `attendue`: since when its service owes an answer.
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
    revus: tuple[datetime, ...]
    precisions: tuple[tuple[str, str], ...]
    photos: tuple[str, ...]
    photo_etat: str
    reparations: tuple[str, ...]
    statut: StatutSignalement
    depuis: datetime
    attendue: datetime
    service: str
    etapes: tuple[Etape, ...]
    reponses: tuple[Reponse, ...]
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
    def plusieurs(self) -> tuple[Reponse, ...]:
        """Who answered what, where several have it; nothing of one alone: its state says it."""
        return self.reponses if len(self.reponses) > 1 else ()

    def stands(self, service: str) -> StatutDestinataire | None:
        """Where that service stands; None when it never had it."""
        return next((one.statut for one in self.reponses if one.service == service), None)

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
    copies = signalements.alertes(tx, signalement.id)
    stands = destinataires.reponses(copies, signalements.still_standing(lines))
    depuis = signalements.since_when(signalement, lines)
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
        revus=signalements.seen_again(lines),
        precisions=precisions.of(tx, programme, signalement, lines),
        photos=tuple(photos.files(known)),
        photo_etat=photos.common_state(known),
        reparations=_reparations(tx, signalement, lines),
        statut=statut,
        depuis=depuis,
        attendue=max(depuis, destinataires.first_sent(copies) or depuis),
        service=label(config.service, signalement.service),
        etapes=tuple(_etape(programme, acte) for acte in lines),
        reponses=tuple(_reponse(programme, one) for one in stands),
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
    aside = acte.acte in signalements.ASIDE
    return Etape(acte.le, FAITS[acte.acte], auteur(programme, acte.par), acte.motif, aside)


def _reponse(programme: Programme, one: Repondant) -> Reponse:
    named = label(programme.config.service, one.service)
    return Reponse(one.service, named, one.statut, one.depuis)


def _contact(programme: Programme) -> str:
    coordination = programme.config.coordination
    return " · ".join(filter(None, (coordination.telephone, coordination.email)))


def _shortened(text: str) -> str:
    return text if len(text) <= LIEU_MAX else text[: LIEU_MAX - 1] + "…"

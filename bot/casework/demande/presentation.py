"""How a direct request is said: its number, what it asks, its state, its buttons."""

from __future__ import annotations

from typing import Final

from bot.buttons import ROW_ID, Button, Keyboard, button
from bot.casework.libelles import quand
from bot.clock import paris
from bot.domain.references import Lettre, Reference
from bot.domain.vies.demande import VIE_DEMANDE, ActeDemande, StatutDemande
from bot.words import day_of_month
from storage.models import Demande
from storage.programme import Programme

BOUTONS: Final[dict[ActeDemande, str]] = {
    ActeDemande.ACCEPTER: "✅ Accepter et affecter",
    ActeDemande.DEMANDER_PRECISION: "❓ Demander une précision",
    ActeDemande.ECARTER: "↪️ Hors mission",
    ActeDemande.TRANSMETTRE: "🏛 À la médiation de la Ville",
    ActeDemande.TRAITER: "✅ C'est fait",
    ActeDemande.REDEMANDER: "🔁 Redemander à la Ville",
}

FOR_BINOME: Final = "binome-"
DECISION: Final = Button("dc", (*BOUTONS, rf"{FOR_BINOME}{ROW_ID}"), "demande")
"""Under a demande, for the coordination: what it decides, then to which binôme (its row id)."""


def reference(demande: Demande) -> str:
    """« D-0012 »."""
    return str(Reference(Lettre.DEMANDE, demande.numero))


def publique(demande: Demande) -> str:
    """« D-K7QX-3M2P », for whoever asked; of one of before, the number that they were told."""
    return f"{Lettre.DEMANDE}-{demande.publique}" if demande.publique else reference(demande)


def before(demande: Demande) -> str:
    """« vendredi 27 novembre à 18 h 00 », by when it is answered."""
    return quand(demande.repondre_avant)


def place(programme: Programme, demande: Demande) -> str:
    """« Site A », or where no site is."""
    if demande.site_id is None:
        return "autre lieu"
    return programme.site_label(demande.site_id)


def described(programme: Programme, demande: Demande) -> str:
    """« Bailleur · Nuisance · Site A · Cette semaine »: the lists' own words, nobody's."""
    config = programme.config
    parts = (
        config.element("origines_demande", demande.origine).label,
        config.element("objets_demande", demande.objet).label,
        place(programme, demande),
        config.element("urgences_demande", demande.urgence).label,
    )
    return " · ".join(parts)


def etat(programme: Programme, demande: Demande) -> str:
    """« Acceptée, Binôme 2 »: the state in the file's own words; since when the Ville has it."""
    label = programme.config.element("statuts_demande", demande.statut).label
    if demande.statut == StatutDemande.TRANSMISE and demande.decidee_le:
        return f"{label}, le {day_of_month(paris(demande.decidee_le).date())}"
    names = {row_id: slug for slug, row_id in programme.binomes.items()}
    slug = names.get(demande.affectee_id or 0)
    return f"{label}, {programme.config.binome(slug).label}" if slug else label


def offered(programme: Programme, demande: Demande) -> tuple[ActeDemande, ...]:
    """The coordination's choices; the Ville's service only where there is one (000 l.42)."""
    ville = programme.config.reglages.service_mediation_ville
    known = VIE_DEMANDE.possible(StatutDemande(demande.statut))
    without = {ActeDemande.TRANSMETTRE: not ville, ActeDemande.DEMANDER_PRECISION: _mute(demande)}
    return tuple(acte for acte in BOUTONS if acte in known and not without.get(acte))


def _mute(demande: Demande) -> bool:
    """Whether nobody could answer a question: no mediator noted it, no address was left."""
    return demande.binome_id is None and not demande.contact


def keyboard(programme: Programme, demande: Demande) -> Keyboard:
    """The coordination's buttons, one a row."""
    return [
        [(BOUTONS[acte], button(DECISION, demande.id, acte))]
        for acte in offered(programme, demande)
    ]

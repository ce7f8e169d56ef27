"""What is said of a relais, and the buttons under it, wherever it is shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple

from bot.buttons import SLUG, Button, Keyboard, button, in_rows
from bot.clock import paris
from bot.domain.references import Lettre, Reference
from bot.domain.vies.relais import VIE_RELAIS, ActeRelais, StatutRelais
from bot.domain.vies.vie import Acteur
from bot.words import pluriel
from storage.models import Relais
from storage.programme import Programme


class ReponseRelais(NamedTuple):
    """One answer: its word in a button's data, and what the button says."""

    mot: str
    libelle: str


REPONSES: Final[dict[ActeRelais, ReponseRelais]] = {
    ActeRelais.PRENDRE_EN_CHARGE: ReponseRelais("pris", "✅ Pris en charge"),
    ActeRelais.FIXER_RDV: ReponseRelais("rdv", "📅 RDV fixé"),
    ActeRelais.RESTER_SANS_NOUVELLES: ReponseRelais("nouvelles", "⏳ Pas de nouvelles"),
    ActeRelais.NE_PAS_SE_PRESENTER: ReponseRelais("absent", "🚶 N'y est pas allé"),
    ActeRelais.RENONCER: ReponseRelais("renonce", "🙅 Ne souhaite plus"),
    ActeRelais.REFUSER: ReponseRelais("refus", "🚫 Refus, hors critères"),
    ActeRelais.REORIENTER: ReponseRelais("vers", "↪️ Réorienter"),
    ActeRelais.CONFIRMER_SUIVI: ReponseRelais("oui", "✅ Oui"),
    ActeRelais.ARRETER_SUIVI: ReponseRelais("non", "❌ Non"),
    ActeRelais.IGNORER_SUIVI: ReponseRelais("saitpas", "❔ Ne sait pas"),
}
ACTES: Final = {reponse.mot: acte for acte, reponse in REPONSES.items()}
PLUS_TARD: Final = ReponseRelais("tard", "⏭ Plus tard")
DUS: Final = "dus"
RELAIS: Final = Button(
    "rl",
    (
        *ACTES,
        PLUS_TARD.mot,
        r"j\.\d+",
        rf"chez\.{SLUG}",
        rf"accord\.{SLUG}(\.\d+)?",
        "carte",
        r"retirer(\.oui)?",
        DUS,
    ),
    "relais",
)
"""Under a relais: a deed, or a step of one; « dus », of no relais (0), lists those to check."""

GIVE_THE_WORD: Final = "🗣 Donnez le mot {{ mot }} à la personne : elle le dira en arrivant."
TO_BE_FOUND: Final = "partenaire à trouver"
QUESTION: Final = (
    "<b>{{ code }}</b>{% if public %} · {{ public }}{% endif %} · {{ trajet }} · {{ age }}.\n"
    "{% if clos %}{{ etat }}. C'est clos.{% elif continu %}Toujours suivi ?"
    "{% else %}Où en est-on ?{% endif %}"
)


def reference(relais: Relais) -> str:
    """« R-0142 »."""
    return str(Reference(Lettre.RELAIS, relais.numero))


def code(relais: Relais) -> str:
    """« R-0142 · TILLEUL », all that is known of a person outside the team."""
    return f"{reference(relais)} · {relais.mot}"


def trajet(programme: Programme, domaine: str | None, partenaire: str | None) -> str:
    """« emploi → Mission locale »."""
    vers = partner_label(programme, partenaire)
    return f"{domain_label(programme, domaine)} → {vers}" if domaine else vers


def domain_label(programme: Programme, slug: str | None) -> str:
    """« accès aux droits », inside a sentence; a line that left the file is known by its slug."""
    lines = programme.config.listes.get("domaines_orientation", ())
    said = next((line.label for line in lines if line.slug == slug), slug or "")
    return said[:1].lower() + said[1:]


def partner_label(programme: Programme, slug: str | None) -> str:
    found = (one.label for one in programme.config.annuaire if one.slug == slug)
    return next(found, slug or TO_BE_FOUND)


def etat(programme: Programme, relais: Relais) -> str:
    """What the list `statuts_relais` calls its state."""
    lines = programme.config.listes.get("statuts_relais", ())
    return next((one.label for one in lines if one.slug == relais.statut), relais.statut)


def asked(programme: Programme, relais: Relais, now: datetime) -> dict[str, Any]:
    """The values of QUESTION."""
    publics = (*programme.config.publics, *programme.config.roles)
    return {
        "code": code(relais),
        "public": next((one.label for one in publics if one.slug == relais.public), ""),
        "trajet": trajet(programme, relais.domaine, relais.partenaire),
        "age": _age(relais, now),
        "continu": relais.statut == StatutRelais.PRIS_EN_CHARGE,
        "clos": relais.clos_le is not None,
        "etat": etat(programme, relais),
    }


def keyboard(relais: Relais) -> Keyboard:
    """One button for each answer that its state leaves, two by row; « plus tard » while open."""
    found = [one for acte, one in REPONSES.items() if offers(relais, acte)]
    later = [] if relais.clos_le else [PLUS_TARD]
    buttons = [bouton(relais, one.mot, one.libelle) for one in (*found, *later)]
    return in_rows(buttons)


def offers(relais: Relais, acte: ActeRelais) -> bool:
    """Whether a mediator may do this deed now."""
    return acte in VIE_RELAIS.possible(StatutRelais(relais.statut), Acteur.MEDIATEUR)


def bouton(relais: Relais, mot: str, libelle: str) -> tuple[str, str]:
    """(label, callback data)."""
    return libelle, button(RELAIS, relais.id, mot)


def _age(relais: Relais, now: datetime) -> str:
    days = (paris(now).date() - paris(relais.ouvert_le).date()).days
    return f"il y a {pluriel(days, 'jour')}" if days else "aujourd'hui"

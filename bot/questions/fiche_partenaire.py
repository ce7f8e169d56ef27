"""A partner's card: who, for whom, where, when (002 l.29), shown from several flows."""

from __future__ import annotations

from typing import Final

from bot.buttons import SLUG, Button, button
from bot.casework.relais.carte import domain_label
from bot.engine.conditions import Answers
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.questions import sur_place
from storage.dispositif import Partenaire
from storage.programme import Programme

FICHE = (
    "📒 <b>{{ p.libelle_long or p.label }}</b>\n"
    "Pour quoi : {{ domaines }}."
    "{% if p.public %}\nPour qui : {{ p.public }}.{% endif %}"
    "{% if quartiers %}\nQuartiers : {{ quartiers }}.{% endif %}"
    "{% if p.lieu %}\nOù : {{ p.lieu }}.{% endif %}"
    "{% if p.horaires %}\nQuand : {{ p.horaires }}.{% endif %}"
    "{% if p.telephone %}\nTéléphone : {{ p.telephone }}.{% endif %}"
    "{% if p.email %}\nCourriel : {{ p.email }}{% endif %}"
    "{% if p.note %}\n{{ p.note }}{% endif %}"
    "\n{% if p.valide_le %}Relu par le partenaire le {{ p.valide_le|date_longue }}."
    "{% else %}Le partenaire n'a pas encore relu cette fiche : vérifiez avant d'orienter "
    "une personne.{% endif %}"
)
BUTTON = "📄 Fiche du partenaire"
FICHE_PARTENAIRE: Final = Button("an", (SLUG,), "dispositif")
"""A partner's card, by its slug, in the file of that programme."""


def card(context: Context, partenaire: Partenaire) -> str:
    """The whole card, as Telegram shows it."""
    programme = context.programme
    return context.render(
        FICHE,
        p=partenaire,
        domaines=_domains(programme, partenaire),
        quartiers=", ".join(
            programme.config.quartier(slug).label for slug in partenaire.quartiers
        ),
    )


def bouton(programme: Programme, slug: str) -> tuple[str, str]:
    """(label, callback data) that shows the card of the partner of that slug."""
    return BUTTON, button(FICHE_PARTENAIRE, programme.id, slug)


def of(programme: Programme, slug: str | None) -> Partenaire | None:
    """The partner of that slug, retired or not; None for none or for one that left the file."""
    return next(
        (partenaire for partenaire in programme.config.annuaire if partenaire.slug == slug), None
    )


def quartier_of(context: Context, answers: Answers) -> str | None:
    """The quartier where the binôme is, or that of the site just answered; None before."""
    site = sur_place.site_of(context, answers)
    return site.quartier if site else None


def options(partenaires: tuple[Partenaire, ...]) -> tuple[Option, ...]:
    return tuple(Option(partenaire.slug, partenaire.label) for partenaire in partenaires)


def _domains(programme: Programme, partenaire: Partenaire) -> str:
    return ", ".join(domain_label(programme, slug) for slug in partenaire.domaines)

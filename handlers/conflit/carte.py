"""What is said of a conflict once noted, or of its dossier, and besides (G01, G02, G03)."""

from __future__ import annotations

from typing import Any, Final

from bot.casework.mediation.actes import bouton, goes_on, reference, specify
from bot.domain.vies.mediation import Consentement
from bot.feature.contract import Context
from bot.feature.precisions import (
    Carte,
    Precision,
    as_options,
    nothing,
    of_entry,
    of_list,
)
from handlers.conflit.facts import leads_to
from storage.dispositif import actifs
from storage.models import Conflit, DossierMediation

NOTED: Final = (
    "⚡ Noté : <b>{{ quoi }}</b> · {{ ou }} · {{ resultat }}."
    "{% if relais %}\nPour suivre ce relais, notez-le aussi avec 🙋 Sollicitation.{% endif %}"
)
OPENED: Final = (
    "🕐 <b>{{ dossier }}</b> · {{ quoi }} · {{ ou }}."
    "{% if prochaine_le %} Je vous le rappelle {{ prochaine_le|jour }} à "
    "{{ prochaine_le|heure }}.{% endif %}"
    "{% if attend %}\nTant que les deux parties n'ont pas dit oui, rencontrez-les "
    "séparément. Quand elles sont d'accord, notez-le dans le dossier.{% endif %}"
)


def noted(context: Context, row: Conflit) -> Carte:
    """A live conflict, and where its relais is followed when one was passed."""
    config = context.programme.config
    said = context.render(
        NOTED,
        quoi=config.element("types_conflit", row.type).label,
        ou=_where(context, row),
        resultat=config.element("issues", row.issue).label.lower(),
        relais=_hands_over(context, row),
    )
    return Carte(said)


def opened(context: Context, dossier: DossierMediation) -> Carte:
    """A deferred one: its number, its next step, the way to its card."""
    said = context.render(
        OPENED,
        dossier=reference(dossier),
        quoi=context.programme.config.element("types_conflit", dossier.type).label,
        ou=_where(context, dossier),
        prochaine_le=dossier.prochaine_le if goes_on(dossier) else None,
        attend=dossier.consentement != Consentement.OUI,
    )
    return Carte(said, [[bouton(dossier)]])


def _where(context: Context, row: Any) -> str:
    return context.programme.site_label(row.site_id)


def _hands_over(context: Context, row: Conflit) -> bool:
    """Whether what was done, or its result, passed it to a service (000 l.130)."""
    return leads_to(context.programme.config, row.gestes, row.issue, "relais")


SERVICE: Final = Precision(
    cle="se",
    nom="Service",
    colonne="service",
    choix=lambda context, _row: as_options(actifs(context.programme.config.services)),
    dit=lambda context, slug: context.programme.config.service(slug).label,
    usuel=nothing,
    quand=_hands_over,
    vide="non précisé",
    question="À quel service est-il passé ?",
)
SUR_PLACE: Final = of_entry(
    Conflit, noted, of_list("st", "Stade", "stade", "stades_conflit"), SERVICE
)
EN_DIFFERE: Final = of_entry(
    DossierMediation,
    opened,
    of_list("pa", "Parties", "parties", "parties_conflit", ecrit=specify),
    of_list("st", "Stade", "stade", "stades_conflit", ecrit=specify),
)

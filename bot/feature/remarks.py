"""Why an answer changed nothing, in the words that every flow shares."""

from __future__ import annotations

from collections.abc import Mapping

from bot.engine.conditions import Facts
from bot.engine.state import Remark

REMARKS: Mapping[str, str] = {
    Remark.STALE: "Ces boutons ne servent plus.",
    Remark.NOT_AN_OPTION: "Je n'ai pas compris. Touchez un bouton, ou écrivez l'un des choix.",
    Remark.NEED_TEXT: "Écrivez où c'est, en quelques mots, sans nom ni détail sur quelqu'un.",
    Remark.NEED_POSITION: "Touchez « 📍 Envoyer ma position », en bas de l'écran.",
    Remark.NEED_PICTURE: "Envoyez une photo, ou touchez un bouton.",
    Remark.TOO_LONG: "C'est trop long : 280 caractères au plus, s'il vous plaît.",
    Remark.TOO_FEW: "Touchez au moins une réponse, puis « ✅ Fini ».",
    Remark.EMPTY: "Votre message est vide.",
    Remark.NOT_HERE: "Ce n'est pas possible à cette étape.",
    Remark.SOMEBODY: (
        "Un numéro de téléphone désigne quelqu'un : rien n'est gardé, "
        "et votre message est effacé d'ici. Écrivez-le sans ce numéro."
    ),
}


def remark_text(remark: str, facts: Facts) -> str:
    """The flow's own words for a remark (a fact « remarks »), or the shared ones."""
    own: Mapping[str, str] = facts.get("remarks", {})
    return own.get(remark) or REMARKS.get(remark) or remark

"""What a presence opens on: retours to give, repairs and relais to check (requirements §3.1)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.buttons import Keyboard, button
from bot.casework.relais.carte import DUS, RELAIS
from bot.clock import paris
from bot.feature.contract import Context
from bot.questions import passants
from bot.questions.a_verifier import A_VERIFIER
from bot.questions.a_verifier import LISTE as A_VERIFIER_LISTE
from bot.questions.retours import LISTE, MOIS, REPONSES, RETOURS, standing
from storage import relais, retours, signalements
from storage.models import Presence

A_VOIR = "🔎 À vérifier sur place"
DU_MOIS = "🗓 Le mois dernier, à redire"
QUE_REPONDRE = "💬 Que répondre ici ?"
FIRST_DAYS = 7
VOIR = "📄 Voir les retours"
DIFFICULTE = "🛑 Difficulté"
WAITING = (
    "{% if retours %}\n📄 {{ retours|pluriel('retour') }} à donner aux habitants.{% endif %}"
    "{% if verifier %}\n🔎 {{ verifier|pluriel('réparation annoncée', 'réparations annoncées') }} "
    "à vérifier ici.{% endif %}"
    "{% if relais %}\n🔁 {{ relais }} relais à vérifier.{% endif %}"
)


@dataclass(frozen=True, slots=True)
class Attentes:
    """How many of each wait."""

    retours: int
    verifier: int
    relais: int
    mois: bool
    """The month has just changed: the last one's « retour aux habitants » is offered."""
    passants: Keyboard
    """People are asked on that site, these days."""
    reponses: bool
    """The coordination wrote what may be answered there about public action (E11)."""

    @property
    def said(self) -> dict[str, int]:
        """What WAITING speaks of."""
        return {"retours": self.retours, "verifier": self.verifier, "relais": self.relais}


def of(context: Context, presence: Presence) -> Attentes:
    return Attentes(
        len(retours.due(context.tx, presence.site_id, context.now)),
        len(signalements.announced_on(context.tx, presence.site_id)),
        relais.to_check_today(context.tx, presence.binome_id, context.now),
        paris(context.now).day <= FIRST_DAYS,
        passants.row(context, presence.site_id),
        bool(standing(context, presence.site_id)),
    )


def buttons(waiting: Attentes, presence: Presence) -> Keyboard:
    """One button for each kind that waits."""
    rows: list[list[tuple[str, str]]] = [list(row) for row in waiting.passants]
    if waiting.retours:
        rows.append([(VOIR, button(RETOURS, presence.site_id, LISTE))])
    if waiting.mois:
        rows.append([(DU_MOIS, button(RETOURS, presence.site_id, MOIS))])
    if waiting.reponses:
        rows.append([(QUE_REPONDRE, button(RETOURS, presence.site_id, REPONSES))])
    if waiting.verifier:
        rows.append([(A_VOIR, button(A_VERIFIER, presence.site_id, A_VERIFIER_LISTE))])
    if waiting.relais:
        rows.append([(f"🔁 {waiting.relais} relais à vérifier", button(RELAIS, 0, DUS))])
    return rows

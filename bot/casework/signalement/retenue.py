"""What does not press waits for the coordination's reading, where the file asks for it (COO-5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from bot.buttons import Button, button
from bot.casework.prompts import prompt_each
from bot.casework.signalement import envoi
from bot.casework.signalement.contenu import EnMain
from bot.rendering import render_text
from bot.words import heure, jour
from storage import audit, people, signalements

PARTIR, RETENIR = "partir", "retenir"
RETENUE: Final = Button("rn", (PARTIR, RETENIR), "signalement")
"""Under a signalement shown to the coordination before its service."""
ASKED: Final = (
    "🔎 <b>{{ v }}</b> · {{ quoi }}\n📍 {{ ou }}\n→ {{ service }}. Sans réponse, il part {{ le }} "
    "à {{ h }}."
)


def ask(en_main: EnMain) -> None:
    """Every coordinator is shown it, with its two buttons; nothing when it is not held."""
    if not waits(en_main):
        return
    facts, leaves = en_main.contenu(), envoi.first_departure(en_main)
    ou = ", ".join(filter(None, (facts.site, facts.quartier, facts.lieu)))
    said = {"v": facts.reference, "quoi": facts.quoi, "ou": ou, "service": facts.service}
    text = render_text(ASKED, **said, le=jour(leaves), h=heure(leaves))
    words = (("✅ Laisser partir", PARTIR), ("🚫 Ne pas envoyer", RETENIR))
    keys = [[[label, button(RETENUE, en_main.signalement.id, word)] for label, word in words]]
    content: dict[str, Any] = {"text": text, "keyboard": keys}
    readers = people.with_role(en_main.tx, en_main.programme.id, "coordination")
    prompt_each(en_main, readers, f"retenue:{en_main.signalement.id}", content)


def waits(en_main: EnMain) -> bool:
    """Whether nobody read it yet and nothing of it has left."""
    copies = signalements.alertes(en_main.tx, en_main.signalement.id)
    return envoi.is_held(en_main) and not any(one.envoyee_le for one in copies)


def release(en_main: EnMain) -> datetime:
    """It leaves with the next letter of its services; when."""
    en_main.signalement.relu_le = en_main.now
    en_main.tx.flush()
    audit.note(en_main.tx, en_main.now, None, "laisser_partir", en_main.signalement, "")
    envoi.requeue(en_main)
    return envoi.first_departure(en_main)

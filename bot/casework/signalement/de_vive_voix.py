"""What a service's counter does not hear of: somebody of the coordination says it."""

from __future__ import annotations

from bot.casework import coordination
from bot.casework.signalement.contenu import EnMain


def tell(en_main: EnMain, slug: str, news: str) -> None:
    """A counter takes a case once: what comes next is said to its service by somebody."""
    service = en_main.label(slug)
    coordination.tell(
        en_main,
        key=f"signalement:{en_main.signalement.id}:guichet:{slug}:{en_main.now.isoformat()}",
        subject=f"[{en_main.reference}] À dire à {service}",
        text=f"{en_main.reference} : {news}. Le guichet de {service} ne l'apprend pas d'ici : "
        "dites-le-leur.",
    )

"""The signed page of what a letter is about, and what is told when that letter is lost."""

from __future__ import annotations

from collections.abc import Iterable

from bot.delivery.lost import Teller
from bot.feature.page import Page, Signed
from bot.signing import Signer
from bot.web.pages.alerte.lost import lost_lot
from storage.machine import outbox
from storage.models import LOT


def link(pages: Iterable[Page], signer: Signer, root: str, subject: str) -> str:
    """Address, under `root`, of the page about « alerte:12 »; empty when it is about no page."""
    about = outbox.read_sujet(subject)
    for page in pages:
        guard = page.guard
        if about and isinstance(guard, Signed) and guard.sujet.genre == about[0]:
            return root + page.address(signer.sign(guard.salt, about[1]))
    return ""


def tellers(pages: Iterable[Page]) -> dict[str, Teller]:
    """What is told of a lost message, by the kind of its subject; several alerts in one too."""
    guards = (page.guard for page in pages)
    found = {guard.sujet.genre: guard.lost for guard in guards if isinstance(guard, Signed)}
    return found | {LOT.genre: lost_lot}

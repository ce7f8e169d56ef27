"""« 🔎 À vérifier sur place »: repairs announced on a site, each checked in one tap."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button

LISTE: Final = "liste"
A_VERIFIER: Final = Button("vl", (LISTE,), "site")
"""Of a site: what is to be seen there."""

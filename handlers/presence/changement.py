"""From one site to another: the presence that follows, said with what waits there."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.buttons import Keyboard
from bot.feature import decision
from bot.feature.contract import Context
from bot.rendering import render_line
from bot.words import heure
from handlers.presence import attentes
from storage import presences
from storage.models import Presence

MOVED: Final = "🔁 {{ site }} : présence en cours depuis {{ heure }}."


def following(context: Context, left: Presence) -> Presence | None:
    """The one to which a change of site led from `left`, whichever of the two changed."""
    if left.fin is None:
        return None
    after = left.fin + timedelta(seconds=1)
    begun = presences.touching(context.tx, left.binome_id, left.fin, after)
    moved = (one for one in begun if one.source.endswith(presences.MOVED))
    return next((one for one in moved if one.debut == left.fin), None)


def announced(context: Context, presence: Presence) -> tuple[str, Keyboard]:
    """« 🔁 Site B : présence en cours depuis 18 h 04. » (HTML), what is to be done there, keys."""
    waiting = attentes.of(context, presence)
    slug = context.programme.site_slugs[presence.site_id]
    site = context.programme.config.site(slug).label
    text = render_line(MOVED, site=site, heure=heure(presence.debut))
    text += context.render(attentes.WAITING, **waiting.said)
    text += decision.begun(context, presence)
    return text, attentes.buttons(waiting, presence)

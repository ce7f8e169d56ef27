"""What objet_a_rendre brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.objet_a_rendre import clock, page

FEATURE = Feature(pages=(page.PAGE,), clocks={"things to give back": clock.tell})

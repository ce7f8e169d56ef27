"""What precision brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from bot.feature.precisions import PRECISER
from handlers.precision import buttons

FEATURE = Feature(buttons={PRECISER: buttons.press})

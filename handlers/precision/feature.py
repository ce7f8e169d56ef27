"""What precision brings to the house."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from bot.feature.precisions import PRECISER
from handlers.precision import buttons

FEATURE = Feature(buttons={PRECISER: Guarded(Droit.PRECISER, buttons.press)})

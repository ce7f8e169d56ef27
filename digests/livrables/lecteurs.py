"""Who may have a validated document from a dashboard, as the diffusion matrix says (§4.7)."""

from __future__ import annotations

from typing import Final

from bot.domain.bord import Audience

PLEIN: Final = frozenset({Audience.TECHNIQUE, Audience.COMMANDITAIRE})
"""Those who decide, and who pay: site by site, the whole programme."""
LIEU: Final = PLEIN | {Audience.OPERATIONNEL, Audience.COMPTE}
"""And who follows that site."""
TOUS: Final = LIEU | {Audience.ELUS}
"""And who reads by quartier alone: nothing of it is told site by site, or it is told to all."""
BAILLEUR: Final = frozenset({Audience.TECHNIQUE, Audience.BAILLEUR})
"""The comité technique, and that landlord."""

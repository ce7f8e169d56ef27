"""What document brings to the house."""

from __future__ import annotations

from bot.casework.livrable import redaction
from bot.feature.door import Feature
from handlers.document import actions, command, defaire, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    gestes={actions.DEED: defaire.DEFAISABLE},
    clocks={"figures of documents to freeze": redaction.freeze_due},
    habits={"documents that were asked for": redaction.write},
    command=command.app,
)

"""What several features tell a conversation, or read from it, without any question."""

from __future__ import annotations

from typing import Final

from bot.engine.script import Beforehand

PRESENCE: Final = Beforehand[int]("presence")
"""The presence (row id) in which everything is entered: no question asks where."""
DEMANDE: Final = Beforehand[int]("demande")
"""The direct request (row id) that what is entered answers."""
PRECONISATION: Final = Beforehand[int]("preconisation")
"""The préconisation (row id) that is answered."""
MESSAGE: Final = Beforehand[int]("message")
"""The message that said it all, read again when it is edited."""
MOT_DIT: Final = Beforehand[str]("mot_dit")
"""Words typed from nowhere, to be kept about what is recorded, and reread (P7)."""
AUSSI: Final = Beforehand[list[int]]("aussi")
"""Other messages that say as much of it, which a conversation took in while it waited."""
LIEUX_DITS: Final = Beforehand[list[str]]("lieux_dits")
"""Words typed in this conversation that whoever typed them said to be a place, and nobody."""
INVITATION: Final = Beforehand[int]("invitation")
"""The invitation (row id) of whoever joins, in which DISPOSITIF (row id)."""
DISPOSITIF: Final = Beforehand[int]("dispositif")

"""Web addresses in what people type, written so that no screen makes a link of them."""

from __future__ import annotations

import re
from typing import Final

_MOT: Final = re.compile(r"\S+")
_PROTOCOLE: Final = re.compile(r"[a-z][a-z0-9+.-]{1,15}:/{1,}", re.IGNORECASE)
_POINT: Final = re.compile(r"(?<=[^\W_])\.(?=[^\W\d_]{2})")
"""« www.example.org », and « cassé.il faut » too: a full stop that forgot its blank."""
_TOUT_POINT: Final = re.compile(r"\.(?=\w)")
_COMMANDE: Final = re.compile(r"/(?=[a-z_])", re.IGNORECASE)
"""« /revoquer » is a button in a chat, for whoever reads it there."""


def sans_lien(texte: str) -> str:
    """`texte` whose addresses are read and not followed: « example. org/page », « / revoquer ».

    Chats and letters make a link of « www.example.org » by themselves. « ici@example.org »
    is left as it is.
    """
    return _MOT.sub(lambda match: _mot(match.group()), texte)


def _mot(mot: str) -> str:
    bare = _PROTOCOLE.sub("", mot)
    if bare != mot:
        return _TOUT_POINT.sub(". ", bare)
    if "@" in mot:
        return mot
    spaced = _POINT.sub(". ", mot)
    return _COMMANDE.sub("/ ", spaced, count=1) if mot.startswith("/") else spaced

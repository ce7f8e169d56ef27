"""The column of words that people type: it holds those that were checked, and no others."""

from __future__ import annotations

from typing import Annotated, Final

from sqlalchemy import Dialect, Text
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

LIBRE: Final = "libre"
"""In the `info` of a column: people type what it holds, and it was checked (`storage.textes`)."""


class TexteVerifie(str):
    """Words that were searched for whoever they name; made by `storage.textes` alone (P7).

    `net`: they name nobody, or who typed them said that it is a place. False for words that were
    kept all the same, which leave the team only reread; None for what the base held already.
    """

    __slots__ = ("net",)
    net: bool | None

    def __new__(cls, texte: str, *, net: bool | None) -> TexteVerifie:
        made = super().__new__(cls, texte)
        made.net = net
        return made


class ColonneLibre(TypeDecorator[TexteVerifie]):
    """Raises TypeError for words that nobody checked: no new field can forget to ask."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value and not isinstance(value, TexteVerifie):
            raise TypeError("words that were not checked: storage.textes makes those that are")
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> TexteVerifie | None:
        return None if value is None else TexteVerifie(value, net=None)


Libre = Annotated[TexteVerifie, mapped_column(ColonneLibre(), info={LIBRE: True})]
RIEN: Final = TexteVerifie("", net=True)
"""Nothing was written: it names nobody."""

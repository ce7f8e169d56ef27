"""What a visitor typed in a form, where it may name somebody: the form comes back and asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.casework.textes_gardes import LIEU, may_be_places
from bot.domain.nominatif import proposition, urgences
from bot.feature.page import ToMend
from bot.rendering import render_line
from storage import textes
from storage.work import Work

LONGEST: Final = 1_000
"""Characters that are searched for a page: each field refuses fewer, and says so. A body of them
all, which nothing refuses before its page is drawn again, would hold everybody for seconds."""
FIELD: Final = "nomme"
"""The field of what they choose, under their own words."""
REMPLACER: Final = "remplacer"
NAMED: Final = "Vos mots parlent peut-être de quelqu'un : choisissez, sous votre texte."
DANGER: Final = (
    "Quelqu'un est en danger ? Appelez : {{ numeros|join(', ') }}. N'attendez pas de réponse ici."
)


@dataclass(frozen=True, slots=True)
class MotsNommes:
    """The text cut where it names somebody, what it would become, and what may be chosen."""

    morceaux: Sequence[tuple[str, bool]]
    general: str
    lieu: bool


def question(work: Work, texte: str, *, lieu: bool = False) -> MotsNommes | None:
    """What the page asks under these words; None where they name nobody, or are too many."""
    if len(texte) > LONGEST:
        return None
    found = textes.trouves(work, texte, lieu=lieu)
    if not found:
        return None
    return MotsNommes(
        textes.morceaux(texte, found), proposition(texte, found), may_be_places(found)
    )


def answered(work: Work, form: Mapping[str, str], texte: str, *, lieu: bool = False) -> str:
    """`texte` as the visitor lets it go, and `work` told which words are a place.

    Raises ToMend while they name somebody and nothing was chosen; in danger, the numbers to call.
    """
    found = textes.trouves(work, texte, lieu=lieu)
    choice = form.get(FIELD, "")
    if not found:
        return texte
    if choice == REMPLACER:
        return proposition(texte, found)
    if choice == LIEU and may_be_places(found):
        work.lieux_dits |= {textes.mots(texte, one) for one in found}
        return texte
    numeros = urgences(found)
    raise ToMend(render_line(DANGER, numeros=numeros) if numeros else NAMED)

"""Words that were reread: what surprised, what is recommended, a word on an entry (§4.7)."""

from __future__ import annotations

from digests.contract import Figures, Recueil, Section, Vue


def read(_recueil: Recueil) -> Figures:
    """No figure: its words are joined as the letter leaves (`digests.textes`)."""
    return {}


def show(numbers: Figures) -> Vue:
    return {"lignes": numbers["lignes"]}


SECTION = Section(ordre=35, titre="Ce qui est relevé", figures=read, vue=show)

"""À retenir: three sentences of the coordination at most, validated (000 l.134, §4.2)."""

from __future__ import annotations

from digests.contract import Figures, Recueil, Section, Vue


def read(_recueil: Recueil) -> Figures:
    """No figure: its sentences are joined as the letter leaves (`digests.textes`)."""
    return {}


def show(numbers: Figures) -> Vue:
    return {"phrases": numbers["phrases"]}


SECTION = Section(ordre=1, titre="À retenir", figures=read, vue=show)

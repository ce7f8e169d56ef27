"""What each commanditaire brings of a year's cost: a sum, or a share with its ceiling."""

from __future__ import annotations


def montant(
    euros: int | None, pct: float | None, plafond: int | None, cout: int | None
) -> int | None:
    """Euros a year, to the nearest one; None where the convention says nothing (000 l.172).

    A sum that is written stands; a share is that of `cout`, up to `plafond` (001 l.57: 28 % of
    160 000 €, at most 45 000 €).
    """
    if euros is not None:
        return euros
    if pct is None or cout is None:
        return None
    due = round(pct * cout / 100)
    return due if plafond is None else min(due, plafond)

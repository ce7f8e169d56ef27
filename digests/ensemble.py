"""Several points hebdo in one letter, for whoever sits in several comités; each stays whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from digests import render, words
from digests.contract import Snapshot
from digests.render import Links

SAME: Final = ("semaine", "territoire", "vide", "en_retard", "sections")
"""What two comités read alike when all of it is equal: it is then said once, for both."""


LETTRE: Final = "/lettre"
"""From the page where a reader leaves to the one where the letter stands whole."""


def letter(snapshots: Sequence[Snapshot], link: str, tableau: str) -> dict[str, Any]:
    """The words of one letter: `subject`, `text`, `html`.

    snapshots: of one week and one programme, one for each comité of the reader, in their order;
    link: where the reader leaves them all; tableau: the dashboard of what they follow.
    """
    points = _said_once(snapshots)
    links = Links(desabonnement=link, lettre=f"{link}{LETTRE}", tableau=tableau)
    if len(points) == 1:
        return {
            "subject": render.subject(points[0]),
            "text": render.render_text(points[0], links),
            "html": render.render_html(points[0], links),
        }
    return {
        "subject": words.subject_of_several(snapshots),
        "text": render.several_text(points, links),
        "html": render.several_html(points, links),
    }


def _said_once(snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """Comités that read the very same figures share one point, under both their names."""
    points: list[Snapshot] = []
    for one in snapshots:
        alike = next((p for p in points if all(p[key] == one[key] for key in SAME)), None)
        if alike is None:
            points.append({**one, "comite": dict(one["comite"])})
        else:
            alike["comite"]["label"] += f", {one['comite']['label']}"
    return points

"""Points hebdo on a page of their own: block by block, and the PDF of each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from bot.feature.page import Fichier
from digests import imprime, render
from digests.contract import Snapshot
from digests.feuille import blocks
from storage.machine.db import Tx


def shown(snapshots: Iterable[Snapshot]) -> list[dict[str, Any]]:
    """What a template shows of each, in their order."""
    return [
        {"comite": one["comite"]["label"], "blocs": blocks(render.render_whole(one))}
        for one in snapshots
    ]


def printed(snapshots: Iterable[Snapshot]) -> list[Fichier]:
    """The PDF of each, in the same order."""
    return [
        Fichier(
            f"{one['comite']['slug']}_{one['semaine']}.pdf",
            "application/pdf",
            partial(_printed, one),
        )
        for one in snapshots
    ]


def _printed(one: Snapshot, _tx: Tx) -> bytes:
    return imprime.pdf(one)

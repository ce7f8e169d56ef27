"""A point hebdo written to files, to look at it without sending it to anyone."""

from __future__ import annotations

import json
from pathlib import Path

from bot.domain.semaine import Semaine
from digests import render
from digests.compose import compose
from digests.contract import Snapshot
from digests.due import frozen
from digests.render import Links
from storage.dispositif import Comite, actifs
from storage.machine.db import Tx
from storage.programme import Programme


def snapshots(
    tx: Tx, programme: Programme, semaine: Semaine, territoire: str | None = None
) -> list[Snapshot]:
    """For each comité (of `territoire`, when given), the frozen snapshot, else an unfrozen one.

    Only reads. Raises ValueError, in French, for an unknown territoire.
    """
    known = {one.slug for one in programme.config.territoires}
    if territoire is not None and territoire not in known:
        names = ", ".join(sorted(known))
        raise ValueError(f"territoire « {territoire} » inconnu : choisissez parmi {names}")
    comites = (
        comite
        for comite in actifs(programme.config.comites)
        if territoire in (None, comite.territoire)
    )
    return [_snapshot(tx, programme, comite, semaine) for comite in comites]


def _snapshot(tx: Tx, programme: Programme, comite: Comite, semaine: Semaine) -> Snapshot:
    kept = frozen(tx, programme, comite.slug, semaine)
    return kept.instantane if kept else compose(tx, programme, comite, semaine)


def write(snapshot: Snapshot, out_dir: Path) -> list[Path]:
    """HTML, text and JSON of one snapshot; the files, under `out_dir`, replaced if there."""
    out_dir.mkdir(parents=True, exist_ok=True)
    stem = f"point-hebdo_{snapshot['comite']['slug']}_{snapshot['semaine']}"
    contents = {
        "html": render.render_html(snapshot, Links()),
        "txt": render.render_text(snapshot, Links()),
        "json": json.dumps(snapshot, ensure_ascii=False, indent=2) + "\n",
    }
    written = []
    for suffix, content in contents.items():
        path = out_dir / f"{stem}.{suffix}"
        path.write_text(content, encoding="utf-8")
        written.append(path)
    return written

"""Written block after block, each in a transaction of its own, a document says the same."""

from __future__ import annotations

import pytest

from bot.casework.livrable import actes, ecrit, redaction
from bot.livrables import livrables
from storage import livrables as versions
from storage.machine.db import Database
from storage.work import ClockJob, More, Work
from tests.digests.documents.test_every_livrable import ASKED, NOW
from tests.digests.scene import open_scene, paris


@pytest.mark.parametrize("nom", list(livrables()))
def test_what_the_clock_writes_in_steps_is_what_is_read_at_once(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, nom: str
) -> None:
    """Between two blocks another transaction begins: nothing is kept of the one before."""
    monkeypatch.setattr(redaction, "STEP_SECONDS", 0.0)
    livrable = livrables()[nom]
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx)
        scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
        scene.rencontres("2026-11-17 17:30", ados=30, jeunes_adultes=20)
        programme, now = scene.programme, paris(NOW)
        cible = livrable.cible(Work(tx, programme, now), ASKED[livrable.sorte])
        row = actes.opened(Work(tx, programme, now), nom, cible)
        row.statut = "presente"
        actes.ask(Work(tx, programme, now), row)
        whole = ecrit.composed(Work(tx, programme, now), livrable, cible)
    job: ClockJob | None = redaction.write
    steps = 0
    while job is not None:
        with sqlite_database.transaction() as tx:
            answer = job(Work(tx, programme, now))
        job = answer.ready() if isinstance(answer, More) else None
        steps += 1
    assert steps > len(livrable.chapitres)
    with sqlite_database.transaction() as tx:
        (kept,) = versions.every(tx, programme.id)
        assert kept.demande_le is None
        for written, read in zip(kept.contenu["parties"], whole["parties"], strict=True):
            assert written == read

"""« Doublon », said by mistake: taken back within a day, and nobody stays with the wrong news."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.vies.signalement import StatutSignalement
from handlers.reponse_service.buttons import CORRECTED, NOT_CORRECTED
from storage.signalements import actes
from tests.bot.casework.terrain import ECLAIRAGE, GROUPE, Terrain
from tests.handlers.reponse_service.test_buttons import press, terrain

__all__ = ["terrain"]


def test_a_duplicate_is_corrected_and_the_other_case_counts_it_no_more(terrain: Terrain) -> None:
    terrain.emit()
    terrain.all_sent()
    second = next(one.id for one in terrain.alertes() if one.signalement_id == 2)
    press(terrain, "refus.doublon-1", alerte=second)
    assert terrain.row(2).statut == StatutSignalement.DOUBLON
    theirs = [row for row in terrain.outbox(GROUPE) if row.sujet == f"alerte:{second}"]
    assert "Corriger ma réponse" in str(theirs[-1].contenu["keyboard"])
    assert press(terrain, "corriger", alerte=second).toast == CORRECTED
    assert terrain.row(2).statut == StatutSignalement.EMIS
    with terrain.tx() as tx:
        seen = [one for one in actes(tx, 1) if one.motif == "V-0002"]
        assert [one.defait_le is None for one in seen] == [False], "nor was it seen there"
    said = [one.contenu["text"] for one in terrain.outbox(ECLAIRAGE)][-1]
    assert "ce n'est pas un doublon, il est toujours à réparer." in said
    terrain.clock.advance(timedelta(hours=1))
    press(terrain, "refus.doublon-1", alerte=second)
    terrain.clock.advance(timedelta(hours=25))
    assert press(terrain, "corriger", alerte=second).toast == NOT_CORRECTED

"""What a comité opérationnel is shown at a meeting, and of a whole intervention (000 l.73)."""

from __future__ import annotations

from datetime import date

from bot.livrables import livrables
from storage.work import Work
from tests.digests.livrables.test_periode import lines, of
from tests.digests.livrables.test_trimestre import meets
from tests.digests.scene import Scene, paris

NOW = "2026-11-24 09:00"


def test_a_comite_is_shown_the_weeks_since_it_met_and_the_two_to_come(soiree: Scene) -> None:
    soiree.presence("2026-10-20 17:00", "2026-10-20 20:00")
    meets(soiree, date(2026, 11, 9), "Passer le samedi.", "comite-operationnel-ouest")
    meets(soiree, date(2026, 11, 30), "", "comite-operationnel-ouest")
    work, livrable = Work(soiree.tx, soiree.programme, paris(NOW)), livrables()["support_comite"]
    (past, next_) = livrable.attendus(work)
    assert (past.terme, next_.brouillon) == (date(2026, 11, 9), date(2026, 11, 23))
    # Without a day, it is the next meeting that is meant.
    assert livrable.cible(work, "comite-operationnel-ouest") == next_.cible
    support = of(soiree, "support_comite", "comite-operationnel-ouest.2026-11-30", NOW)
    assert lines(support, "2") == ["9 novembre 2026 : Passer le samedi."]
    # What came before its last meeting was told then.
    assert any(line.startswith("Site A | 3 h 48 |") for line in lines(support, "3"))
    assert any(line.startswith("Site A | ") for line in lines(support, "1"))
    assert any(line.startswith("Site A | 23 | ") for line in lines(support, "3"))
    assert any(
        line.startswith("Site A | 17 h – 21 h | 30/11, 01/12") for line in lines(support, "4")
    )
    kept = lines(support, "6")
    assert "Réunions de ce comité depuis le 12 octobre 2026 | 1 sur 3" in kept
    assert any("Compte rendu" in line for line in kept)
    planning = of(soiree, "planning_previsionnel", "site-a")
    weeks = lines(planning, "2")
    assert weeks[0].startswith("dès le 05/10 | 24 h 00")
    assert weeks[-1].startswith("Ensemble | ")
    assert lines(planning, "3")[0].startswith("Périodes sans aucun créneau | ")
    assert any(line.startswith("Mission locale | Emploi") for line in lines(planning, "6"))

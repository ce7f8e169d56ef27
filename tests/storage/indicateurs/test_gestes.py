"""What the mediators did in a conflict."""

from __future__ import annotations

from storage.indicateurs import gestes
from storage.models import Conflit
from tests.digests.scene import Scene
from tests.storage.indicateurs.vecu import note, of_november


def test_what_was_done_is_counted_by_deed(scene: Scene) -> None:
    for done in (["desamorcage", "rappel-regles-cf"], ["desamorcage"]):
        seen = note(
            scene, Conflit, "2026-11-17 19:00", type="voisinage", issue="apaise", gestes=[]
        )
        seen.gestes = done
    scene.tx.flush()
    whole = of_november(scene)
    assert gestes.gestes_mediation(whole).par == {"desamorcage": 2, "rappel-regles-cf": 1}
    assert gestes.gestes_mediation(whole.at(1)).n == 0

"""What the mediators did, by answer and by deed."""

from __future__ import annotations

from storage.indicateurs import gestes
from storage.models import Conflit, Sollicitation
from tests.digests.scene import Scene
from tests.storage.indicateurs.vecu import note, of_november


def test_what_was_done_is_counted_by_answer_and_by_deed(scene: Scene) -> None:
    for reponse in ("ecoute", "ecoute", "orientation"):
        note(scene, Sollicitation, "2026-11-10 19:00", type="emploi", reponse=reponse)
    for done in (["desamorcage", "rappel-regles-cf"], ["desamorcage"]):
        seen = note(
            scene, Conflit, "2026-11-17 19:00", type="voisinage", issue="apaise", gestes=[]
        )
        seen.gestes = done
    scene.tx.flush()
    whole = of_november(scene)
    assert gestes.ce_qui_a_ete_fait(whole).par == {"ecoute": 2, "orientation": 1}
    assert gestes.gestes_mediation(whole).par == {"desamorcage": 2, "rappel-regles-cf": 1}
    assert gestes.ce_qui_a_ete_fait(whole.at(2)).n == 0

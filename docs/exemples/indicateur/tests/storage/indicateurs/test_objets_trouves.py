"""Things found are counted where and when they were, and by the kind of place."""

from __future__ import annotations

from storage.indicateurs.objets_trouves import objets_trouves
from storage.models.objets_trouves import ObjetTrouve
from tests.digests.scene import Scene
from tests.storage.indicateurs.vecu import note, of_november


def test_they_are_counted_by_kind_of_place(scene: Scene) -> None:
    for le, lieu in (("2026-11-10 18:00", "rue"), ("2026-11-17 18:00", "hall")):
        note(scene, ObjetTrouve, le, lieu=lieu, chose="cles")
    november = of_november(scene)
    assert objets_trouves(november).par == {"rue": 1, "hall": 1}
    assert objets_trouves(november.at(1)).par == {"rue": 1}
    assert objets_trouves(november.during("journee")).n == 0

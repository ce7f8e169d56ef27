"""What the dispositif's file calls its places and bodies names nobody."""

from __future__ import annotations

from bot.domain.nominatif import passages
from storage.dispositif.reperes import reperes_of
from tests.storage.dispositif_cast import example


def test_quartiers_that_bear_a_name_are_places() -> None:
    texte = "Marcel Paul et Philéas Lebesgue calmes, Yanis à Pierre Rollin"
    found = passages(texte, reperes_of([example("amiens")]))
    assert [texte[one.debut : one.fin] for one in found] == ["Yanis"]

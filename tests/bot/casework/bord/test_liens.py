"""The link that letters carry: one for a comité until it is taken back, then another."""

from __future__ import annotations

import pytest

from bot.casework.bord import liens
from bot.domain.bord import Audience
from storage import liens_bord
from tests.bot.casework.terrain import COORDINATRICE, Terrain


@pytest.mark.parametrize(
    ("comite", "lecteur"),
    [
        ("comite-operationnel-ouest", Audience.OPERATIONNEL),
        ("comite-technique", Audience.TECHNIQUE),
        ("clspd", Audience.ELUS),
    ],
)
def test_each_letter_of_a_comite_carries_the_same_link_as_deep_as_it_may_read(
    terrain: Terrain, comite: str, lecteur: Audience
) -> None:
    with terrain.work() as work:
        which = next(one for one in terrain.programme.config.comites if one.slug == comite)
        row = liens.for_letters(work, which)
        assert (row.lecteur, row.expire_le) == (lecteur, None)
        assert liens.for_letters(work, which).id == row.id
        assert liens.take_back(work, row, terrain.people[COORDINATRICE])
        assert not liens.take_back(work, row, terrain.people[COORDINATRICE])
        assert not liens_bord.opens(work.tx, row, work.now)
        assert liens.for_letters(work, which).id != row.id

"""The team's share in the street, out of its band over twelve weeks: said once, and listed."""

from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest

from handlers.echeances import clock
from storage.models import Outbox
from tests.handlers.hors_terrain.test_hors_terrain import works
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team


@pytest.mark.parametrize(("out", "said"), [(("3 h",), True), (("3 h", "2 h"), False)])
def test_a_share_out_of_its_band_is_said_on_the_first_monday(
    team: Team, out: tuple[str, ...], said: bool
) -> None:
    """Six hours in the street against three is 67 %, against five 55 %: from 55 to 65 is well."""
    works(team, team.clock.now(), 6)
    for who in (MEDIATRICE, MEDIATEUR):
        for category, length in zip(("Préparation", "Écrits"), out, strict=False):
            team.says(who, "/hors_terrain")
            team.taps(who, category, length)
    team.clock.set(datetime(2026, 12, 7, 8, tzinfo=UTC))
    for _ in range(2):
        team.rings(clock.remind)
    share = "67 % en présence sur 12 semaines, le repère est 60 %"
    rows = [html.unescape(one.contenu.get("text", "")) for one in team.rows(Outbox)]
    told = [text for text in rows if share in text]
    assert len(told) == 2 * said, "once on the phone, once in the mailbox"
    assert (share in "".join(listed(team))) is said


def listed(team: Team) -> list[str]:
    """Every page of « Ma semaine »."""
    pages, number = [team.says(COORDINATION, "📌 Ma semaine")], 2
    while (label := f"Page {number} ›") in team.labels(COORDINATION):
        pages, number = [*pages, team.taps(COORDINATION, label)], number + 1
    return pages

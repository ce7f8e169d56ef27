"""Whose a row is, and of which programme, is asked of one decision (`bot.feature.portee`)."""

from __future__ import annotations

import re
from typing import Final

from tests.test_house_rules import CODE

BY_HAND: Final = re.compile(r"\brow\.dispositif_id (?:==|!=) \w+")
"""« row.dispositif_id == … » of a row that was read by its number."""


def test_nobody_compares_by_hand_whose_a_row_is() -> None:
    compared = {
        str(path): found
        for path in CODE
        if (found := BY_HAND.findall(path.read_text(encoding="utf-8")))
    }
    assert compared == {}, "portee.found, or portee.reaches"

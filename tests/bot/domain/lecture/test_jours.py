"""Days and hours as they are said: taken, asked, or refused aloud; never today's by default."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.clock import paris
from bot.domain.lecture import positions
from bot.domain.lecture.jours import lire_quand, near_heure
from bot.domain.lecture.positions import Coordonnees
from bot.domain.lecture.quand import InstantDit, resolve

NOW = datetime(2026, 11, 17, 18, 4, tzinfo=UTC)
"""Tuesday, 19:04 in Paris."""


def said(text: str) -> InstantDit:
    quand = lire_quand(text)
    assert quand is not None, text
    return resolve(quand, NOW)


@pytest.mark.parametrize(
    ("text", "moment"),
    [("18h30", "17 18:30"), ("samedi 16h", "14 16:00"), ("avant-hier à 16h", "15 16:00"),
     ("hier soir vers 21h", "16 21:00"), ("le 14/11 à 17h", "14 17:00"),
     ("dimanche 15 novembre 16h", "15 16:00"), ("jeudi dernier vers 16h", "12 16:00"),
     ("[16/11/2026 16:03:12] Collègue :", "16 16:03"), ("il y a 20 min", "17 18:44"),
     ("à six heures et demie du soir", "17 18:30"), ("18 heures trente", "17 18:30"),
     ("2026-11-16 9h", "16 09:00"), ("hier 8h du soir", "16 20:00"), ("hier à midi", "16 12:00")],
)  # fmt: skip
def test_a_moment_said_is_that_moment(text: str, moment: str) -> None:
    le = said(text).le
    assert le is not None
    assert f"{paris(le):%d %H:%M}" == moment


@pytest.mark.parametrize(
    ("text", "days"),
    [("mardi", [17, 10]), ("l'autre jour", [17, 16, 15, 14, 13, 12, 11, 10]),
     ("hier mercredi", [17, 16, 15, 14, 13, 12, 11, 10])],
)  # fmt: skip
def test_what_may_be_two_days_is_asked(text: str, days: list[int]) -> None:
    assert [day.day for day in said(text).days] == days


@pytest.mark.parametrize("text", ["hier soir", "lundi", "ce matin", "de 14h à 16h"])
def test_a_day_without_its_hour_is_asked_its_hour(text: str) -> None:
    found = said(text)
    assert found.le is None
    assert found.day in (date(2026, 11, 16), date(2026, 11, 17))


def test_what_is_to_come_or_too_old_is_no_moment() -> None:
    assert said("23h").to_come
    assert said("20/11 à 9h").to_come
    assert said("01/10 à 9h").too_old


@pytest.mark.parametrize(
    "text", ["depuis lundi", "demain", "tous les samedis", "le mercredi", "8"]
)
def test_what_is_not_when_it_happened_is_not_read(text: str) -> None:
    assert lire_quand(text) is None


def test_an_hour_corrected_stays_on_its_own_night_unless_its_day_is_said() -> None:
    noted = datetime(2026, 11, 15, 22, 30, tzinfo=UTC)
    near, other = near_heure("1h", noted, NOW), near_heure("lundi 16h", noted, NOW)
    assert near == datetime(2026, 11, 16, 0, 0, tzinfo=UTC)
    assert other == datetime(2026, 11, 16, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    ["https://cartes.example.org/?q=49.9012,2.2571", "49.9012, 2.2571", "geo:49.9012,2.2571",
     "https://plan.example.org/?mlat=49.9012&mlon=2.2571#map=19/49/2",
     "49°54'04.3\"N 2°15'25.6\"E", "8FX4W724+FR", "W724+FR"],
)  # fmt: skip
def test_a_position_is_read_however_it_is_pasted(written: str) -> None:
    found = positions.read(written, near=Coordonnees(49.90, 2.30))
    assert found is not None
    assert (round(found.latitude, 3), round(found.longitude, 3)) == (49.901, 2.257)


def test_a_link_that_tells_no_place_is_none() -> None:
    assert positions.read("https://court.example.org/abcdef") is None
    assert positions.read("W724+FR") is None
    assert positions.read("149.9012, 2.2571") is None

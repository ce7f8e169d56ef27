"""Declared time, U1 to U4: what leaves, when, for everybody; one thing more, or less, fails."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

import pytest

from bot.domain.vies.signalement import ActeSignalement
from storage.machine.db import Database
from tests.bot.casework.signalement.temps import at, lived
from tests.bot.casework.terrain import (
    BINOME,
    COORDINATRICE,
    ECLAIRAGE,
    MEDIATRICE,
    PROXIMITE,
    Terrain,
    open_terrain,
)

TAG: Final[dict[str, Any]] = {"categorie": "vt-tag", "service": "sv-proprete"}
QUI: Final = {
    ECLAIRAGE: "service",
    "proprete@amiens.example.org": "service",
    PROXIMITE: "direction",
    "coordination@mediation.example.org": "coordination",
    str(COORDINATRICE): "coordination",
    str(MEDIATRICE): "binôme",
    str(BINOME): "binôme",
}
FOIS: Final = {"service": 1, "direction": 1, "coordination": 2, "binôme": 2}
"""How many read it: the coordination by its thread and by mail, each of the two mediators."""
QUOI: Final = {
    "danger immédiat. ": "danger",
    "Sans réponse du service": "relève",
    "Rappel : ": "rappel",
    "Téléphonez : ": "téléphonez",
    "C'est transmis": "transmis",
    "c'est à vous de joindre": "à vous",
    "la coordination sait": "la coordination sait",
    "C'est clos": "réparé",
    "[V-0001] ": "alerte",
}
"""By the first of these words that it holds."""


@pytest.fixture
def terrain(sqlite_database: Database) -> Terrain:
    return open_terrain(sqlite_database)


def reported(terrain: Terrain, urgence: str, when: str) -> None:
    """A danger, a dead lamp, a tag; nobody will answer."""
    at(terrain, when)
    what = TAG if urgence in ("u3", "u4") else {}
    terrain.emit(urgence=urgence, danger=urgence == "u1", **what)


def said(terrain: Terrain, until: str, *, down: bool = False) -> list[str]:
    """« Fri 25 23:50 · coordination danger · service alerte », an instant after the other."""
    found: dict[str, Counter[str]] = {}
    for hour, row in lived(terrain, until, down=down):
        who = QUI[row.address]
        text = row.content["subject"] if who in ("service", "direction") else row.content["text"]
        read = text.replace("&#39;", "'")
        what = next(short for words, short in QUOI.items() if words in read)
        found.setdefault(hour.removesuffix(":00"), Counter())[f"{who} {what}"] += 1
    return [" · ".join((hour, *sorted(map(_times, n.items())))) for hour, n in found.items()]


def _times(line: tuple[str, int]) -> str:
    """Only what is not read as many times as it should be is counted."""
    told, times = line
    return told if times == FOIS[told.partition(" ")[0]] else f"{told} ×{times}"


DANGER_A_NOEL: Final = """\
Fri 25 23:50 · coordination danger · service alerte
Sat 26 00:05 · coordination téléphonez · service rappel
Sat 26 00:20 · binôme transmis · coordination transmis · direction relève
Sat 26 00:35 · binôme la coordination sait · coordination à vous"""
DANGER_LA_NUIT_OU_L_HEURE_CHANGE: Final = """\
Sun 28 01:50 · coordination danger · service alerte
Sun 28 03:05 · coordination téléphonez · service rappel
Sun 28 03:20 · binôme transmis · coordination transmis · direction relève
Sun 28 03:35 · binôme la coordination sait · coordination à vous"""
"""Two o'clock is three: its quarters of an hour go on."""
LAMPE_LA_VEILLE_DE_NOEL: Final = """\
Fri 25 07:00 · service alerte
Mon 28 08:05 · service rappel
Mon 28 12:00 · binôme transmis · coordination transmis
Mon 28 12:05 · direction relève
Tue 29 08:00 · binôme la coordination sait · coordination à vous"""
"""Its whole delay is a holiday and a week-end: the service has a morning before it is relayed."""
LAMPE_UN_VENDREDI: Final = """\
Fri 20 16:00:20 · service alerte
Mon 23 08:05 · service rappel
Mon 23 16:01 · binôme transmis · coordination transmis
Mon 23 16:05 · direction relève
Tue 24 16:01 · binôme la coordination sait · coordination à vous"""
TAG_AVANT_PAQUES: Final = """\
Tue 30 08:00 · service alerte
Thu 01 08:00 · service rappel
Tue 06 07:45 · binôme transmis · coordination transmis
Tue 06 08:00 · direction relève
Thu 08 07:45 · binôme la coordination sait · coordination à vous"""
TAG_EN_OCTOBRE: Final = """\
Mon 26 08:00 · service alerte
Tue 03 08:00 · service rappel
Wed 25 07:45 · binôme transmis · coordination transmis
Wed 25 08:00 · direction relève
Thu 03 07:45 · binôme la coordination sait · coordination à vous"""
"""The clocks go back in that night, All Saints is a Sunday."""


@pytest.mark.parametrize(
    ("urgence", "when", "declared"),
    [
        ("u1", "2026-12-25 23:50", DANGER_A_NOEL),
        ("u1", "2027-03-28 01:50", DANGER_LA_NUIT_OU_L_HEURE_CHANGE),
        ("u2", "2026-12-24 21:30", LAMPE_LA_VEILLE_DE_NOEL),
        ("u2", "2026-11-20 16:00", LAMPE_UN_VENDREDI),
        ("u3", "2027-03-26 17:00", TAG_AVANT_PAQUES),
        ("u4", "2026-10-23 17:00", TAG_EN_OCTOBRE),
    ],
)
def test_nobody_answers(terrain: Terrain, urgence: str, when: str, declared: str) -> None:
    reported(terrain, urgence, when)
    assert "\n".join(said(terrain, "2027-12-31 00:00")) == declared


DANGER_TROIS_JOURS_APRES: Final = """\
Mon 28 23:50 · coordination danger · service alerte
Tue 29 00:05 · coordination téléphonez · service rappel
Tue 29 00:20 · binôme transmis · coordination transmis · direction relève
Tue 29 00:35 · binôme la coordination sait · coordination à vous"""
LAMPE_CINQ_JOURS_APRES: Final = """\
Mon 23 10:00 · service alerte
Tue 24 10:05 · service rappel
Thu 26 10:00 · binôme transmis · coordination transmis
Thu 26 10:05 · direction relève
Fri 27 10:00 · binôme la coordination sait · coordination à vous"""
TAG_CINQ_JOURS_APRES: Final = """\
Wed 31 12:00 · service alerte
Fri 02 08:00 · service rappel
Thu 08 07:45 · binôme transmis · coordination transmis
Thu 08 08:00 · direction relève
Fri 09 07:45 · binôme la coordination sait · coordination à vous"""


@pytest.mark.parametrize(
    ("urgence", "when", "back", "declared"),
    [
        ("u1", "2026-12-25 23:50", "2026-12-28 23:50", DANGER_TROIS_JOURS_APRES),
        ("u2", "2026-11-18 15:00", "2026-11-23 10:00", LAMPE_CINQ_JOURS_APRES),
        ("u3", "2027-03-26 17:00", "2027-03-31 12:00", TAG_CINQ_JOURS_APRES),
    ],
)
def test_the_bot_was_stopped_before_it_left(
    terrain: Terrain, urgence: str, when: str, back: str, declared: str
) -> None:
    """Nobody is said to have been silent of what they had not been told."""
    reported(terrain, urgence, when)
    told = said(terrain, back, down=True) + said(terrain, "2027-12-31 00:00")
    assert "\n".join(told) == declared
    relayed = next(row for row in terrain.outbox(PROXIMITE) if row.canal == "email")
    day = told[0].split()[1]
    assert re.search(rf"Sans réponse du service .* depuis le \w+ {day} ", relayed.contenu["text"])


def test_stopped_after_it_left_what_is_due_is_said_once_as_it_stands(terrain: Terrain) -> None:
    """Three days: a reminder and a relay were due; the relay alone, and nothing once closed."""
    reported(terrain, "u2", "2026-11-17 15:00")
    assert said(terrain, "2026-11-17 15:01") == ["Tue 17 15:00:20 · service alerte"]
    told = said(terrain, "2026-11-20 16:00", down=True) + said(terrain, "2026-11-20 17:00")
    assert told == [
        "Fri 20 16:00 · binôme transmis · coordination transmis",
        "Fri 20 16:05 · direction relève",
    ]
    terrain.act(1, ActeSignalement.VERIFIER_REPARE, terrain.mediateur(MEDIATRICE))
    assert said(terrain, "2027-12-31 00:00") == ["Fri 20 17:00 · binôme réparé ×1"]

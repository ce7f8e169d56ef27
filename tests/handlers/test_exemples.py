"""Every example is in the programme's own words, and is read by it to exactly what it says."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from bot.clock import MovableClock
from bot.domain.lecture.eclair import lire
from bot.domain.lecture.quand import Quand
from bot.engine.script import Reader
from bot.questions import heures, jours
from handlers.grille_presence import facts as passages
from handlers.planning import heures as creneaux
from storage.dispositif import Dispositif, load, packaged, warnings
from storage.dispositif.exemples import exemples_of
from storage.dispositif.lexique import words_of
from storage.machine.db import Database
from tests.handlers.mue import moulted
from tests.handlers.people import MEDIATRICE, open_team

OTHERS = "autres mots"


def programme(name: str) -> Dispositif:
    """A packaged one, or one of which no slug is known to the words that all share."""
    return moulted() if name == OTHERS else load(packaged(name))


@pytest.fixture(params=["amiens", "mons", OTHERS])
def config(request: pytest.FixtureRequest) -> Dispositif:
    return programme(request.param)


def test_each_piece_is_read_to_exactly_what_it_says(config: Dispositif) -> None:
    lexique = words_of(config)
    said = exemples_of(config, lexique)
    lecture = lire(said.phrase, lexique)
    assert sorted(lecture.comptes.values()) == [3, 8]
    assert len(lecture.ambiance) == len(lecture.categorie) == 1
    assert lecture.lieu == "devant le 12"
    assert [lecture.inconnus, lecture.a_demander, lecture.fourchettes] == [[], [], []]
    assert lecture.quand is None
    hier = lire(said.hier, lexique)
    assert list(hier.comptes.values()) == [8]
    assert isinstance(hier.quand, Quand)
    assert hier.quand.minutes == 19 * 60
    assert not hier.inconnus


def test_a_programme_without_any_word_shows_none() -> None:
    config = programme(OTHERS)
    nobody = config.model_copy(update={"publics": (), "roles": (), "ambiance": ()})
    said = exemples_of(nobody, words_of(nobody))
    assert (said.comptes, said.ambiance, said.un) == ("", "", "")
    assert any("compris pour : publics, ambiance." in line for line in warnings(nobody))


def test_a_whole_programme_is_not_warned_of_its_examples(config: Dispositif) -> None:
    assert not any("exemple à montrer" in line for line in warnings(config))


@pytest.mark.parametrize(
    ("reads", "sentence"),
    [
        (heures.read_heure, heures.UNREAD_HOUR),
        (jours.reader(), jours.UNREAD),
        (passages.read_hours, passages.UNREAD),
        (creneaux.read_range, creneaux.UNREAD),
    ],
)
def test_examples_of_hours_and_days_are_read_by_who_shows_them(
    reads: Reader, sentence: str
) -> None:
    now = datetime(2026, 11, 17, 20, 0, tzinfo=UTC)
    for shown in re.findall("« (.+?) »", sentence):
        assert reads(shown, {"now": now}).remark is None, shown


def test_the_bot_understands_what_it_says_to_write(
    config: Dispositif, sqlite_database: Database, clock: MovableClock
) -> None:
    team = open_team(sqlite_database, clock, config)
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    helped = team.says(MEDIATRICE, "/aide")
    shown = re.search("« (.+) »", helped)
    assert shown
    card = team.says(MEDIATRICE, shown[1])
    assert "11" in card
    assert "devant le 12" in card
    assert "Non compris" not in card
    team.says(MEDIATRICE, "/annuler")
    team.says(MEDIATRICE, "👥 Rencontres")
    again = re.search("« (.+) »", team.says(MEDIATRICE, "bla bla"))
    assert again
    assert "Non compris" not in team.says(MEDIATRICE, again[1])
    assert "Compris" in team.reads(MEDIATRICE)


def test_the_card_that_asks_again_shows_an_example_it_understands(
    config: Dispositif, sqlite_database: Database, clock: MovableClock
) -> None:
    team = open_team(sqlite_database, clock, config)
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    un = exemples_of(config, words_of(config)).un
    asked = team.says(MEDIATRICE, f"{un} et 4 zorglubs")
    assert "Non compris" in asked
    shown = re.search("par exemple « (.+?) »", asked)
    assert shown
    card = team.says(MEDIATRICE, shown[1])
    assert "Non compris" not in card
    assert "✅ Enregistrer" in team.labels(MEDIATRICE)

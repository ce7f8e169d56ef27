"""Tokens: ours are read, anything else is not, and time and keys pass."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.signing import PROOF, LienExpire, LienInvalide, Signer

# The last character has spare bits: several spellings decode to the same signature.
ALPHABET = string.ascii_letters + string.digits + "-_."
OLD, NEW = "ancienne-cle-de-trente-deux-caracteres", "nouvelle-cle-de-trente-deux-caracteres"
SALT, OTHER = "alerte-v1", "digest-v1"
LIFE = timedelta(days=14)
SENT = {
    "alerte-v1": "MTI.avx6AA.m9E4bRvCPeiV508Q1wbrZxfBi3etPi7qdVDJzBPBkRk",
    "formulaire-v1": "MTI.avx6AA.FKvJRF0fv_FY-0hz7f6tMdJXoPQpJBcnUgG1QCetx94",
    "digest-v1": "MTI.avx6AA.6wirIP6wxBRgkNr4ThMTqO2XtdJ3tXsnhKd7zmwjzo0",
    "relais-v1": "MTI.avx6AA.HFXCBWFpbaUcZ0urV3JqZGLPZezbeLHkTRWXPos1ZnU",
    "venue-v1": "MTI.avx6AA.ivg40KrXtSbPAlSZl-zXP0U4SE9LHFCScMdvQjmQe-Y",
    "demande-v1": "MTI.avx6AA.vZCO-v_sgbjfCNTezzhE9ltqI0G465IAv9CVYztJ15k",
    "acteur-v1": "MTI.avx6AA.VocMbx0pCU_yYT4LhvJugmPfg9grWfDaxFt9V0HUwRE",
    "creneau-v1": "MTI.avx6AA.LejKUVu3pviZnOuCjCQzf-YpY7JrtbYi4dyDFb77U34",
}
"""For the id 12, as earlier versions signed it with this key at this instant."""
KEY_OF_SENT = "une-cle-de-trente-deux-caracteres-ou-plus"


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 11, 17, 16, tzinfo=UTC), frozen=True)


@pytest.mark.parametrize(("salt", "token"), SENT.items())
def test_what_earlier_versions_sent_is_still_read_and_still_written(
    clock: MovableClock, salt: str, token: str
) -> None:
    signer = Signer([KEY_OF_SENT], clock)
    assert signer.sign(salt, 12) == token
    clock.advance(timedelta(days=14))
    assert signer.read(salt, token, LIFE) == 12
    assert signer.age(salt, token, 12) is not None


def test_a_token_gives_its_alerte_back_and_says_nothing_else(clock: MovableClock) -> None:
    token = Signer([NEW], clock).sign(SALT, 12)
    assert Signer([NEW], clock).read(SALT, token, LIFE) == 12
    assert len(token) <= 90


def test_no_character_of_a_token_may_be_changed(clock: MovableClock) -> None:
    signer = Signer([NEW], clock)
    token = signer.sign(SALT, 12)
    for position in range(len(token)):
        for other in ALPHABET:
            forged = token[:position] + other + token[position + 1 :]
            if forged != token:
                with pytest.raises(LienInvalide):
                    signer.read(SALT, forged, LIFE)


@pytest.mark.parametrize("nonsense", ["", ".", "..", "é", "a" * 5000, "MTI.xx.yy", "\x00"])
def test_nonsense_is_not_a_token(clock: MovableClock, nonsense: str) -> None:
    with pytest.raises(LienInvalide):
        Signer([NEW], clock).read(SALT, nonsense, LIFE)


def test_a_token_serves_one_use_only(clock: MovableClock) -> None:
    signer = Signer([NEW], clock)
    with pytest.raises(LienInvalide):
        signer.read(OTHER, signer.sign(SALT, 12), LIFE)
    with pytest.raises(LienInvalide):
        signer.read(SALT, signer.sign("formulaire-v1", 12), LIFE)


def test_a_token_lives_fourteen_days_and_then_still_says_what_it_was_for(
    clock: MovableClock,
) -> None:
    signer = Signer([NEW], clock)
    token = signer.sign(SALT, 12)
    clock.advance(timedelta(days=14))
    assert signer.read(SALT, token, LIFE) == 12
    clock.advance(timedelta(seconds=1))
    with pytest.raises(LienExpire) as expired:
        signer.read(SALT, token, LIFE)
    assert expired.value.id == 12


def test_a_clock_set_back_neither_kills_nor_revives_a_token(clock: MovableClock) -> None:
    signer = Signer([NEW], clock)
    token = signer.sign(SALT, 12)
    clock.advance(-timedelta(hours=2))
    assert signer.read(SALT, token, LIFE) == 12


def test_an_old_key_still_reads_while_the_new_one_signs(clock: MovableClock) -> None:
    before = Signer([OLD], clock).sign(SALT, 12)
    rotated = Signer([OLD, NEW], clock)
    assert rotated.read(SALT, before, LIFE) == 12
    assert Signer([NEW], clock).read(SALT, rotated.sign(SALT, 13), LIFE) == 13
    with pytest.raises(LienInvalide):
        Signer([NEW], clock).read(SALT, before, LIFE)


def test_a_form_belongs_to_one_alerte(clock: MovableClock) -> None:
    signer = Signer([NEW], clock)
    assert signer.age("formulaire-v1", signer.sign("formulaire-v1", 12), 12) is not None
    assert signer.age("formulaire-v1", signer.sign("formulaire-v1", 12), 13) is None
    assert signer.age("formulaire-v1", "", 12) is None
    assert signer.age("formulaire-v1", signer.sign(SALT, 12), 12) is None


def test_a_form_read_too_long_ago_proves_nothing(clock: MovableClock) -> None:
    signer = Signer([NEW], clock)
    token = signer.sign("formulaire-v1", 12)
    clock.advance(PROOF)
    assert signer.age("formulaire-v1", token, 12) is not None
    clock.advance(timedelta(seconds=1))
    assert signer.age("formulaire-v1", token, 12) is None


def test_a_digest_token_outlives_the_year(clock: MovableClock) -> None:
    signer = Signer([NEW], clock)
    token = signer.sign(OTHER, 7)
    clock.advance(timedelta(days=399))
    assert signer.read(OTHER, token, timedelta(days=400)) == 7


def test_a_link_to_the_grid_lives_ninety_days_and_its_form_is_its_own(clock: MovableClock) -> None:
    signer, life = Signer([NEW], clock), timedelta(days=90)
    token = signer.sign("acteur-v1", 3)
    assert signer.age("creneau-v1", signer.sign("creneau-v1", 3), 3) is not None
    assert signer.age("creneau-v1", signer.sign("creneau-v1", 3), 4) is None
    assert signer.age("creneau-v1", token, 3) is None
    clock.advance(timedelta(days=90))
    assert signer.read("acteur-v1", token, life) == 3
    clock.advance(timedelta(seconds=1))
    with pytest.raises(LienExpire):
        signer.read("acteur-v1", token, life)

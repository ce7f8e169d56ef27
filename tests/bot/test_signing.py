"""Tokens: ours are read, anything else is not, and time and keys pass."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.signing import LienExpire, LienInvalide, Signer

# The last character has spare bits: several spellings decode to the same signature.
ALPHABET = string.ascii_letters + string.digits + "-_."
OLD, NEW = "ancienne-cle-de-trente-deux-caracteres", "nouvelle-cle-de-trente-deux-caracteres"


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 11, 17, 16, tzinfo=UTC), frozen=True)


def test_a_token_gives_its_alerte_back_and_says_nothing_else(clock: MovableClock) -> None:
    token = Signer([NEW], clock).sign_alerte(12)
    assert Signer([NEW], clock).read_alerte(token) == 12
    assert len(token) <= 90


def test_no_character_of_a_token_may_be_changed(clock: MovableClock) -> None:
    signer = Signer([NEW], clock)
    token = signer.sign_alerte(12)
    for position in range(len(token)):
        for other in ALPHABET:
            forged = token[:position] + other + token[position + 1 :]
            if forged != token:
                with pytest.raises(LienInvalide):
                    signer.read_alerte(forged)


@pytest.mark.parametrize("nonsense", ["", ".", "..", "é", "a" * 5000, "MTI.xx.yy", "\x00"])
def test_nonsense_is_not_a_token(clock: MovableClock, nonsense: str) -> None:
    with pytest.raises(LienInvalide):
        Signer([NEW], clock).read_alerte(nonsense)


def test_a_token_serves_one_use_only(clock: MovableClock) -> None:
    signer = Signer([NEW], clock)
    with pytest.raises(LienInvalide):
        signer.read_digest(signer.sign_alerte(12))
    with pytest.raises(LienInvalide):
        signer.read_alerte(signer.sign_formulaire(12))


def test_a_token_lives_fourteen_days_and_then_still_says_what_it_was_for(
    clock: MovableClock,
) -> None:
    signer = Signer([NEW], clock)
    token = signer.sign_alerte(12)
    clock.advance(timedelta(days=14))
    assert signer.read_alerte(token) == 12
    clock.advance(timedelta(seconds=1))
    with pytest.raises(LienExpire) as expired:
        signer.read_alerte(token)
    assert expired.value.id == 12


def test_a_clock_set_back_neither_kills_nor_revives_a_token(clock: MovableClock) -> None:
    signer = Signer([NEW], clock)
    token = signer.sign_alerte(12)
    clock.advance(-timedelta(hours=2))
    assert signer.read_alerte(token) == 12


def test_an_old_key_still_reads_while_the_new_one_signs(clock: MovableClock) -> None:
    before = Signer([OLD], clock).sign_alerte(12)
    rotated = Signer([OLD, NEW], clock)
    assert rotated.read_alerte(before) == 12
    assert Signer([NEW], clock).read_alerte(rotated.sign_alerte(13)) == 13
    with pytest.raises(LienInvalide):
        Signer([NEW], clock).read_alerte(before)


def test_a_form_belongs_to_one_alerte(clock: MovableClock) -> None:
    signer = Signer([NEW], clock)
    assert signer.is_formulaire(signer.sign_formulaire(12), 12)
    assert not signer.is_formulaire(signer.sign_formulaire(12), 13)
    assert not signer.is_formulaire("", 12)
    assert not signer.is_formulaire(signer.sign_alerte(12), 12)


def test_a_digest_token_outlives_the_year(clock: MovableClock) -> None:
    signer = Signer([NEW], clock)
    token = signer.sign_digest(7)
    clock.advance(timedelta(days=399))
    assert signer.read_digest(token) == 7


def test_a_link_to_the_grid_lives_ninety_days_and_its_form_is_its_own(clock: MovableClock) -> None:
    signer = Signer([NEW], clock)
    token = signer.sign_acteur(3)
    assert signer.is_creneau(signer.sign_creneau(3), 3)
    assert not signer.is_creneau(signer.sign_creneau(3), 4)
    assert not signer.is_creneau(token, 3)
    clock.advance(timedelta(days=90))
    assert signer.read_acteur(token) == 3
    clock.advance(timedelta(seconds=1))
    with pytest.raises(LienExpire):
        signer.read_acteur(token)

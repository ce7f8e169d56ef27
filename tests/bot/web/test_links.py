"""A letter's page is found by what the letter is about; what is about no page has no link."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.clock import MovableClock
from bot.signing import Signer
from bot.web.links import link, tellers
from bot.web.pages import pages
from storage.machine.outbox import Sujet
from storage.models import ACTEUR, ALERTE, DIGEST_ENVOI, FICHE, RELAIS
from tests.bot.test_signing import KEY_OF_SENT, SENT

HERE = "https://carnet.example.org"


@pytest.fixture
def signer() -> Signer:
    clock = MovableClock(datetime(2026, 11, 17, 16, tzinfo=UTC), frozen=True)
    return Signer([KEY_OF_SENT], clock)


@pytest.mark.parametrize(
    ("sujet", "path"),
    [
        (ALERTE, f"/s/{SENT['alerte-v1']}"),
        (RELAIS, f"/r/{SENT['relais-v1']}"),
        (ACTEUR, f"/g/{SENT['acteur-v1']}"),
        (FICHE, f"/g/{SENT['acteur-v1']}/fiche"),
        (DIGEST_ENVOI, f"/desabonnement/{SENT['digest-v1']}"),
    ],
)
def test_each_letter_leads_where_it_always_did(signer: Signer, sujet: Sujet, path: str) -> None:
    assert link(pages(), signer, HERE, sujet.of(12)) == f"{HERE}{path}"


@pytest.mark.parametrize("subject", ["", "conversation:12", "alerte", "alerte:douze"])
def test_what_is_about_no_page_has_no_link(signer: Signer, subject: str) -> None:
    assert link(pages(), signer, HERE, subject) == ""


def test_every_letter_with_a_page_has_its_words_once_lost() -> None:
    assert set(tellers(pages())) >= {"alerte", "relais", "acteur", "fiche", "digest_envoi"}

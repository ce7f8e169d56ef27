"""A page declares itself: what does not hold together is refused when it is built."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

import bot.feature.door as door
from bot.clock import MovableClock
from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.feature.page import NOT_FOUND, Named, Page, PageVisit, Signed
from bot.signing import LienInvalide, Signer
from storage.machine.db import Tx
from storage.machine.outbox import Sujet
from storage.programme import Programme

SIGNED = Signed(
    sujet=Sujet("essai"),
    salt="essai-v1",
    life=timedelta(days=1),
    expired=NOT_FOUND,
    lost=any_message,
)
SOIR = datetime(2026, 11, 17, 16, tzinfo=UTC)


def nothing(_visit: PageVisit) -> dict[str, Any]:
    return {}


def page(path: str, guard: Signed | Named = SIGNED) -> Page:
    droit = Droit.DEMANDER if isinstance(guard, Named) else Droit.REPONDRE_ALERTE
    return Page(
        path=path, guard=guard, droit=droit, template="essai", shows=nothing, gone=NOT_FOUND
    )


def ten(_programmes: Mapping[int, Programme], slug: str) -> int | None:
    return 10 if slug == "dix" else None


def visit(**form: str) -> PageVisit:
    return PageVisit(cast("Tx", None), {}, SOIR, 1, "", form)


def test_a_page_knows_its_own_address() -> None:
    assert page("/e/{token}/suite").address("abc") == "/e/abc/suite"
    assert page("/e/{slug}", Named(ten)).address("dix") == "/e/dix"


@pytest.mark.parametrize("path", ["/e", "/e/{slug}", "/e/{token}/{token}", "/e/{token}/{rang}"])
def test_a_path_that_its_guard_cannot_read_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r"\{token\} is expected once"):
        page(path)


def test_a_page_opens_to_those_who_hold_its_right() -> None:
    shown: dict[str, Any] = {"template": "essai", "shows": nothing, "gone": NOT_FOUND}
    with pytest.raises(ValueError, match="everybody would « tenir_equipe »"):
        Page(path="/e/{slug}", guard=Named(ten), droit=Droit.TENIR_EQUIPE, **shown)
    with pytest.raises(ValueError, match="nobody is written to about « demander »"):
        Page(path="/e/{token}", guard=SIGNED, droit=Droit.DEMANDER, **shown)


def test_a_guard_opens_what_it_knows_and_nothing_else() -> None:
    signer = Signer(["k" * 32], MovableClock(SOIR, frozen=True))
    assert SIGNED.opens(signer, {}, signer.sign("essai-v1", 4)) == 4
    assert Named(ten).opens(signer, {}, "dix") == 10
    for guard in (SIGNED, Named(ten)):
        with pytest.raises(LienInvalide):
            guard.opens(signer, {}, "onze")


def test_a_feature_s_page_is_found_with_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    own = page("/e/{token}")
    monkeypatch.setattr(door, "features", lambda: {"essai": door.Feature(pages=(own,))})
    assert list(door.all_pages()) == [own]


def test_one_reading_has_one_key_whatever_the_order_of_the_fields() -> None:
    assert visit(a="1", b="2").reading == visit(b="2", a="1").reading
    assert visit(a="1", b="2").reading != visit(a="1", b="3").reading

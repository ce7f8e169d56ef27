"""One place where text becomes HTML: every value escaped, every name known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from bot import rendering
from bot.rendering import HTML, PLAIN, ROOT, render_html, render_plain, render_text

TRAP = "<script>&\"'"
LAYOUTS = ("bot/casework/notice.html.jinja", "bot/casework/notice.txt.jinja")
VALUES = {"objet": TRAP, "bandeau": TRAP, "text": TRAP, "pied": TRAP}


def templates() -> Iterator[str]:
    for package in ("bot", "digests", "handlers"):
        for path in (ROOT / package).rglob("*.jinja"):
            yield path.relative_to(ROOT).as_posix()


def test_a_sentence_escapes_what_it_is_given_and_not_itself() -> None:
    assert render_text("<b>{{ a }}</b>", a=TRAP) == "<b>&lt;script&gt;&amp;&#34;&#39;</b>"


def test_a_sentence_keeps_its_own_lines() -> None:
    said = "a\n{% if oui %}b\n{% endif %}c"
    assert render_text(said, oui=True) == "a\nb\nc"
    assert render_text(said, oui=False) == "a\nc"


def test_a_name_that_nobody_gave_is_a_mistake_and_not_a_hole() -> None:
    with pytest.raises(UndefinedError, match="prenom"):
        render_text("Bonjour {{ prenom }}.")


def test_hours_and_plurals_are_said_by_filters() -> None:
    at = datetime(2026, 11, 17, 16, 4, tzinfo=UTC)
    said = render_text("{{ at|heure }}, {{ n|pluriel('jour') }}, {{ m|duree }}", at=at, n=2, m=90)
    assert said == "17 h 04, 2 jours, 1 h 30"


def test_a_page_escapes_and_a_plain_letter_does_not() -> None:
    page, letter = LAYOUTS
    assert "<script>" not in render_html(page, **VALUES)
    assert "&lt;script&gt;" in render_html(page, **VALUES)
    assert TRAP in render_plain(letter, **VALUES)


@pytest.mark.parametrize("template", sorted(templates()))
def test_every_template_is_one_that_we_can_read(template: str) -> None:
    environment = HTML if ".html." in template else PLAIN
    assert environment.get_template(template).name == template
    assert environment.autoescape is (".html." in template)


def test_a_sentence_is_compiled_once() -> None:
    before = rendering._compiled.cache_info().hits
    for _ in range(3):
        render_text("une phrase dite trois fois {{ a }}", a=1)
    assert rendering._compiled.cache_info().hits == before + 2


def test_templates_are_found_from_wherever_the_bot_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert render_plain(LAYOUTS[1], **VALUES)

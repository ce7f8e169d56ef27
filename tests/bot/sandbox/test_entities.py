"""HTML becomes plain text and entities exactly as Telegram counts them."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import commands_in, length, parse_html, trim


def spans(source: str) -> list[tuple[str, str]]:
    """The kind and the words of each entity, cut by UTF-16 offsets as a phone does."""
    text, entities = parse_html(source)
    units = text.encode("utf-16-le")
    return [
        (e["type"], units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"))
        for e in entities
    ]


@given(st.text())
def test_escaped_text_comes_out_as_it_was(words: str) -> None:
    assert parse_html(html.escape(words)) == (words, [])


@given(st.text(), st.text(min_size=1), st.text())
def test_what_is_bold_is_bold_whatever_surrounds_it(before: str, bold: str, after: str) -> None:
    source = f"{html.escape(before)}<b>{html.escape(bold)}</b>{html.escape(after)}"
    assert spans(source) == [("bold", bold)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<b>a<i>b</i></b>", [("bold", "ab"), ("italic", "b")]),
        ("<s>a</s><u>b</u>", [("strikethrough", "a"), ("underline", "b")]),
        ('<span class="tg-spoiler">a</span>', [("spoiler", "a")]),
        ("<blockquote expandable>a</blockquote>", [("expandable_blockquote", "a")]),
        ("<B>a</B>", [("bold", "a")]),
        ("<b></b>a", []),
        ("<a>sans adresse</a>", []),
    ],
)
def test_tags_become_entities(source: str, found: list[tuple[str, str]]) -> None:
    assert spans(source) == found


def test_a_link_a_language_and_an_emoji_keep_their_details() -> None:
    _, (link,) = parse_html('<a href="https://a.example.org/?a=1&amp;b=2">ici</a>')
    _, (code,) = parse_html('<pre><code class="language-python">a</code></pre>')
    _, (emoji,) = parse_html('<tg-emoji emoji-id="53">👍</tg-emoji>')
    assert link["url"] == "https://a.example.org/?a=1&b=2"
    assert (code["type"], code["language"]) == ("pre", "python")
    assert (emoji["custom_emoji_id"], emoji["length"]) == ("53", 2)


def test_a_lenient_reading_lets_a_bare_ampersand_through() -> None:
    assert parse_html("Tom & Léa &eacute;", strict=False) == ("Tom & Léa &eacute;", [])


def test_trimming_moves_and_cuts_the_entities() -> None:
    assert trim(*parse_html("\n 😀<b> gras  </b>\n")) == (
        "😀 gras",
        [{"type": "bold", "offset": 2, "length": 5}],
    )
    assert trim(*parse_html("a<b>  </b>")) == ("a", [])


def test_commands_are_found_at_the_start_of_words_only() -> None:
    found = commands_in("😀 /aide@carnet_de_rue_bot et/ou 3/4 /presence")
    assert [(e["offset"], e["length"]) for e in found] == [(3, 23), (37, 9)]


def test_length_is_counted_in_utf16_units() -> None:
    assert [length(words) for words in ("abc", "é", "😀")] == [3, 1, 2]

"""The one Jinja environment: HTML escaped for mails, pages and Telegram, plain text as it is."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, meta
from markupsafe import Markup

from bot.words import FILTERS

if TYPE_CHECKING:
    from css_inline import CSSInliner

ROOT = Path(__file__).resolve().parent.parent
LETTERS = ("bot/casework", "bot/mail", "digests")
"""Where the templates of letters are."""
HOUR = re.compile(r"\b(\d\d?) h (\d\d)\b")


def _environment(*, escape: bool, trim: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ROOT),
        autoescape=escape,  # noqa: S701 - off for plain text only, which nobody interprets
        undefined=StrictUndefined,
        trim_blocks=trim,
        lstrip_blocks=trim,
    )
    environment.filters.update(FILTERS)
    return environment


HTML = _environment(escape=True, trim=True)
PLAIN = _environment(escape=False, trim=True)
# A sentence is written on the line: its newlines are meant.
SENTENCE = _environment(escape=True, trim=False)
LINE = _environment(escape=False, trim=False)


def render_html(template: str, **values: Any) -> str:
    """Render the file `template` (path from the project's root), every value escaped."""
    return HTML.get_template(template).render(**values)


def render_plain(template: str, **values: Any) -> str:
    """Render the file `template` for a reader of plain text: nothing is escaped."""
    return PLAIN.get_template(template).render(**values)


def letters() -> list[str]:
    """The files that letters are made of, by their path from the project's root."""
    found = (path for folder in LETTERS for path in (ROOT / folder).rglob("*.jinja"))
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def compile_template(template: str) -> None:
    """Read that file now: who asks for it first then waits for nothing."""
    environment = PLAIN if template.endswith(".txt.jinja") else HTML
    environment.get_template(template)


def for_mailboxes(page: str) -> str:
    """`page` with its styles written on each element: Outlook and Gmail read no others.

    An hour is never cut at the end of a line.
    """
    return HOUR.sub("\\1&nbsp;h&nbsp;\\2", _inliner().inline(page))


@cache
def _inliner() -> CSSInliner:
    # Its 2 MB come with the first letter.
    from css_inline import CSSInliner

    return CSSInliner(load_remote_stylesheets=False)


def render_text(sentence: str, **values: Any) -> str:
    """Render an inline sentence to Telegram's HTML, every value escaped."""
    return _compiled(sentence).render(**values)


def as_html(rendered: str) -> Markup:
    """What `render_text` gave, as a value of another sentence: it is not escaped again."""
    return Markup(rendered)  # noqa: S704 - its own values were escaped as it was rendered


def render_line(sentence: str, **values: Any) -> str:
    """Render an inline sentence for who reads plain text (a toast, a subject, a terminal).

    It is also how a sentence becomes a value of another one: that one escapes it, once.
    """
    return _compiled_line(sentence).render(**values)


@lru_cache(maxsize=1024)
def names_in(sentence: str) -> frozenset[str]:
    """What an inline sentence speaks of: the rest need not be known."""
    return frozenset(meta.find_undeclared_variables(SENTENCE.parse(sentence)))


@lru_cache(maxsize=1024)
def _compiled(sentence: str) -> Template:
    return SENTENCE.from_string(sentence)


@lru_cache(maxsize=1024)
def _compiled_line(sentence: str) -> Template:
    return LINE.from_string(sentence)

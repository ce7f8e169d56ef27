"""A frozen snapshot told as an HTML letter and as plain text: the same words, the same figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot import rendering
from bot.domain.mois import periode
from bot.words import unbroken
from digests import pliage, words
from digests.compose import sections
from digests.contract import Gravite, Snapshot, Vue

TEXT: Final = re.compile(r"(?<!<title)>[^<]+<")
FITS: Final = 90_000
"""Bytes of HTML: Gmail cuts a letter at 102 kB, and its end says how to leave."""
LINES: Final = (None, 24, 12, 8, 5, 3)
"""How many lines of a list a letter shows, as long as it does not fit."""
STYLE: Final = re.compile(r'style="([^"]*)"')
REFERENCE: Final = re.compile(r"\b[A-Z]-\d{4}\b")
WHOLE: Final = r'<span class="ref">\g<0></span>'
TIGHT: Final = re.compile(r"([:;,])\s+")
FONT_ORDER: Final = ("font-size", "line-height", "font-family", "font-weight")
FONT: Final = frozenset(FONT_ORDER)
OPENING: Final = 2
"""Sections below that rank open the letter; the others come by what they tell."""

subject = words.subject


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that depend on the reader; a preview has none.

    lettre: the page where it stands whole, with its PDF and how its figures are made. tableau: the
    dashboard of what this reader follows.
    """

    desabonnement: str | None = None
    lettre: str | None = None
    tableau: str | None = None


NO_LINK: Final = Links()


def render_html(snapshot: Snapshot, links: Links) -> str:
    """A letter of nested tables with its styles inlined: Outlook and Gmail show it alike.

    Whole; else with fewer and fewer lines in each list, the first that fits.
    """
    for most in LINES:
        letter = _mailed("digests/lettre.html.jinja", _page(snapshot, links, most))
        if len(letter.encode()) <= FITS:
            break
    return letter


def render_text(snapshot: Snapshot, links: Links) -> str:
    """The plain-text twin, whole; five lines for an empty week."""
    template = "digests/vide.txt.jinja" if snapshot["vide"] else "digests/lettre.txt.jinja"
    text = rendering.render_plain(template, **_page(snapshot, links, None))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def render_whole(snapshot: Snapshot, links: Links = NO_LINK) -> str:
    """The letter as a page: every line, its styles in classes."""
    page = rendering.render_html("digests/lettre.html.jinja", **_page(snapshot, links, None))
    return _unbroken(page)


def several_html(snapshots: Sequence[Snapshot], links: Links) -> str:
    """The same of several comités, one after the other, whole: too long, it is several letters."""
    return _mailed("digests/plusieurs.html.jinja", _pages(snapshots, links))


def several_text(snapshots: Sequence[Snapshot], links: Links) -> str:
    """Its plain-text twin."""
    text = rendering.render_plain("digests/plusieurs.txt.jinja", **_pages(snapshots, links))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _mailed(template: str, values: Mapping[str, Any]) -> str:
    """As mailboxes take it, its styles in as few bytes as say them: two thirds are styles."""
    page = rendering.for_mailboxes(_unbroken(rendering.render_html(template, **values)))
    return STYLE.sub(lambda found: f'style="{_short(found[1])}"', page)


def _short(style: str) -> str:
    """« font:14px/20px Arial,sans-serif;… » for its four declarations."""
    said = dict(one.split(":", 1) for one in TIGHT.sub(r"\1", style).strip(";").split(";") if one)
    if said.keys() >= FONT:
        size, line, family, weight = (said.pop(name) for name in FONT_ORDER)
        bold = "" if weight == "normal" else f"{weight} "
        said = {"font": f"{bold}{size}/{line} {family}", **said}
    return ";".join(f"{name}:{value}" for name, value in said.items())


def _unbroken(page: str) -> str:
    """No line of it ends inside a figure, nor « V-0003 » after its hyphen."""
    return TEXT.sub(lambda text: REFERENCE.sub(WHOLE, unbroken(text[0])), page)


def _pages(snapshots: Sequence[Snapshot], links: Links) -> dict[str, Any]:
    """What such a letter says once is that of its first point, frozen when the last one was."""
    pages = [_page(one, links, None) for one in snapshots]
    labels = [one["comite"]["label"] for one in snapshots]
    latest = max(snapshots, key=lambda one: str(one["fige_le"]))
    return {
        **pages[0],
        "points": pages,
        "objet": words.subject_of_several(snapshots),
        "titre": words.entitled(labels),
        "fige_le": words.instant(latest["fige_le"]),
        "verifie": all(page["verifie"] for page in pages),
    }


def _page(snapshot: Snapshot, links: Links, most: int | None) -> dict[str, Any]:
    """What the templates read: the snapshot, and each section's figures put into words.

    most: how many lines of a list are shown; None for all of them.
    """
    every, whole = sections(), vues(snapshot)
    decisions = [line for vue in whole.values() for line in vue.get("a_decider", ())]
    saison = next((vue["saison"] for vue in whole.values() if vue.get("saison")), None)
    # Said once for all the comparisons below: each section knows it.
    told = {name: {**vue, "saison": None} for name, vue in whole.items()}
    kept = {name: pliage.folded(vue, most) for name, vue in told.items()}
    entete = whole["entete"]
    shown = [(name, every[name].titre, kept[name]) for name in _ordered(snapshot, kept)]
    opening = {name for name in kept if name != "entete" and every[name].ordre < OPENING}
    return {
        "s": snapshot,
        # Points frozen before words were searched do not say it.
        "verifie": snapshot.get("verifie", False),
        "objet": words.subject(snapshot),
        "point": words.point(snapshot),
        "cette": words.cette(snapshot["semaine"]),
        "semaine": words.week_title(periode(snapshot["semaine"])),
        "lecteurs": snapshot["territoire"] or "tous les territoires",
        "apercu": f"À décider : {decisions[0]}." if decisions else str(entete["phrase"]),
        "entete": entete,
        "a_decider": decisions,
        "saison": saison,
        "ouverture": [one for one in shown if one[0] in opening],
        "sections": [one for one in shown if one[0] not in opening],
        "vues": whole,
        "illisibles": [every[name].titre for name in _of_before(snapshot)],
        "fige_le": words.instant(snapshot["fige_le"]) if snapshot["fige_le"] else None,
        "en_retard": words.instant(snapshot["en_retard"]) if snapshot["en_retard"] else None,
        "liens": links,
        "titre": words.entitled([snapshot["comite"]["label"]]),
        "tableau": words.table,
    }


def vues(snapshot: Snapshot) -> dict[str, Vue]:
    """Each section's figures put into words, in the order of §4.2."""
    every, numbers, left = sections(), snapshot["sections"], _of_before(snapshot)
    shown = [name for name in every if name in numbers and name not in left]
    return {name: every[name].vue(numbers[name]) for name in shown}


def _of_before(snapshot: Snapshot) -> list[str]:
    """Sections whose figures were frozen in a shape that nobody reads any more."""
    every, numbers = sections(), snapshot["sections"]
    return [name for name in every if name in numbers and snapshot["format"] < every[name].lit]


def _ordered(snapshot: Snapshot, names: Iterable[str]) -> list[str]:
    """What opens the letter in its place, then the worst first (§4.2)."""
    every, numbers = sections(), snapshot["sections"]

    def rank(name: str) -> tuple[int, int]:
        ordre = every[name].ordre
        return (-len(Gravite) if ordre < OPENING else -numbers[name].get("urgence", 0), ordre)

    return sorted(names, key=rank)

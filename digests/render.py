"""A frozen snapshot told as an HTML letter and as plain text: the same words, the same figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot import rendering
from bot.domain.semaine import Semaine
from digests import words
from digests.compose import sections
from digests.contract import Snapshot, Vue

TEXT: Final = re.compile(r">[^<]+<")

subject = words.subject


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that depend on the reader; a preview has none."""

    desabonnement: str | None = None


def render_html(snapshot: Snapshot, links: Links) -> str:
    """A letter of nested tables with its styles inlined: Outlook and Gmail show it alike."""
    html = rendering.render_html("digests/lettre.html.jinja", **page(snapshot, links))
    return rendering.for_mailboxes(TEXT.sub(lambda text: words.unbroken(text[0]), html))


def render_text(snapshot: Snapshot, links: Links) -> str:
    """The plain-text twin; five lines for an empty week."""
    template = "digests/vide.txt.jinja" if snapshot["vide"] else "digests/lettre.txt.jinja"
    text = rendering.render_plain(template, **page(snapshot, links))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def several_html(snapshots: Sequence[Snapshot], links: Links) -> str:
    """The same of several comités, one after the other."""
    page = rendering.render_html("digests/plusieurs.html.jinja", **_pages(snapshots, links))
    return rendering.for_mailboxes(TEXT.sub(lambda text: words.unbroken(text[0]), page))


def several_text(snapshots: Sequence[Snapshot], links: Links) -> str:
    """Its plain-text twin."""
    text = rendering.render_plain("digests/plusieurs.txt.jinja", **_pages(snapshots, links))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def vues(snapshot: Snapshot) -> dict[str, Vue]:
    """Each section's figures put into words, in the order of the page."""
    every, numbers = sections(), snapshot["sections"]
    return {name: every[name].vue(numbers[name]) for name in every if name in numbers}


def _pages(snapshots: Sequence[Snapshot], links: Links) -> dict[str, Any]:
    """What such a letter says once is that of its first point, frozen when the last one was."""
    pages = [page(one, links) for one in snapshots]
    labels = [one["comite"]["label"] for one in snapshots]
    latest = max(snapshots, key=lambda one: str(one["fige_le"]))
    return {
        **pages[0],
        "points": pages,
        "objet": words.subject_of_several(snapshots),
        "titre": words.entitled(labels),
        "fige_le": words.instant(latest["fige_le"]),
        "verifie": all(one["verifie"] for one in pages),
    }


def page(snapshot: Snapshot, links: Links) -> dict[str, Any]:
    """What the templates read: the snapshot, and each section's figures put into words."""
    every, told = sections(), vues(snapshot)
    semaine = Semaine.parse(snapshot["semaine"])
    return {
        "s": snapshot,
        # Points frozen before words were searched do not say it.
        "verifie": snapshot.get("verifie", False),
        "objet": words.subject(snapshot),
        "semaine": words.week_title(semaine),
        "lecteurs": snapshot["territoire"] or "tous les territoires",
        "apercu": _preheader(told),
        "entete": told["entete"],
        "sections": [(name, every[name].titre, vue) for name, vue in told.items()],
        "vues": told,
        "fige_le": words.instant(snapshot["fige_le"]) if snapshot["fige_le"] else None,
        "en_retard": words.instant(snapshot["en_retard"]) if snapshot["en_retard"] else None,
        "liens": links,
        "titre": words.entitled([snapshot["comite"]["label"]]),
        "tableau": words.table,
    }


def _preheader(vues: dict[str, Any]) -> str:
    """The one thing to decide, else the week in one sentence."""
    late = [line for vue in vues.values() for line in vue.get("a_decider", ())]
    return f"À décider : {late[0]}." if late else str(vues["entete"]["phrase"])

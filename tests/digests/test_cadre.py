"""The frame of the letter: what comes first, what is folded, what an older one no longer says."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from digests import imprime, render
from digests.compose import sections
from digests.contract import Gravite, Snapshot
from digests.render import Links
from tests.digests.scene import Scene
from tests.digests.test_render import FIGURE, LINKS, Reader, busy, snapshot


def test_the_worst_comes_first_and_ties_keep_their_place(soiree: Scene) -> None:
    """§4.2: what is late is read before what is well, whatever the number of its section."""
    found = snapshot(soiree)
    titles = re.findall(r"^[A-ZÀ-Ý ]+$", render.render_text(found, LINKS), re.M)
    late = titles.index("VEILLE TECHNIQUE")
    assert titles[0] == "À DÉCIDER"
    assert late < titles.index("PRÉSENCE") < titles.index("RENCONTRES") < titles.index("FIABILITÉ")
    found["sections"]["rencontres"]["urgence"] = Gravite.GRAVE
    again = re.findall(r"^[A-ZÀ-Ý ]+$", render.render_text(found, LINKS), re.M)
    assert again[:3] == ["À DÉCIDER", "RENCONTRES", "VEILLE TECHNIQUE"]


def test_forty_sites_make_a_letter_that_gmail_shows_whole(soiree: Scene) -> None:
    """Beyond what fits, lines stand behind the link, and the letter says how many."""
    found = snapshot(busy(soiree))
    presence = found["sections"]["presence"]
    rows = [{**presence["sites"][0], "site": f"Site numéro {n}"} for n in range(40)]
    presence["sites"] = rows
    found["sections"]["rencontres"]["sites"] = [
        {"site": row["site"], "n": 9, "tranches": [3, 3, 3]} for row in rows
    ]
    links = Links(LINKS.desabonnement, lettre="https://carnet.example.org/x/lettre")
    page = render.render_html(found, links)
    assert len(page.encode()) <= render.FITS
    told = Reader(page).text
    assert re.search(r"… et \d+.autres lignes", told)
    assert "Total" in told, "what sums the lines stays"
    assert f'href="{links.lettre}"' in page
    assert "Site numéro 39" in render.render_text(found, links)
    assert "Site numéro 39" in render.render_whole(found)


def test_a_point_of_an_older_format_says_what_is_no_longer_read(
    soiree: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = snapshot(soiree) | {"format": 1}
    every = {**sections(), "rencontres": replace(sections()["rencontres"], lit=2)}
    monkeypatch.setattr(render, "sections", lambda: every)
    told = (render.render_text(found, LINKS), Reader(render.render_html(found, LINKS)).text)
    for one in told:
        assert "Ne s'y lit plus : Rencontres." in one.replace("\N{NO-BREAK SPACE}", " ")
        assert "3 h 48 de présence, 23 rencontres" in one.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("reader", ["ouest", "technique", "mons"])
def test_points_that_were_frozen_before_still_read_everywhere(reader: str) -> None:
    """As they stood in the database before the letter told anything of activities and ambiance."""
    kept = json.loads((Path(__file__).parent / "format_1.json").read_text("utf-8"))
    found: Snapshot = kept[reader]
    text, page = render.render_text(found, LINKS), render.render_html(found, LINKS)
    for said in ("de présence", "RENCONTRES", "ÉCHÉANCES"):
        assert said in text
    assert set(FIGURE.findall(Reader(page).text)) == set(FIGURE.findall(text))
    assert imprime.pdf(found).startswith(b"%PDF-")

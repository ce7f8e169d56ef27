"""What every document that is due owes before it has a test of its own, in each format."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from bot.casework.livrable import ecrit
from bot.livrables import (
    Cible,
    ContenuLivrable,
    Livrable,
    SorteCible,
    avec_textes,
    livrables,
    manques,
)
from bot.rendering import LINE
from digests.livrables.page import mise_en_page
from digests.livrables.signes import imprimable
from storage.machine.db import Database
from storage.work import Work
from tests.digests.scene import CANARI, Scene, open_scene, paris
from tests.grand import grand
from tests.storage.dispositif_cast import example

ASKED = {
    SorteCible.INTERVENTION: "site-a",
    SorteCible.TRIMESTRE: "2026-T4",
    SorteCible.ANNEE: "2026",
    SorteCible.BAILLEUR: "sv-bailleur-1",
    SorteCible.SITE: "site-a",
}
NOW = "2026-11-23 09:00"
PIEGE = (
    '😀 👍🏽 « #read("/etc/passwd") » *gras* $x$ <b>&</b> \u202etourné\u202c \x07 '
    "anticonstitutionnellement" + "lement" * 40 + " "
)
"""Emoji, markup, marks that turn text round, a control character, one very long word."""


def composed(livrable: Livrable, scene: Scene, now: str = NOW) -> tuple[ContenuLivrable, Cible]:
    work = Work(scene.tx, scene.programme, paris(now))
    cible = livrable.cible(work, ASKED[livrable.sorte])
    return ecrit.printed(work, None, ecrit.composed(work, livrable, cible)), cible


def paper(livrable: Livrable, contenu: ContenuLivrable) -> str:
    """The words of its pages, spaces and line ends taken for one."""
    return words_of(PdfReader(BytesIO(livrable.formats["pdf"](contenu))))


def words_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def first_page(livrable: Livrable, contenu: ContenuLivrable) -> str:
    """« Il manque » is there, and what the first chapters hold."""
    reader = PdfReader(BytesIO(livrable.formats["pdf"](contenu)))
    return " ".join(reader.pages[0].extract_text().split())


def _style(paragraph: Any) -> str:
    return str(paragraph.style.name)


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("-", "").replace("\u00ad", "")


@pytest.fixture(params=list(livrables()), ids=list(livrables()))
def livrable(request: pytest.FixtureRequest) -> Livrable:
    return livrables()[request.param]


def test_each_numbered_chapter_is_on_paper_and_in_the_word_processor(
    livrable: Livrable, soiree: Scene
) -> None:
    """A4, in French, tagged for readers who listen, with its fonts; nothing that was typed raw."""
    contenu, cible = composed(livrable, soiree)
    reader = PdfReader(BytesIO(livrable.formats["pdf"](contenu)))
    printed = squeezed(words_of(reader))
    made = docx.Document(BytesIO(livrable.formats["docx"](contenu)))
    headings = [one.text for one in made.paragraphs if _style(one).startswith("Heading")]
    for chapitre in livrable.chapitres:
        heading = imprimable(f"{chapitre.numero} {chapitre.titre}")
        assert squeezed(heading) in printed
        assert heading in headings
    assert squeezed(cible.nom) in printed
    assert CANARI not in printed
    assert made.core_properties.language == "fr-FR"
    numeros = [one.numero for one in livrable.chapitres]
    assert len(numeros) == len(set(numeros))
    check_paper(reader)


def check_paper(reader: PdfReader) -> None:
    root: Any = reader.root_object
    assert str(root["/Lang"]) == "fr-FR"
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    pages: list[Any] = list(reader.pages)
    for page in pages:
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            keys = set(below["/FontDescriptor"].get_object())
            assert keys & {"/FontFile3", "/FontFile2"}


def test_a_draft_says_all_that_it_lacks_and_a_validated_one_none_of_it(
    livrable: Livrable, scene: Scene
) -> None:
    """Of a programme where nothing was ever noted: each thing asked for is a line of its own."""
    contenu, _cible = composed(livrable, scene)
    asked = [one for one in livrable.chapitres if one.demande]
    lacking = manques(contenu)
    assert len(lacking) >= len(asked) > 0
    printed = squeezed(first_page(livrable, contenu))
    assert all(squeezed(imprimable(line)) in printed for line in lacking[:5])
    filled = avec_textes(contenu, {one.numero: "C'est dit." for one in asked})
    assert len(manques(filled)) == len(lacking) - len(asked)
    page = mise_en_page(filled | {"etat": {"valide": True, "numero": 1, "etapes": []}})
    assert page["manques"] is None
    assert page["bandeau"] == ""


def test_another_town_has_it_by_its_file_alone(
    livrable: Livrable, sqlite_database: Database
) -> None:
    """Mons: no first comité, no measure afterwards, eight activities, landlords."""
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, example("mons"))
        now = f"{scene.programme.config.convention.debut.year + 1}-03-15 09:00"
        work = Work(scene.tx, scene.programme, paris(now))
        cible = _owed(livrable, work)
        contenu = ecrit.printed(work, None, ecrit.composed(work, livrable, cible))
        assert [one["numero"] for one in contenu["parties"]] == [
            one.numero for one in livrable.chapitres
        ]
        printed = first_page(livrable, contenu)
        assert "Mons-en-Barœul" in printed
        assert "Amiens" not in json.dumps(contenu, ensure_ascii=False)


def _owed(livrable: Livrable, work: Work) -> Cible:
    """The first copy that is owed there; else one that may be asked for all the same."""
    first = next((one.cible for one in livrable.attendus(work)), None)
    config = work.programme.config
    word = {SorteCible.SITE: config.sites[0].slug}.get(
        livrable.sorte, config.interventions[0].slug
    )
    return first or livrable.cible(work, word)


def test_whatever_the_coordination_types_is_printed_as_words(
    livrable: Livrable, soiree: Scene
) -> None:
    contenu, _cible = composed(livrable, soiree)
    long = (PIEGE * 20)[:4000]
    filled = avec_textes(contenu, {livrable.chapitres[0].numero: long})
    filled["parties"] = filled["parties"][:1]
    printed = squeezed(paper(livrable, filled))
    assert squeezed('«#read("/etc/passwd")»*gras*$x$<b>&</b>tourné') in printed
    made = docx.Document(BytesIO(livrable.formats["docx"](filled)))
    assert any("<b>&</b> tourné" in one.text for one in made.paragraphs)


def test_it_says_who_asks_for_it_when_it_is_due_and_of_what(
    livrable: Livrable, soiree: Scene
) -> None:
    work = Work(soiree.tx, soiree.programme, paris(NOW))
    assert all((livrable.titre, livrable.lecteurs, livrable.source, livrable.cadence))
    for one in livrable.attendus(work):
        assert one.cible.sorte == livrable.sorte
        assert one.brouillon <= (one.gel or one.terme) <= one.terme
        assert livrable.cible(work, one.cible.cle).cle == one.cible.cle
    with pytest.raises(ValueError, match=r"inconnu|illisible"):
        livrable.cible(work, "n'importe quoi")
    assert LINE.from_string(livrable.titre).render() == livrable.titre


def test_sixty_interventions_on_a_hundred_sites_are_printed_whole(
    livrable: Livrable, sqlite_database: Database
) -> None:
    """Names as long as a button takes, objectives as long as they may be."""
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, grand(date(2026, 11, 23)))
        work = Work(tx, scene.programme, paris(NOW))
        cible = _owed(livrable, work)
        contenu = ecrit.printed(work, None, ecrit.composed(work, livrable, cible))
        reader = PdfReader(BytesIO(livrable.formats["pdf"](contenu)))
        assert len(reader.pages) >= len(livrable.chapitres) // 4

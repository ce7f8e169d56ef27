"""What every document that is due owes before it has a test of its own, in each format."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.page import mise_en_page
from digests.livrables.signes import imprimable
from storage.machine.db import Database
from storage.work import Work
from tests.digests.scene import CANARI, Scene, open_scene, paris
from tests.grand import grand
from tests.storage.dispositif_cast import example
from tests.traces import Canaris

ASKED = {
    SorteCible.INTERVENTION: "site-a",
    SorteCible.TRIMESTRE: "2026-T4",
    SorteCible.ANNEE: "2026",
    SorteCible.BAILLEUR: "sv-bailleur",
    SorteCible.SITE: "site-a",
    SorteCible.QUARTIER: "etouvie",
    SorteCible.COMITE: "comite-operationnel-ouest",
    SorteCible.COMMANDITAIRE: "cm-etat",
    SorteCible.INSTANCE: "commission-tranquillite",
    SorteCible.PORTEUR: "porteur",
}
NOW = "2026-11-23 09:00"
PIEGE = (
    '😀 👍🏽 « #read("/etc/passwd") » *gras* $x$ <b>&</b> \u202etourné\u202c \x07 '
    "anticonstitutionnellement" + "lement" * 40 + " "
)
"""Emoji, markup, marks that turn text round, a control character, one very long word."""


EVERY = livrables()


def composed(livrable: Livrable, scene: Scene, now: str = NOW) -> tuple[ContenuLivrable, Cible]:
    work = Work(scene.tx, scene.programme, paris(now))
    cible = livrable.cible(work, ASKED[livrable.sorte])
    return ecrit.printed(work, None, ecrit.composed(work, livrable, cible)), cible


def read(reader: PdfReader) -> str:
    """The words of its pages, without what a line end adds to them."""
    return squeezed(" ".join(page.extract_text() for page in reader.pages))


def _style(paragraph: Any) -> str:
    return str(paragraph.style.name)


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("-", "").replace("\u00ad", "")


UNE_PAGE = ("note_elus", "fiche_site", "fiche_quartier")
"""What is read in a minute, or pinned up."""
ONE = "note_elus"
"""All are written by one engine: what it owes to a text is shown of this one."""


def test_each_numbered_chapter_is_on_paper_and_in_the_word_processor(soiree: Scene) -> None:
    for name, livrable in EVERY.items():
        assert livrable.formats == FORMATS_LIVRABLE, name
        contenu, cible = composed(livrable, soiree)
        mine = livrable.pour(Work(soiree.tx, soiree.programme, paris(NOW)), cible)
        assert CANARI not in json.dumps(contenu, ensure_ascii=False), name
        reader = PdfReader(BytesIO(livrable.formats["pdf"](contenu)))
        _carries_its_fonts(name, reader)
        packed = livrable.formats["docx"](contenu)
        made = docx.Document(BytesIO(packed))
        assert Canaris({word: word.lower() for word in CANARI.split(", ")}).seen_in(packed) == []
        typed = [one.text for one in made.paragraphs if _style(one).startswith("Heading")]
        paper = list(_outline(reader.outline))
        for chapitre in mine.chapitres:
            heading = imprimable(f"{chapitre.numero} {chapitre.titre}")
            assert heading in typed, name
            assert heading in paper, name
        assert imprimable(cible.nom) in [one.text for one in made.paragraphs], name
        assert made.core_properties.language == "fr-FR"
        numeros = [one.numero for one in livrable.chapitres]
        assert len(numeros) == len(set(numeros)), name
        if name == ONE:
            printed = read(reader)
            assert all(squeezed(one) in printed for one in paper)
            assert not [one for one in CANARI.split(", ") if squeezed(one) in printed]


def _outline(found: list[Any]) -> Iterator[str]:
    """Every heading of its pages, as a reader jumps to it."""
    for one in found:
        if isinstance(one, list):
            yield from _outline(one)
        else:
            yield " ".join(one.title.split())


def _carries_its_fonts(name: str, reader: PdfReader) -> None:
    """A4, in French, tagged (PDF/UA-1), every font embedded."""
    root: Any = reader.root_object
    assert str(root["/Lang"]) == "fr-FR"
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    pages: list[Any] = list(reader.pages)
    for page in pages:
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842], name
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            keys = set(below["/FontDescriptor"].get_object())
            assert keys & {"/FontFile3", "/FontFile2"}, name


def test_a_draft_says_all_that_it_lacks_and_a_validated_one_none_of_it(scene: Scene) -> None:
    """Of a programme where nothing was ever noted: each thing asked for is a line of its own."""
    for name, livrable in EVERY.items():
        contenu, cible = composed(livrable, scene)
        mine = livrable.pour(Work(scene.tx, scene.programme, paris(NOW)), cible)
        asked = [one for one in mine.chapitres if one.demande]
        lacking = manques(contenu)
        assert len(lacking) >= len(asked) > 0, name
        assert mise_en_page(contenu)["manques"] == [imprimable(line) for line in lacking], name
        if name == ONE:
            printed = read(PdfReader(BytesIO(livrable.formats["pdf"](contenu))))
            assert all(squeezed(imprimable(line)) in printed for line in lacking)
        filled = avec_textes(contenu, {one.numero: "C'est dit." for one in asked})
        assert len(manques(filled)) == len(lacking) - len(asked), name
        page = mise_en_page(filled | {"etat": {"valide": True, "numero": 1, "etapes": []}})
        assert page["manques"] is None
        assert page["bandeau"] == ""


def test_another_town_has_it_by_its_file_alone(sqlite_database: Database) -> None:
    """Mons: no first comité, no measure afterwards, eight activities, landlords."""
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, example("mons"))
        now = f"{scene.programme.config.convention.debut.year + 1}-03-15 09:00"
        work = Work(scene.tx, scene.programme, paris(now))
        for name, livrable in EVERY.items():
            cible = _owed(livrable, work)
            contenu = ecrit.printed(work, None, ecrit.composed(work, livrable, cible))
            assert "Amiens" not in json.dumps(contenu, ensure_ascii=False), name
            assert len(contenu["parties"]) == len(livrable.pour(work, cible).chapitres), name
            if name in UNE_PAGE:
                said = json.dumps(contenu, ensure_ascii=False)
                assert "chiffre est fait : bilan annuel, partie 13." in said, name


def _owed(livrable: Livrable, work: Work) -> Cible:
    """The first copy that is owed there, or may be asked for; else one of its intervention."""
    due = (one.cible for one in livrable.attendus(work))
    asked = iter(livrable.sujets(work) if livrable.sujets else ())
    config = work.programme.config
    words = {
        SorteCible.INTERVENTION: config.interventions[0].slug,
        SorteCible.SITE: config.sites[0].slug,
        SorteCible.COMMANDITAIRE: next((c.slug for c in config.commanditaires), ""),
        SorteCible.PORTEUR: config.porteurs[0].slug,
        SorteCible.COMITE: next((c.slug for c in config.comites if c.operationnel), ""),
    }
    first = next(due, None) or next(asked, None)
    return first or livrable.cible(work, words[livrable.sorte])


def test_whatever_the_coordination_types_is_printed_as_words(soiree: Scene) -> None:
    livrable, long = EVERY[ONE], (PIEGE * 20)[:4000]
    contenu, _cible = composed(livrable, soiree)
    filled = avec_textes(contenu, {one.numero: long for one in livrable.chapitres[:2]})
    printed = read(PdfReader(BytesIO(livrable.formats["pdf"](filled))))
    assert squeezed('«#read("/etc/passwd")»*gras*$x$<b>&</b>tourné') in printed
    made = docx.Document(BytesIO(livrable.formats["docx"](filled)))
    assert any("<b>&</b> tourné" in one.text for one in made.paragraphs)


def test_it_says_who_asks_for_it_when_it_is_due_and_of_what(soiree: Scene) -> None:
    work = Work(soiree.tx, soiree.programme, paris(NOW))
    for name, livrable in EVERY.items():
        assert all((livrable.titre, livrable.lecteurs, livrable.source, livrable.cadence)), name
        due = list(livrable.attendus(work))
        for one in due:
            assert one.cible.sorte == livrable.sorte
            assert one.brouillon <= (one.gel or one.terme) <= one.terme, name
        asked = list(livrable.sujets(work)) if livrable.sujets else []
        assert not {one.cible.cle for one in due} & {one.cle for one in asked}, name
        for cible in (*(one.cible for one in due), *asked):
            assert livrable.cible(work, cible.cle) == cible, name
            assert cible.debut <= cible.fin, name
        with pytest.raises(ValueError, match=r"inconnu|illisible"):
            livrable.cible(work, "n'importe quoi")
        assert LINE.from_string(livrable.titre).render() == livrable.titre


def test_sixty_interventions_on_a_hundred_sites_are_printed_whole(
    sqlite_database: Database,
) -> None:
    """Names as long as a button takes, objectives as long as they may be."""
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, grand(date(2026, 11, 23)))
        work = Work(tx, scene.programme, paris(NOW))
        made = {}
        for name, livrable in EVERY.items():
            cible = _owed(livrable, work)
            made[name] = ecrit.printed(work, None, ecrit.composed(work, livrable, cible))
            assert len(made[name]["parties"]) == len(livrable.pour(work, cible).chapitres), name
        for name in UNE_PAGE:
            reader = PdfReader(BytesIO(EVERY[name].formats["pdf"](made[name])))
            assert len(reader.pages) == 1, name
        longest = max(made, key=lambda name: len(json.dumps(made[name])))
        reader = PdfReader(BytesIO(EVERY[longest].formats["pdf"](made[longest])))
        assert len(reader.pages) > len(EVERY[longest].chapitres) // 4
        assert docx.Document(BytesIO(EVERY[longest].formats["docx"](made[longest]))).tables

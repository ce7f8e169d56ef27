"""A year of letters read together gives away no small count that each of them kept silent."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from random import Random
from typing import Final

import pytest
from sqlalchemy import select

from bot.documents import documents
from bot.domain.bandes import parts
from bot.domain.semaine import Semaine
from bot.domain.trimestre import Trimestre
from bot.domain.ventilation import Ventilation
from digests import compose, figes
from digests.compose import sections
from digests.contract import Snapshot
from digests.exports.classeur import classeur
from digests.exports.formats import FORMATS
from digests.exports.tableur import xlsx_bytes
from storage import publications
from storage.dispositif import Dispositif
from storage.figures import lieux
from storage.indicateurs.registre import registre
from storage.machine.db import Database
from storage.models import Publication
from storage.work import Work
from tests.attaque import Attaque, Case, Publie, somme
from tests.digests.scene import Scene, amiens, open_scene
from tests.traces import Canaris

LABELS: Final = {"ados": "12-17 ans", "adultes": "26-59 ans", "seniors": "60 ans et plus"}
AUTRES: Final = "autres"
"""Whoever has a role and no age: nobody of them is met, and no reader is told so."""
EVERY: Final = (*LABELS, AUTRES)
AGES: Final = ("enfants", "jeunes-adultes", *LABELS)
SITES: Final = {"ouest": "site-a", "nord": "site-b"}
WEEKS: Final = [Semaine.parse("2026-W44").shifted(n) for n in range(52)]
Truth = dict[Case, int]


def nobody_else() -> Dispositif:
    """The reader knows that there are no other publics; so does the file."""
    config = amiens()
    publics = tuple(public for public in config.publics if public.slug in LABELS)
    return config.model_copy(update={"publics": publics, "roles": ()})


def lived(scene: Scene) -> Truth:
    """A calm year: each week a few of each public, often very few."""
    chance, truth = Random(20261130), Truth()  # noqa: S311 (the same year at every run)
    for semaine in WEEKS:
        for territoire, site in SITES.items():
            counts = {public: chance.choice((0, 1, 2, 4, 7, 12, 30)) for public in LABELS}
            evening = datetime.combine(semaine.lundi + timedelta(days=1), time(18))
            if met := {public: n for public, n in counts.items() if n}:
                scene.rencontres(evening.isoformat(" ", "minutes"), site=site, **met)
            counts[AUTRES] = 0
            truth |= {Case(territoire, semaine.label, one): n for one, n in counts.items()}
    return truth


def read(found: Snapshot, territoires: tuple[str, ...], semaine: Semaine) -> Iterator[Publie]:
    """What a letter says of encounters: its total, and each public that it details.

    The whole town is told the sum of what its territoires were told (adr/0006): no equation more.
    """
    met = found["sections"].get("rencontres")
    if met is None:
        return
    yield somme(territoires, [semaine.label], EVERY, met["total"])
    for row in met["typologie"] if len(territoires) == 1 else ():
        together = {public if public in AGES else AUTRES for public in row["publics"]}
        yield somme(territoires, [semaine.label], together & {*EVERY}, row["n"])


def letters(scene: Scene) -> Iterator[tuple[str, Snapshot, list[Publie]]]:
    """Of every comité, week after week, frozen as they leave; once for those who read the same."""
    programme = scene.programme
    read_by = {(one.territoire, one.lit): one for one in programme.config.comites}
    for comite in read_by.values():
        where = (comite.territoire,) if comite.territoire else tuple(SITES)
        for semaine in WEEKS if set(where) <= set(SITES) else ():
            now = semaine.bornes()[1] + timedelta(hours=7)
            found = figes.freeze(Work(scene.tx, programme, now), comite, semaine).instantane
            yield f"{comite.slug}_{semaine.label}", found, list(read(found, where, semaine))


def month(
    scene: Scene, territoire: str, weeks: list[Semaine], true: Mapping[Case, int]
) -> Ventilation:
    """What an export of several weeks may say of one territoire, written down as it leaves."""
    config = scene.programme.config
    counts = dict.fromkeys((one.slug for one in (*config.publics, *config.roles)), 0)
    for public in LABELS:
        counts[public] = sum(true[Case(territoire, week.label, public)] for week in weeks)
    places = lieux(scene.tx, scene.programme.id)
    slugs = frozenset(lieu.slug for lieu in places if lieu.territoire == territoire)
    debut, fin = weeks[0].lundi, weeks[-1].lundi + timedelta(days=7)
    comptes: dict[str, int | None] = {**counts}
    table = Ventilation("rencontres.public", slugs, debut, fin, comptes, sum(counts.values()))
    now = datetime.combine(fin, time(8), UTC)
    return publications.publie(scene.tx, scene.programme.id, table, "export", now)


def quarter(scene: Scene, trimestre: Trimestre) -> tuple[str, bytes, list[Publie]]:
    """What the workbook of a quarter tells of publics, by territoire, as it leaves."""
    work = Work(scene.tx, scene.programme, datetime.combine(WEEKS[-1].dimanche, time(20), UTC))
    book = classeur(work, trimestre, [registre()["typologie"]])
    labels = [week.label for week in trimestre.semaines if week in WEEKS]
    numbers = [
        somme([ligne.etendue.slug], labels, together, int(ligne.cellule.valeur))
        for ligne in book.lignes
        if ligne.etendue.slug in SITES and ligne.cellule.valeur
        if (together := set(parts(ligne.cellule.mot)).intersection(LABELS))
    ]
    return f"{book.nom}.xlsx", xlsx_bytes(book), numbers


def test_a_year_of_letters_together_tells_no_small_public(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_here = {name: sections()[name] for name in ("entete", "rencontres")}
    monkeypatch.setattr(compose, "sections", lambda: read_here)
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, nobody_else())
        attaque = Attaque(lived(scene))
        for nom, found, nombres in letters(scene):
            attaque.recoit(f"{nom}.json", json.dumps(found), nombres)
        alone = len(attaque.sait())
        for first in range(0, 52, 4):
            weeks = WEEKS[first : first + 4]
            labels = [week.label for week in weeks]
            for territoire in SITES:
                told = month(scene, territoire, weeks, attaque.vrai).comptes
                numbers = [somme([territoire], labels, [of], n) for of, n in told.items() if n]
                attaque.recoit(f"{territoire}_{labels[0]}.csv", json.dumps(told), numbers)
        # The last quarter of the year is not over: it says nothing of anybody.
        for trimestre in (Trimestre(2026, 4), *(Trimestre(2027, rang) for rang in (1, 2, 3))):
            attaque.recoit(*quarter(scene, trimestre))
        kept = tx.scalars(select(Publication).where(Publication.support == "export")).all()
    assert alone > len(WEEKS), "the letters do say something"
    assert attaque.petits() == {}
    assert len([row for row in kept if (row.fin - row.debut).days == 28]) == 26
    assert len(kept) > 26, "a quarter is written down as it leaves"
    shown = [n for row in kept for n in row.ventilation["comptes"].values() if n is not None]
    assert len(shown) >= 10, "a month says more than nothing"


def test_the_attacker_sees_a_total_of_several_weeks_give_a_silent_one_away() -> None:
    first, second = (Case("ouest", week, "ados") for week in ("2026-W47", "2026-W48"))
    other = Case("ouest", "2026-W48", "adultes")
    attaque = Attaque({first: 12, second: 3, other: 6})
    attaque.recoit(
        "lettre", "", [Publie(frozenset({first}), 12), Publie(frozenset({second, other}), 9)]
    )
    assert (attaque.sait(), attaque.petits()) == ({first: 12}, {})
    attaque.recoit("export", "", [somme(["ouest"], ["2026-W47", "2026-W48"], ["ados"], 15)])
    assert attaque.petits() == {second: 3}


def test_the_attacker_takes_one_number_out_of_another() -> None:
    """Few in the weeks that one tells and the other does not; all words of a figure are events."""
    weeks = ["2026-W47", "2026-W48", "2026-W49"]
    cells = {Case("ouest", week, f"conflits {mot}"): 2 for week in weeks for mot in ("a", "b")}
    attaque = Attaque(cells)
    attaque.recoit("bilan", "", [somme(["ouest"], weeks, ["conflits a"], 8)])
    attaque.recoit("compte rendu", "", [somme(["ouest"], weeks[:1], ["conflits a"], 5)])
    left = frozenset(Case("ouest", week, "conflits a") for week in weeks[1:])
    assert attaque.restes() == {left: 3}
    both = ["conflits a", "conflits b"]
    events = Attaque(cells)
    events.recoit("bilan", "", [somme(["ouest"], weeks, both, 8)])
    events.recoit("compte rendu", "", [somme(["ouest"], weeks[:1], both, 5)])
    assert events.restes() == {}


def test_the_attacker_reads_every_format() -> None:
    attaque, sheet = Attaque({}), BytesIO()
    word = attaque.canaris.word("un mot")
    with zipfile.ZipFile(sheet, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", f"<t>{word.upper()}</t>")
    attaque.recoit("tableau.xlsx", sheet.getvalue())
    attaque.recoit("lettre.html", "rien")
    attaque.recoit("carte.geojson", json.dumps({"mot": word}))
    assert attaque.nommes() == ["tableau.xlsx: un mot", "carte.geojson: un mot"]


def test_no_document_of_any_format_says_a_word_of_the_team(sqlite_database: Database) -> None:
    attaque = Attaque({}, Canaris({"prénom": "rossignol", "lieu": "rue du nid", "compte": "7001"}))
    with sqlite_database.transaction() as tx:
        scene, semaine = open_scene(tx), WEEKS[3]
        scene.presence(f"{semaine.lundi} 18:00", f"{semaine.lundi} 21:00")
        scene.rencontres(f"{semaine.lundi} 18:30", ados=30, adultes=12)
        scene.signalement(f"{semaine.lundi} 19:00")
        work = Work(tx, scene.programme, semaine.bornes()[1] + timedelta(hours=7))
        for document in documents().values():
            for copy in document.compose(work, semaine):
                for suffix, write in document.formats.items():
                    attaque.recoit(f"{copy.nom}.{suffix}", write(copy.contenu))
        book = classeur(work, Trimestre(2026, 4))
        for one in FORMATS.values():
            attaque.recoit(f"{book.nom}.{one.suffixe}", one.ecrit(book))
    read = {name.rpartition(".")[2] for name in attaque.lues}
    assert {"html", "txt", "json", "xlsx", "csv"} <= read, "each way that a figure leaves"
    assert attaque.nommes() == []

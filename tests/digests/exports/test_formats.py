"""What is written is read back: by a spreadsheet, as open data, as a map."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import update

from bot.domain.trimestre import Trimestre
from digests.exports.carte import geojson_bytes
from digests.exports.classeur import Classeur, classeur
from digests.exports.formats import FORMATS
from digests.exports.masques import EN_COURS
from digests.exports.neutre import neutral
from digests.exports.plat import csv_bytes
from digests.exports.tableur import xlsx_bytes
from storage.indicateurs.contrat import Sensible
from storage.indicateurs.registre import registre
from storage.indicateurs.releve import releve
from storage.machine.db import Database
from storage.models import Personne, Presence, SignalementActe
from storage.textes import relu
from storage.work import Work
from tests.attaque import Attaque
from tests.digests.scene import amiens, open_scene, paris
from tests.storage.indicateurs.annee import READ_ON, Annee

EURO = "€"


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    titles, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def read_csv(book: Classeur) -> list[dict[str, str]]:
    text = csv_bytes(book).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def test_the_workbook_shows_all_that_it_holds_and_computes_nothing(ete: Classeur) -> None:
    book = load_workbook(BytesIO(xlsx_bytes(ete)))
    assert book.sheetnames == ["Lisez-moi", "Trimestre", "Semaines", "Définitions", "Répartition"]
    for sheet in book:
        assert sheet.sheet_state == "visible"
        assert not any(one.hidden for one in sheet.row_dimensions.values())
        assert not any(one.hidden for one in sheet.column_dimensions.values())
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n"}, "neither formula nor error"
        assert {cell.number_format for cell in cells} == {"General"}, "a format hides nothing"
    printed = [(sheet.oddFooter.left.text, sheet.print_title_rows) for sheet in book]
    readers = "Diffusion : coordination, comité technique, commanditaires. Des agrégats seulement."
    assert printed == [(readers, "$1:$1")] * 5, "each page says who may read it"
    told = {row["mention"]: row["ce qu'il faut savoir"] for row in rows_of(book["Lisez-moi"])}
    assert told["Convention"] == "du 24 novembre 2025 au 31 mars 2028"
    assert told["Fait par"] == "Carnet de rue, le 30 novembre 2026 à 8 h 00"
    assert "du 29 juin 2026 au 27 septembre 2026" in told["Période"]
    assert {row["indicateur"] for row in rows_of(book["Définitions"])} == set(registre())
    versions = {(row["indicateur"], row["version"]) for row in rows_of(book["Trimestre"])}
    assert versions == {(slug, one.version) for slug, one in registre().items()}


def test_the_workbook_tells_the_same_numbers_as_the_register(ete: Classeur, annee: Annee) -> None:
    rows = rows_of(load_workbook(BytesIO(xlsx_bytes(ete)))["Trimestre"])
    jours = [ete.trimestre.debut, date(2026, 9, 28)]
    for portee in (one for one in annee.portees if one.lieux):
        read = releve(annee.tx, annee.programme, portee.lieux, jours)
        (told,) = (
            row["valeur"]
            for row in rows
            if row["indicateur"] == "heures-presence" and row["libelle_lieu"] == portee.nom
        )
        assert told == registre()["heures-presence"](read).n, portee.nom


def test_who_pays_what_is_told_with_its_ceiling(ete: Classeur) -> None:
    rows = rows_of(load_workbook(BytesIO(xlsx_bytes(ete)))["Répartition"])
    told = {row["commanditaire"]: row["par an (€)"] for row in rows}
    assert told["État"] == 20_000
    assert told["Amiens Métropole"] == 60_000
    assert told["Ville d'Amiens"] == "non dit par la convention"
    assert told["Coût d'une année"] == 80_000


def test_open_data_says_nothing_of_mediators_nor_of_money(ete: Classeur) -> None:
    rows = read_csv(ete)
    known = registre()
    told = {known[row["indicateur"]].sensible for row in rows}
    assert told == {Sensible.PERSONNE, Sensible.PUBLIC}
    assert EURO not in csv_bytes(ete).decode("utf-8-sig")
    assert "ni sur l'argent" in rows[0]["mention"]
    assert {row["mention"] for row in rows[1:]} == {""}
    hours = [row for row in rows if row["indicateur"] == "heures-presence"]
    (whole,) = (int(row["valeur"]) for row in hours if row["etendue"] == "programme")
    weeks = [int(row["valeur"]) for row in hours if a_week(row)]
    assert sum(weeks) == whole > 0, "the weeks of the sites add up to the quarter"


def a_week(row: dict[str, str]) -> bool:
    debut, fin = (date.fromisoformat(row[day]) for day in ("debut", "fin"))
    return (fin - debut).days == 6


def test_the_map_has_each_site_at_its_place_with_what_describes_nobody(ete: Classeur) -> None:
    told = json.loads(geojson_bytes(ete))
    assert told["type"] == "FeatureCollection"
    sites = ete.programme.config.sites
    places = {one["id"]: one["geometry"]["coordinates"] for one in told["features"]}
    assert places == {site.slug: [site.longitude, site.latitude] for site in sites}
    for feature in told["features"]:
        slugs = {one["indicateur"] for one in feature["properties"]["chiffres"]}
        assert {registre()[slug].sensible for slug in slugs} == {Sensible.PERSONNE}


def test_people_are_told_by_territoire_only_and_once_the_quarter_is_over(
    ete: Classeur, annee: Annee
) -> None:
    publics = [one for one in ete.lignes if one.indicateur.sensible is Sensible.PUBLIC]
    assert {one.etendue.sorte for one in publics} == {"programme", "territoire"}
    during = Work(annee.tx, annee.programme, paris("2026-09-24 10:00"))
    early = classeur(during, ete.trimestre, [registre()["typologie"]])
    assert {one.cellule.dit for one in early.lignes} == {EN_COURS}
    assert ("Attention", "trimestre en cours : les chiffres changeront") in early.mention


def test_a_label_is_never_a_formula(sqlite_database: Database) -> None:
    labels = ("=1+1", "@lien", "\tx")
    config = amiens()
    sites = tuple(
        site.model_copy(update={"label": label})
        for site, label in zip(config.sites, labels, strict=True)
    )
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, config.model_copy(update={"sites": sites}))
        scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
        chosen = [registre()["heures-presence"]]
        after = Work(tx, scene.programme, paris("2027-01-10 08:00"))
        book = classeur(after, Trimestre(2026, 4), chosen)
    rows = rows_of(load_workbook(BytesIO(xlsx_bytes(book)))["Trimestre"])
    for told in (rows, read_csv(book)):
        places = {row["libelle_lieu"] for row in told if row["etendue"] == "site"}
        assert places == {f"'{label}" for label in labels}
    assert [neutral(text) for text in ("+33", "-2", " =1", "\rx", "Étouvie", "–")] == [
        *("'+33", "'-2", "' =1", "'\rx", "Étouvie", "–")
    ]


def test_no_typed_word_leaves_in_any_format(sqlite_database: Database) -> None:
    attaque = Attaque({})
    typed = attaque.canaris.word
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx)
        scene.presence("2026-08-18 17:04", "2026-08-18 20:52")
        scene.rencontres("2026-08-18 17:30", ados=5, adultes=3)
        defect = scene.signalement("2026-08-18 18:40")
        defect.lieu = relu(typed("lieu"))
        tx.execute(update(SignalementActe).values(motif=typed("motif")))
        tx.execute(update(Personne).values(prenom=typed("prénom")))
        tx.execute(update(Presence).values(source=typed("source")))
        book = classeur(Work(tx, scene.programme, READ_ON), Trimestre(2026, 3))
    for one in FORMATS.values():
        attaque.recoit(f"{book.nom}.{one.suffixe}", one.ecrit(book))
    assert not book.vide
    assert attaque.nommes() == []

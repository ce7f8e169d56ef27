"""The letter and its plain-text twin: the same figures, and nothing that a mailbox would break."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bot.domain.semaine import Semaine
from bot.words import unbroken
from digests import render, words
from digests.compose import compose
from digests.contract import Snapshot
from digests.render import Links
from storage.machine.db import Database
from tests.digests.scene import CANARI, Scene, open_scene
from tests.storage.dispositif_cast import edited

W47 = Semaine.parse("2026-W47")
LINKS = Links("https://carnet.example.org/desabonnement/x")
FIGURE = re.compile(r"\d+ h \d\d|V-\d{4}|\d+")


class Reader(HTMLParser):
    """What a person reads of a page, and its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._read: list[str] = []
        self._silent = False
        self.feed(re.sub("</?span[^>]*>", "", page))

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._read).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._silent = tag in ("title", "style")

    def handle_endtag(self, _tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._read.append(data)


def snapshot(scene: Scene, comite: str = "comite-operationnel-ouest") -> Snapshot:
    found = compose(scene.tx, scene.programme, scene.programme.config.comite(comite), W47)
    return found | {"fige_le": "2026-11-23T07:00:00+00:00"}


def busy(scene: Scene) -> Scene:
    """Five weeks on three sites, with late and mended things."""
    for week, monday in enumerate(("10-19", "10-26", "11-02", "11-09", "11-16")):
        day = f"2026-{monday}"
        scene.presence(f"{day} 16:30", f"{day} 20:1{week}")
        scene.presence(f"{day} 20:30", f"{day} 22:40", site="site-b")
        scene.presence(f"{day} 08:00", f"{day} 16:00", site="site-c", mediateurs=1)
        scene.rencontres(f"{day} 17:00", ados=11 + week, adultes=9, enfants=3, famille=7)
        scene.rencontres(f"{day} 21:00", site="site-b", ados=13, seniors=6)
        lamp = scene.signalement(f"{day} 18:00")
        scene.acte(lamp, "recu", f"{day} 19:00")
        crate = scene.signalement(
            f"{day} 18:30", site="site-c", categorie="vt-encombrants", service="sv-proprete"
        )
        scene.acte(crate, "traite_annonce", f"{day} 22:00")
    return scene


def test_both_renderings_show_the_same_figures(soiree: Scene) -> None:
    for comite in ("comite-operationnel-ouest", "comite-technique"):
        found = snapshot(busy(soiree), comite)
        page = Reader(render.render_html(found, LINKS)).text
        text = render.render_text(found, LINKS)
        assert set(FIGURE.findall(page)) == set(FIGURE.findall(text))


def test_the_evening_reads_in_both(soiree: Scene) -> None:
    found = snapshot(soiree)
    page = Reader(render.render_html(found, LINKS)).text
    text = render.render_text(found, LINKS)
    for said in (
        "Semaine 47, du 16 au 22 novembre 2026",
        "3 h 48 de présence, 23 rencontres et 1 nouveau signalement.",
        "intervention corrective, semaine 7 sur 13",
        "une même personne peut être comptée plusieurs fois",
        "0 h 56",
        "2 h 52",
        "V-0001, Éclairage public en panne, Site A : Éclairage public, en retard de 2 jours",
        "Chiffres figés le lundi 23 novembre à 8 h 00",
        "Dispositif d'exemple",
    ):
        assert said in page
        assert said in text
    assert "À décider : V-0001" in page
    assert "À DÉCIDER\n- V-0001" in text


def test_objectives_typed_as_sentences_end_once(soiree: Scene) -> None:
    found = snapshot(soiree)
    (*_, one) = found["sections"]["entete"]["interventions"]
    one["objectifs"] = ["Apaiser les soirées.", "Faire revenir les familles."]
    said = "Objectifs : Apaiser les soirées ; Faire revenir les familles."
    for page in (render.render_text(found, LINKS), Reader(render.render_html(found, LINKS)).text):
        assert said in page.replace("\N{NO-BREAK SPACE}", " ")
        assert ".." not in page
        assert ". ;" not in page


def test_it_says_that_nobody_is_named_only_where_its_words_were_searched(soiree: Scene) -> None:
    said, programme = "Aucune donnée nominative.", soiree.programme
    found = snapshot(soiree)
    assert said in render.render_text(found, LINKS)
    of_before = {key: value for key, value in found.items() if key != "verifie"}
    aims = {"objectifs": ("Recevoir Mme Durand-Exemple.",)}
    interventions = tuple(one.model_copy(update=aims) for one in programme.config.interventions)
    config = programme.config.model_copy(update={"interventions": interventions})
    comite = config.comite("comite-operationnel-ouest")
    named = compose(soiree.tx, replace(programme, config=config), comite, W47)
    for snap in (of_before, named):
        assert said not in render.render_text(snap, LINKS)
        assert said not in render.render_html(snap, LINKS)


def test_a_letter_is_rendered_from_its_snapshot_alone(soiree: Scene) -> None:
    found = snapshot(soiree)
    kept = json.loads(json.dumps(found))
    soiree.tx.close()
    assert render.render_text(kept, LINKS) == render.render_text(found, LINKS)


def test_outlook_and_gmail_can_show_the_letter(soiree: Scene) -> None:
    page = render.render_html(snapshot(busy(soiree)), LINKS)
    reader = Reader(page)
    tags = {tag for tag, _ in reader.tags}
    assert not tags & {"style", "script", "link", "svg", "img", "form"}
    assert not re.search(r"display:\s*(flex|grid)|position:|url\(", page)
    assert re.findall(r"https?://[^\"<> ]+", page) == [LINKS.desabonnement]
    # Gmail cuts a longer message.
    assert len(page.encode()) < 102_000
    assert max(int(n) for n in re.findall(r"max-width:\s*(\d+)px", page)) <= 640


def test_a_screen_reader_knows_tables_of_figures_from_layout(soiree: Scene) -> None:
    reader = Reader(render.render_html(snapshot(busy(soiree)), LINKS))
    assert ("html", {"lang": "fr"}) in reader.tags
    tables = [attrs for tag, attrs in reader.tags if tag == "table"]
    figures = [attrs for attrs in tables if attrs.get("role") != "presentation"]
    headers = [attrs for tag, attrs in reader.tags if tag == "th"]
    assert len(figures) == 4
    assert all(attrs.get("scope") == "col" for attrs in headers)


def test_no_canary_sings_in_any_rendering(soiree: Scene) -> None:
    for comite in ("comite-operationnel-ouest", "comite-technique"):
        found = snapshot(busy(soiree), comite)
        whole = render.render_html(found, LINKS) + render.render_text(found, LINKS)
        words_of_the_team = (*CANARI.split(", "), "Canari", "7001", "Binôme 1", "mediateur:1")
        assert not [word for word in words_of_the_team if word in whole]


def test_labels_of_the_file_are_escaped(soiree: Scene) -> None:
    found = snapshot(soiree)
    found["sections"]["presence"]["sites"][0]["site"] = "Site <b>A</b> & Cie"
    assert "Site &lt;b&gt;A&lt;/b&gt; &amp; Cie" in render.render_html(found, LINKS)
    assert "Site <b>A</b> & Cie" in render.render_text(found, LINKS)


def test_an_empty_week_is_said_in_five_lines_with_what_stays_open(soiree: Scene) -> None:
    comite = soiree.programme.config.comite("comite-operationnel-ouest")
    found = compose(soiree.tx, soiree.programme, comite, W47.shifted(1))
    found |= {
        "fige_le": "2026-11-30T10:00:00+00:00",
        "en_retard": "2026-11-30T07:00:00+00:00",
    }
    lines = render.render_text(found, LINKS).strip().splitlines()
    assert len(lines) == 5
    assert all(lines)
    assert "Aucune présence, aucune rencontre et aucun nouveau signalement." in lines[1]
    assert "1 signalement reste ouvert, en retard." in lines[1]
    assert "V-0001" in lines[2]
    assert "Prochaine échéance" in lines[3]
    assert str(LINKS.desabonnement) in lines[4]
    page = Reader(render.render_html(found, LINKS)).text
    assert "Envoyé en retard : ce point était prévu le lundi 30 novembre à 8 h 00." in page
    assert "Rencontres" not in page


def test_a_quiet_start_with_nothing_open_stays_within_five_lines(
    sqlite_database: Database,
) -> None:
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx)
        for comite in scene.programme.config.comites:
            found = compose(tx, scene.programme, comite, W47)
            assert len(render.render_text(found, LINKS).strip().splitlines()) <= 5


@pytest.mark.parametrize("comite", ["comite-operationnel-nord", "comite-technique"])
def test_three_encounters_read_three_everywhere_but_not_who_they_were(
    sqlite_database: Database, comite: str
) -> None:
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx)
        scene.rencontres("2026-11-10 19:00", site="site-b", seniors=2)
        scene.rencontres("2026-11-17 19:00", site="site-b", seniors=3)
        found = snapshot(scene, comite)
    text = render.render_text(found, LINKS)
    assert words.subject(found).endswith("semaine 47 : aucune présence, 3 rencontres")
    for told in (" ".join(text.split()), Reader(render.render_html(found, LINKS)).text):
        assert "Aucune présence, 3 rencontres et aucun nouveau signalement." in told
        assert "3 rencontres : une même personne peut être comptée plusieurs fois." in told
        assert "Détail par public non publié : trop peu de rencontres." in told
        assert not re.search(r"60 ans et plus|moins de 5 rencontres,|au moins|n\. p\.", told)
    assert "Rencontres : 3 (sem. 46 : 2)" in text
    (row,) = [line.split() for line in text.splitlines() if line.startswith("Site B  ")]
    assert row == ["Site", "B", "–", "3", "–", "3"]


def test_publics_kept_back_are_told_together(soiree: Scene) -> None:
    soiree.rencontres("2026-11-18 19:00", site="site-c", seniors=1)
    text = render.render_text(snapshot(soiree), LINKS)
    _, after = text.split("Public (âge estimé, rôle)")
    told = [" ".join(line.split()) for line in after.split("\n\n")[0].splitlines()[2:]]
    assert told == ["12-17 ans 13 54 %", "26 ans et plus 11 46 %"]
    assert "un public de moins de 5 rencontres n'est pas détaillé" in text


def test_a_programme_that_counts_nights_shows_them(sqlite_database: Database) -> None:
    config = edited('a: "08:00", actif: false', 'a: "08:00"')
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, config)
        scene.presence("2026-11-17 21:00", "2026-11-18 00:30")
        text = render.render_text(snapshot(scene), LINKS)
    (row,) = [line.split() for line in text.splitlines() if line.startswith("Site A  ")]
    assert " ".join(row) == "Site A – 2 h 00 – 1 h 30 3 h 30"


@pytest.mark.parametrize(
    ("semaine", "title"),
    [
        ("2026-W47", "Semaine 47, du 16 au 22 novembre 2026"),
        ("2026-W49", "Semaine 49, du 30 novembre au 6 décembre 2026"),
        ("2026-W53", "Semaine 53, du 28 décembre 2026 au 3 janvier 2027"),
        ("2027-W30", "Semaine 30, du 26 juillet au 1er août 2027"),
    ],
)
def test_a_week_is_named_as_people_say_it(semaine: str, title: str) -> None:
    assert words.week_title(Semaine.parse(semaine)) == title


def test_a_subject_has_one_form_and_never_passes_seventy_characters(soiree: Scene) -> None:
    found = snapshot(soiree)
    ouest = "Amiens · Territoire Ouest · semaine 47"
    assert words.subject(found) == f"{ouest} : 3 h 48, 23 rencontres"
    whole = snapshot(soiree, "comite-technique")
    assert words.subject(whole) == (
        "Amiens · semaine 47 : 3 h 48 de présence, 23 rencontres, 1 signalement"
    )
    totals = found["sections"]["entete"]["semaine"]
    totals |= {"minutes": 123_456, "rencontres": 98_765_432_109, "nouveaux": 4_321}
    assert words.subject(found) == f"{ouest} : 2057 h 36 de présence"
    found |= {"vide": True}
    totals |= {"ouverts": 2}
    assert words.subject(found) == f"{ouest} : rien de noté"
    found["territoire"] = "Territoire " + "au très long nom " * 4
    assert words.subject(found) == "Amiens · semaine 47"


def test_columns_of_plain_text_line_up() -> None:
    assert words.table(["Site", "Total"], [["Un long nom", "3 h 48"], ["A", "–"]]) == (
        "Site          Total\n-----------  ------\nUn long nom  3 h 48\nA                 –"
    )


def test_lines_never_break_inside_a_figure() -> None:
    said = unbroken("3 h 48 de présence : « 23 rencontres » (32 %)")
    assert (
        said.replace("\N{NO-BREAK SPACE}", "_") == "3_h_48_de présence_: «_23_rencontres_» (32_%)"
    )


def test_a_reference_is_never_cut_after_its_hyphen(soiree: Scene) -> None:
    letter = render.render_html(snapshot(busy(soiree)), LINKS)
    whole = re.findall(r'<span class="ref" style="white-space:nowrap">V-\d{4}</span>', letter)
    assert whole
    assert len(whole) == len(re.findall(r"V-\d{4}", letter))

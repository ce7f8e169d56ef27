"""A dashboard as each of its readers opens it: its figures, its depth, its choices, its end."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.domain.periodes import tranche_at
from bot.domain.trimestre import Trimestre
from bot.web import visits
from bot.web.pages.bord import chiffres
from digests.exports.classeur import classeur
from digests.exports.plat import csv_bytes
from storage.figures import lieux
from storage.machine.db import Tx
from storage.models import BORD, LienBord, Observation, Personne, ReleveSite, Signalement
from tests.bot.casework.terrain import COORDINATRICE, MEDIATRICE, SOIR, Terrain
from tests.bot.web.visitor import Visitor
from tests.digests.scene import Scene, paris


def link(terrain: Terrain, visitor: Visitor, lecteur: str, **more: Any) -> str:
    """The page of a new link for that reader."""
    with terrain.tx() as tx:
        row = LienBord(
            dispositif_id=terrain.programme.id,
            lecteur=lecteur,
            lettre=False,
            donne_le=SOIR,
            **more,
        )
        tx.add(row)
        tx.flush()
        return visitor.to(BORD, row.id)


@pytest.fixture
def rue(terrain: Terrain) -> Terrain:
    """Two weeks of November on two territoires, each with its own numbers."""
    with terrain.tx() as tx:
        scene = Scene(tx, terrain.programme, terrain.people[MEDIATRICE])
        scene.presence("2026-11-03 17:00", "2026-11-03 20:30")
        scene.rencontres("2026-11-03 17:30", ados=41)
        scene.presence("2026-11-11 14:00", "2026-11-11 16:30", site="site-b")
        scene.rencontres("2026-11-11 14:30", site="site-b", seniors=23)
        for day in ("2026-11-03", "2026-11-04", "2026-11-10"):
            seen(tx, terrain, f"{day} 18:00", 4, positifs=["jeux-enfants"])
        for site, service in (("site-a", "sv-eclairage"), ("site-c", "sv-bailleur")):
            scene.signalement("2026-11-04 18:00", site=site, service=service)
        scene.signalement("2026-11-05 18:00", site="site-c", service="sv-proprete")
        for mesure, note in (("t0", 1), ("t1", 3)):
            gridded(tx, terrain, mesure, note)
    return terrain


def seen(tx: Tx, terrain: Terrain, le: str, ambiance: int, **more: Any) -> None:
    """One observation on Site A."""
    tx.add(Observation(**_on_site_a(terrain, le), ambiance=ambiance, mesusages=[], **more))


def gridded(tx: Tx, terrain: Terrain, mesure: str, note: int) -> None:
    """The grid of Site A, every criterion alike."""
    criteria = terrain.programme.config.liste("grille_site")
    tx.add(
        ReleveSite(
            **_on_site_a(terrain, "2026-11-05 19:00"),
            intervention_id=terrain.programme.interventions["site-a-automne-2026"],
            mesure=mesure,
            notes={one.slug: note for one in criteria},
        )
    )


def _on_site_a(terrain: Terrain, le: str) -> dict[str, Any]:
    moment = paris(le)
    return {
        "dispositif_id": terrain.programme.id,
        "site_id": terrain.programme.sites["site-a"],
        "binome_id": terrain.programme.binomes["binome-1"],
        "auteur_id": terrain.people[MEDIATRICE],
        "le": moment,
        "tranche": tranche_at(moment, terrain.programme.calendrier),
        "source": terrain.source(),
    }


async def test_the_coordination_reads_all_of_it_and_each_part(
    rue: Terrain, visitor: Visitor
) -> None:
    page = link(rue, visitor, "coordination", personne_id=rue.people[COORDINATRICE])
    text = await visitor.reads(page)
    for fact in ("6 h 00", "64", "Site A", "Site B", "Amiens Nord", "Bailleur (proximité)"):
        assert fact in text
    assert "Sans intervention : Pierre Rollin" in text
    assert "Ambiance 4 sur 5 (de 4 à 4, n = 3)" in text
    assert "dans 3 observations sur 3" in text
    assert "trop peu d'observations pour dire si cela change" in text.replace("&#39;", "'")
    assert "<strong>V-0001</strong> Éclairage public en panne, Site A, depuis le 4" in text
    assert re.search("T0, au début.*?<td>1</td><td>3</td><td>—</td>", text, re.DOTALL)
    assert 'href="/chiffres/amiens#heures-presence"' in text
    assert 'title="Somme des minutes' in text
    one = (await visitor.get(f"{page}?ou=site.site-b&quand=4s"))[1]
    assert "<h1>Site B</h1>" in one
    assert "2 h 30" in one
    assert "6 h 00" not in one
    mission = (await visitor.get(f"{page}?ou=intervention.site-a-automne-2026"))[1]
    assert "Du 5 octobre 2026 au 15 novembre 2026 : les jours de l'intervention" in mission
    assert {"13 576", "8 086"} <= set(re.findall(r"<td>(\d+ \d+)</td>", text)), "of others (K11)"
    empty = (await visitor.get(f"{page}?ou=quartier.pierre-rollin"))[1]
    assert "Aucune intervention" in empty
    assert "133 998</td><td>2011</td><td>003 l.1704" in empty
    assert "13 576" not in empty


@pytest.mark.parametrize(
    ("lecteur", "more", "reads", "never"),
    [
        (
            "operationnel",
            {"comite": "comite-operationnel-ouest"},
            ("Territoire Ouest", "Site A", "41", "<strong>V-0003</strong>"),
            ("Site B", "64", "Amiens Nord"),
        ),
        (
            "elus",
            {},
            (
                *("Amiens Nord", "64", "Ce qui a été signalé, ce qui a été fait"),
                "<strong>Éclairage public en panne</strong>, signalé le 4 novembre 2026 : "
                "envoyé au service, pas encore de réponse.",
            ),
            ("Site A", "Site B", "V-0001"),
        ),
        (
            "commanditaire",
            {"commanditaire": "cm-etat"},
            ("64", "<strong>État</strong> : 20 000 € par an", "Convention du "),
            ("V-0001", "60 000"),
        ),
        (
            "technique",
            {"comite": "comite-technique"},
            ("Site A", "64", "Dernier trimestre fini"),
            ("V-0001",),
        ),
        (
            "bailleur",
            {"bailleur": "sv-bailleur"},
            ("Bailleur (proximité)", "Site C", "<strong>V-0002</strong>"),
            ("Site A", "Rencontres", "41", "V-0003"),
        ),
    ],
)
async def test_each_reader_has_its_own_and_nothing_else(
    rue: Terrain,
    visitor: Visitor,
    lecteur: str,
    more: dict[str, str],
    reads: tuple[str, ...],
    never: tuple[str, ...],
) -> None:
    page = link(rue, visitor, lecteur, **more)
    text = await visitor.reads(page)
    assert [fact for fact in reads if fact not in text] == []
    body = text.partition("<main")[2]
    assert [fact for fact in never if f">{fact}<" in body or f"{fact} " in body] == []
    if lecteur in ("technique", "commanditaire"):
        return
    for field in ("site.site-b", "quartier.nulle-part", "intervention.site-b-automne-2026"):
        refused, said = await visitor.get(f"{page}?ou={field}")
        assert refused == 403
        assert "Ce n'est pas dans votre lien" in said.replace("&#39;", "'")
        assert "Site" not in said


async def test_a_link_taken_back_expired_or_of_somebody_who_left_opens_nothing(
    rue: Terrain, visitor: Visitor
) -> None:
    gone = link(rue, visitor, "elus", retire_le=SOIR)
    short = link(rue, visitor, "elus", expire_le=SOIR + timedelta(days=1))
    left = link(rue, visitor, "coordination", personne_id=rue.people[COORDINATRICE])
    lost = link(rue, visitor, "operationnel", comite="comite-operationnel-du-passe")
    assert (await visitor.get(short))[0] == (await visitor.get(left))[0] == 200
    with rue.tx() as tx:
        tx.get_one(Personne, rue.people[COORDINATRICE]).revoquee_le = SOIR
    rue.clock.advance(timedelta(days=2))
    pages = {await visitor.get(page) for page in (gone, short, left, lost)}
    assert [status for status, _text in pages] == [410]
    assert "Ce lien ne sert plus" in pages.pop()[1]


async def test_a_quarter_is_taken_away_in_the_formats_that_each_reader_may_have(
    rue: Terrain, visitor: Visitor
) -> None:
    technique = link(rue, visitor, "technique", comite="comite-technique")
    ouest = link(rue, visitor, "operationnel", comite="comite-operationnel-ouest")
    elus = link(rue, visitor, "elus")
    book = await visitor.client.get(f"{technique}/fichier/0?quand=trimestre")
    assert (await book.read())[:2] == b"PK"
    assert book.headers["Content-Disposition"].endswith('amiens_2026-T4.xlsx"')
    opened = await visitor.client.get(f"{ouest}/fichier/0?quand=trimestre")
    assert opened.headers["Content-Type"] == "text/csv; charset=utf-8"
    etat = link(rue, visitor, "commanditaire", commanditaire="cm-etat")
    paid = await visitor.client.get(f"{etat}/fichier/0?quand=trimestre")
    theirs, mine = [load_workbook(BytesIO(await one.read())) for one in (book, paid)]
    told = [
        tuple(row) for row in mine["Lisez-moi"].iter_rows(min_row=2, max_row=3, values_only=True)
    ]
    assert told == [
        ("Destinataire", "État"),
        ("Part : État", "20\xa0000\xa0€ par an (25\xa0% du coût)"),
    ]
    assert [*mine["Trimestre"].values] == [*theirs["Trimestre"].values], "the same figures"
    assert "Diffusion : État" in mine["Trimestre"].oddFooter.left.text
    with rue.work() as work:
        whole = csv_bytes(classeur(work, Trimestre(2026, 4), inscrit=False))
    assert await opened.read() == whole, "read in parts, it is what the command line writes"
    past = await visitor.client.get(f"{ouest}/fichier/1")
    assert past.headers["Content-Disposition"].endswith('amiens_2026-T3.geojson"')
    assert (await visitor.client.get(f"{elus}/fichier/0")).status == 404
    assert "Télécharger" not in (await visitor.get(elus))[1]


async def test_signalements_one_by_one_are_for_whoever_reads_them_so(
    rue: Terrain, visitor: Visitor
) -> None:
    ouest = link(rue, visitor, "operationnel", comite="comite-operationnel-ouest")
    _status, text = await visitor.get(ouest)
    assert "Signalements un par un" in text
    taken = await visitor.client.get(f"{ouest}/fichier/2?quand=trimestre")
    name = 'amiens_signalements_2026-T4.csv"'
    assert taken.headers["Content-Disposition"].endswith(name)
    with rue.tx() as tx:
        west = {one.id for one in lieux(tx, rue.programme.id) if one.territoire == "ouest"}
        sent = tx.scalars(select(Signalement)).all()
    said = (await taken.read()).decode("utf-8-sig")
    for one in sent:
        assert (f"V-{one.numero:04d}" in said) is (one.site_id in west)
    technique = link(rue, visitor, "technique", comite="comite-technique")
    assert "Signalements un par un" not in (await visitor.get(technique))[1], "counts (§4.7)"
    assert (await visitor.client.get(f"{technique}/fichier/3")).status == 404


async def test_a_link_that_is_hammered_asks_for_patience(
    rue: Terrain, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "PER_READING", 2)
    page = link(rue, visitor, "elus")
    assert [(await visitor.get(page))[0] for _ in range(3)] == [200, 200, 429]
    rue.clock.advance(timedelta(minutes=2))
    assert (await visitor.get(page))[0] == 200


async def test_a_figure_that_is_made_no_more_says_so(
    rue: Terrain, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chiffres, "DOUZE", ("heures-presence", "cout-du-passe"))
    text = (await visitor.get(link(rue, visitor, "elus")))[1]
    assert "cout-du-passe" in text
    assert "Cet indicateur est retiré : il n'est plus calculé." in text.replace("&#39;", "'")


async def test_what_speaks_of_people_met_leaves_the_team_as_in_the_exports_or_not_at_all(
    rue: Terrain, visitor: Visitor
) -> None:
    for _ in range(8):
        rue.hand_over()
    own = link(rue, visitor, "coordination", personne_id=rue.people[COORDINATRICE])
    out = link(rue, visitor, "technique", comite="comite-technique")
    rue.clock.advance(timedelta(days=60))

    async def relais(page: str, query: str) -> str:
        text = (await visitor.get(f"{page}?{query}"))[1]
        found = re.search(r"Relais effectifs</a></dt>\s*<dd>(.*?)</dd>", text, re.DOTALL)
        assert found, text
        return found[1]

    assert "0 sur 8" in await relais(own, "quand=12s")
    assert "0 sur 8" in await relais(own, "quand=fini")
    assert "se lit dans" in await relais(out, "quand=12s")
    assert "se lit dans" in await relais(out, "quand=fini&ou=site.site-a")
    assert "se lit dans l&#39;export" in await relais(out, "quand=fini")
    with rue.work() as work:
        classeur(work, Trimestre(2026, 4))
    assert "0 sur 8" in await relais(own, "quand=fini")
    assert "0 sur 8" in await relais(out, "quand=fini"), "it left already: it is told again"

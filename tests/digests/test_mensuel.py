"""The point mensuel: once for each reader, whole weeks, a zoom and what was observed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.casework.point import actes, heures
from bot.domain.mois import Mois
from bot.domain.vies.point import ActePoint
from digests import render
from digests.contract import Snapshot
from digests.due import run_due_month
from digests.feuille import blocks
from digests.render import Links
from storage.machine.db import Database
from storage.models import MENSUEL, Digest, Observation, Outbox
from storage.work import Work
from tests.clockwork import through
from tests.digests.scene import Scene, open_scene, paris
from tests.digests.test_due import letters, ouest
from tests.digests.test_relecture import told

NOVEMBER = Mois.parse("2026-11")
HOUR = paris("2026-11-30 09:00")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def novembre(sqlite_database: Database) -> Iterator[Scene]:
    """Three months of a steady team, then encounters that double, and some observations."""
    with sqlite_database.transaction() as tx:
        yield steady(open_scene(tx, joined="2026-08-03 09:00"))


def steady(scene: Scene) -> Scene:
    for week in range(18):
        day = paris("2026-08-03 14:00") + timedelta(weeks=week)
        debut, fin = (f"{day + timedelta(hours=n):%Y-%m-%d %H:%M}" for n in (0, 3))
        scene.presence(debut, fin)
        scene.rencontres(debut, ados=12 if week < 13 else 24)
        if week >= 12:
            observe(scene, day, ambiance=4 if week == 12 else 2 + week % 3)
            scene.signalement(debut)
    return scene


def observe(scene: Scene, le: datetime, *, ambiance: int) -> None:
    scene.tx.add(
        Observation(
            dispositif_id=scene.programme.id,
            site_id=scene.programme.sites["site-a"],
            binome_id=scene.programme.binomes["binome-1"],
            auteur_id=scene.auteur,
            le=le,
            tranche="journee",
            ambiance=ambiance,
            frequentation=2,
            positifs=["jeux-enfants"],
            mesusages=["regroupement-genant"] if ambiance < 4 else [],
            source=f"scene:observation:{le}",
        )
    )
    scene.tx.flush()


def rings(scene: Scene, moment: datetime) -> list[Outbox]:
    """The clock rings then; the letters that wait."""
    through(Work(scene.tx, scene.programme, moment), run_due_month)
    return letters(scene)


def aligned(snapshot: Snapshot) -> bool:
    """Each row of each of its printed tables is as wide as the others."""
    tables = [one for one in blocks(render.render_whole(snapshot)) if one["sorte"] == "table"]
    rows = [[[*one["entetes"]], *(line["cases"] for line in one["lignes"])] for one in tables]
    widths = [{sum(cell["large"] for cell in row) for row in table if row} for table in rows]
    return all(len(each) == 1 for each in widths) and bool(tables or snapshot["vide"])


def test_it_leaves_once_on_the_monday_after_its_weeks(novembre: Scene) -> None:
    assert rings(novembre, HOUR - MINUTE) == []
    sent = rings(novembre, HOUR)
    config = novembre.programme.config
    readers = {address for one in config.lecteurs(MENSUEL) for address in config.adresses(one)}
    assert {one.adresse for one in sent} == readers
    assert len(rings(novembre, HOUR + MINUTE)) == len(readers) == len(sent)
    frozen = list(novembre.tx.scalars(select(Digest)))
    assert {one.rythme for one in frozen} == {MENSUEL}
    assert all(aligned(one.instantane) for one in frozen), "on paper"
    (ouest,) = [one for one in sent if one.adresse.startswith("chef-projet-ouest")]
    assert ouest.contenu["subject"].startswith("Amiens · Territoire Ouest · novembre 2026 :")
    text = ouest.contenu["text"]
    assert "point mensuel" in text
    assert "Novembre 2026 : semaines 45 à 48, du 2 au 29 novembre 2026" in text
    assert "12 h 00 de présence, 96 rencontres" in text, "its four weeks, all told"
    assert "96 rencontres et 4 nouveaux signalements." in text
    assert re.search(r"^Éclairage public +4 +– +5 +5$", text, re.M), "as its head says"
    assert "Présence : 12 h 00 (octobre, 5 sem. : 15 h 00)" in text
    assert "Site C : aucune présence ce mois-ci." in text
    assert "cette semaine" not in text
    assert "4 semaines" not in text.partition("ÉCHÉANCES")[0]
    assert "Semaine par semaine, les rencontres : ce qui a le plus changé." in text
    assert "BILAN D'OBSERVATION\n- Site A : 4 observations. Ambiance : 3 sur 5" in text
    assert "Nouveau : Regroupement gênant" in text


def test_a_zoom_that_the_file_chose_wins(novembre: Scene) -> None:
    config = novembre.programme.config
    reglages = config.reglages.model_copy(update={"zoom_mensuel": "presence"})
    object.__setattr__(
        novembre.programme, "config", config.model_copy(update={"reglages": reglages})
    )
    letters = rings(novembre, HOUR)
    assert "la présence : choisi par la coordination" in letters[0].contenu["text"]


def test_it_leaves_late_for_two_weeks_then_it_is_kept_and_offered(novembre: Scene) -> None:
    rings(novembre, HOUR + timedelta(days=2))
    late = letters(novembre)[0].contenu["text"]
    assert "Envoyé en retard : ce point était prévu le lundi 30 novembre à 9 h 00." in late
    sent = len(letters(novembre))
    january = Mois.parse("2026-12")
    gone = heures.sending(ouest(novembre), january) + heures.TOO_LATE
    rings(novembre, gone)
    rings(novembre, gone)
    assert len(letters(novembre)) == sent, "its weeks were read"
    (kept,) = (one for one in told(novembre) if "n'est pas parti" in one)
    assert "Point mensuel de décembre 2026 : il n'est pas parti" in kept
    work = Work(novembre.tx, novembre.programme, gone)
    actes.act(work, actes.opened(work, january), ActePoint.ENVOYER)
    rings(novembre, gone)
    every = letters(novembre)[sent:]
    assert len(every) == sent
    assert all("décembre 2026 :" in one.contenu["subject"] for one in every)
    rings(novembre, gone)
    assert len(letters(novembre)) == 2 * sent


def test_whoever_reads_by_quartier_is_told_of_no_site(novembre: Scene) -> None:
    rings(novembre, HOUR)
    (clspd,) = novembre.tx.scalars(select(Digest).where(Digest.comite == "clspd"))
    bilan = clspd.instantane["sections"]["bilan_observation"]
    assert [row["site"] for row in bilan["sites"]] == ["Étouvie"]
    told = render.render_text(clspd.instantane, Links())
    assert "Étouvie : 2 interventions" in told
    assert not re.search(r"Site [ABC]\b", told)

"""Once for each recipient, late rather than never, from figures that no longer move."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from bot.casework.point.heures import sending
from bot.domain.semaine import Semaine
from bot.signing import LIEN
from digests import figes, render
from digests.atelier import Atelier
from digests.due import due, run_due
from digests.envois import EVERY, queue_some
from digests.figes import freeze, frozen
from digests.render import Links
from storage.dispositif import Comite
from storage.machine.db import Database
from storage.machine.outbox import Lane
from storage.models import Desabonnement, Digest, DigestEnvoi, Outbox
from storage.work import Work
from tests.clockwork import ring, through
from tests.digests.conftest import EARLY, LATELY
from tests.digests.scene import Scene, open_scene, paris

W47 = Semaine.parse("2026-W47")
MONDAY = paris("2026-11-23 08:00")
MINUTE = timedelta(minutes=1)
OUEST = "comite-operationnel-ouest"
PORTEUR = "coordination@mediation.example.org"


@pytest.fixture
def joined() -> str:
    return LATELY


def ouest(scene: Scene) -> Comite:
    return scene.programme.config.comite(OUEST)


def falls_due(scene: Scene, moment: datetime) -> list[Digest]:
    """The clock rings at that hour; the digests that it froze of the last of the weeks."""
    known = set(scene.tx.scalars(select(Digest)))
    through(Work(scene.tx, scene.programme, moment), run_due)
    new = [one for one in scene.tx.scalars(select(Digest)) if one not in known]
    return [one for one in new if one.lundi == max(every.lundi for every in new)]


def letters(scene: Scene, lane: Lane = Lane.DIGEST) -> list[Outbox]:
    """What was queued for the comités; of another lane, for the coordination."""
    found = select(Outbox).where(Outbox.lane == int(lane)).order_by(Outbox.id)
    return list(scene.tx.scalars(found))


def test_every_comite_falls_due_on_monday_at_eight_in_paris(scene: Scene) -> None:
    scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
    known = falls_due(scene, MONDAY - timedelta(days=7))
    assert {digest.lundi for digest in known} == {W47.shifted(-1).lundi}
    assert (
        due(
            Work(scene.tx, scene.programme, MONDAY - MINUTE),
        )
        == []
    )
    assert due(
        Work(scene.tx, scene.programme, MONDAY),
    ) == [(comite, W47) for comite in scene.programme.config.lecteurs("hebdo")]


@pytest.mark.parametrize(
    ("semaine", "hour"), [("2026-W42", "2026-10-19T06:00"), ("2026-W43", "2026-10-26T07:00")]
)
def test_eight_in_paris_is_another_hour_in_winter(scene: Scene, semaine: str, hour: str) -> None:
    moment = sending(ouest(scene), Semaine.parse(semaine))
    assert moment.isoformat().startswith(hour)


def test_a_comite_may_choose_its_day_and_hour(scene: Scene) -> None:
    chosen = ouest(scene).model_copy(update={"jour": "mer", "heure": time(17, 30)})
    config = scene.programme.config.model_copy(update={"comites": (chosen,)})
    object.__setattr__(scene.programme, "config", config)
    wednesday = paris("2026-11-25 17:30")
    assert [
        week
        for _, week in due(
            Work(scene.tx, scene.programme, wednesday),
        )
    ] == [W47]
    assert [
        week
        for _, week in due(
            Work(scene.tx, scene.programme, wednesday - MINUTE),
        )
    ] == [W47.shifted(-1)]


@pytest.mark.parametrize("joined", [EARLY])
def test_nothing_is_due_for_weeks_before_the_team_nor_after_the_convention(scene: Scene) -> None:
    before = paris("2026-10-05 08:30")
    assert (
        due(
            Work(scene.tx, scene.programme, before),
        )
        == []
    )
    assert due(
        Work(scene.tx, scene.programme, paris("2026-10-12 08:00")),
    )
    assert (
        due(
            Work(scene.tx, scene.programme, paris("2028-04-17 08:00")),
        )
        == []
    )


def test_a_digest_is_frozen_once_and_no_later_deed_changes_it(scene: Scene) -> None:
    presence = scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
    first = freeze(
        Work(scene.tx, scene.programme, MONDAY),
        ouest(scene),
        W47,
    )
    before = render.render_html(first.instantane, Links())
    presence.supprimee_le = MONDAY
    scene.presence("2026-11-18 17:00", "2026-11-18 21:00")
    scene.tx.flush()
    scene.tx.expire_all()
    again = freeze(
        Work(scene.tx, scene.programme, MONDAY + timedelta(days=1)),
        ouest(scene),
        W47,
    )
    assert again.id == first.id
    assert again.instantane["sections"]["entete"]["semaine"]["minutes"] == 228
    assert render.render_html(again.instantane, Links()) == before


def test_each_recipient_gets_one_letter_however_often_the_job_runs(scene: Scene) -> None:
    scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
    assert len(falls_due(scene, MONDAY)) == 4
    assert falls_due(scene, MONDAY) == []
    digests = list(scene.tx.scalars(select(Digest).where(Digest.lundi == W47.lundi)))
    assert not queue_some(
        Work(scene.tx, scene.programme, MONDAY + MINUTE), digests, EVERY, Atelier()
    )
    wanted = Counter(
        address
        for comite in scene.programme.config.lecteurs("hebdo")
        for address in scene.programme.config.adresses(comite)
    )
    assert max(wanted.values()) == 4, "the town's own service sits in every comité"
    sent = letters(scene)
    assert sorted(letter.adresse for letter in sent) == sorted(wanted)
    rows = list(scene.tx.scalars(select(DigestEnvoi).order_by(DigestEnvoi.id)))
    assert Counter(envoi.adresse for envoi in rows) == wanted
    carriers = {envoi.id for envoi in rows if envoi.avec_id is None}
    assert {letter.sujet for letter in sent} == {f"digest_envoi:{one}" for one in carriers}
    assert {envoi.avec_id for envoi in rows} - carriers == {None}


def test_a_letter_is_whole_and_can_be_unsubscribed_in_one_click(scene: Scene) -> None:
    scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
    falls_due(scene, MONDAY)
    letter = letters(scene)[0]
    assert (letter.lane, letter.canal) == (2, "email")
    assert letter.cle.endswith(f":{letter.adresse}")
    mark = letter.contenu[LIEN]
    assert letter.contenu["headers"] == {
        "List-Unsubscribe": f"<{mark}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert "· semaine 47 :" in letter.contenu["subject"]
    assert letter.contenu["reply_to"] == scene.programme.config.coordination.email
    assert mark in letter.contenu["text"]
    assert mark in letter.contenu["html"]


def test_whoever_left_gets_nothing_and_nobody_gets_it_twice(scene: Scene) -> None:
    known = ouest(scene)
    first, second, *_ = known.destinataires
    doubled = (first, second, second.model_copy(update={"email": second.email.upper()}))
    changed = known.model_copy(update={"destinataires": doubled})
    config = scene.programme.config.model_copy(update={"comites": (changed,)})
    object.__setattr__(scene.programme, "config", config)
    scene.tx.add(
        Desabonnement(
            dispositif_id=scene.programme.id,
            comite=OUEST,
            adresse=first.email.upper(),
            le=MONDAY,
        )
    )
    scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
    falls_due(scene, MONDAY)
    assert {letter.adresse for letter in letters(scene)} == {second.email, PORTEUR}, (
        "the porteur reads what each comité reads, whether it sits there or not"
    )


@pytest.mark.parametrize("joined", [EARLY])
def test_after_a_downtime_only_the_last_week_is_mailed_and_says_that_it_is_late(
    scene: Scene,
) -> None:
    scene.presence("2026-11-03 17:04", "2026-11-03 20:52")
    falls_due(scene, paris("2026-11-02 08:00"))
    mailed = len(letters(scene))
    back = paris("2026-11-23 11:00")
    found = falls_due(scene, back)
    assert {digest.lundi for digest in found} == {W47.lundi}
    assert all(digest.instantane["en_retard"] for digest in found)
    assert "envoyé en retard" in letters(scene)[-1].contenu["text"]
    kept = frozen(scene.tx, scene.programme, OUEST, W47.shifted(-2))
    assert kept is not None
    assert kept.instantane["sections"]["entete"]["semaine"]["minutes"] == 228
    mine = select(func.count()).select_from(DigestEnvoi).where(DigestEnvoi.digest_id == kept.id)
    assert scene.tx.execute(mine).scalar_one() == 0
    assert len(letters(scene)) == 2 * mailed
    assert falls_due(scene, back + MINUTE) == []


def test_on_time_is_not_late(scene: Scene) -> None:
    on_time = freeze(
        Work(scene.tx, scene.programme, MONDAY + 5 * MINUTE),
        ouest(scene),
        W47,
    )
    assert on_time.instantane["en_retard"] is None
    technique = scene.programme.config.comite("comite-technique")
    late = freeze(
        Work(scene.tx, scene.programme, MONDAY + figes.GRACE),
        technique,
        W47,
    )
    assert late.instantane["en_retard"] == MONDAY.isoformat()


def test_an_empty_week_is_sent_too(scene: Scene) -> None:
    falls_due(scene, MONDAY)
    letter = letters(scene)[0]
    assert letter.contenu["subject"].endswith("rien de noté")


def test_two_workers_at_the_same_second_send_once(database: Database) -> None:
    with database.transaction() as tx:
        programme = open_scene(tx, joined="2026-11-17 09:00").programme
    gate = threading.Barrier(2)
    failures: list[BaseException] = []

    def work() -> None:
        try:
            gate.wait(timeout=10)
            ring(database, programme, MONDAY, run_due)
        except BaseException as error:
            failures.append(error)

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    readers = programme.config.lecteurs("hebdo")
    every = [one for comite in readers for one in programme.config.adresses(comite)]
    with database.transaction() as tx:
        counts = [
            tx.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (Digest, DigestEnvoi, Outbox)
        ]
    assert failures == []
    assert counts == [len(readers), len(every), len(set(every))]

"""Drafted once, frozen once, kept when a breakdown missed it: never twice, never silently."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.casework.point import actes
from bot.domain.semaine import Semaine
from bot.domain.vies.point import ActePoint
from digests.due import run_due
from digests.figes import frozen
from storage import notes
from storage.conservation import dits
from storage.dispositif.alertes import Destinataire
from storage.machine.db import Database
from storage.machine.outbox import Lane
from storage.models import Difficulte, Etonnement, Outbox, PointHebdo
from storage.notes import Words
from storage.textes import relu
from storage.work import Work
from tests.clockwork import ring, through
from tests.digests.conftest import LATELY
from tests.digests.scene import Scene, open_scene, paris
from tests.digests.test_due import MONDAY, OUEST, W47, letters, ouest

FRIDAY, DAY = paris("2026-11-20 12:00"), timedelta(days=1)


@pytest.fixture
def joined() -> str:
    return LATELY


def rings(scene: Scene, moment: datetime) -> Work:
    work = Work(scene.tx, scene.programme, moment)
    through(work, run_due)
    return work


def told(scene: Scene) -> list[str]:
    """What the coordination's mailbox received, oldest first."""
    return [str(one.contenu["text"]) for one in letters(scene, Lane.PROMPT)]


def today(row: PointHebdo) -> dict[str, dict[str, str]]:
    """What each comité reads in figures, in the draft."""
    return {slug: one["chiffres"] for slug, one in row.brouillon.items()}


def statuts(scene: Scene) -> dict[int, str]:
    rows = scene.tx.scalars(select(PointHebdo).order_by(PointHebdo.lundi))
    return {Semaine(row.lundi).numero: row.statut for row in rows}


@pytest.fixture
def begun(soiree: Scene) -> Scene:
    """The week before left as it should; the evening of Tuesday is noted."""
    rings(soiree, MONDAY - 7 * DAY)
    return soiree


def test_the_draft_is_told_once_and_late_rather_than_never(begun: Scene) -> None:
    rings(begun, FRIDAY - timedelta(minutes=1))
    assert told(begun) == []
    rings(begun, FRIDAY + 2 * DAY)
    rings(begun, FRIDAY + 2 * DAY)
    (draft,) = told(begun)
    assert "le brouillon est prêt." in draft
    assert "3 h 48 de présence, 23 rencontres" in draft
    assert statuts(begun) == {46: "parti", 47: "brouillon"}


def test_three_days_down_the_last_week_leaves_late_and_the_coordination_knows(
    begun: Scene,
) -> None:
    work = rings(begun, FRIDAY)
    row = actes.opened(work, W47)
    actes.write(work, row, relu("23 rencontres."), (None, today(row)))
    actes.act(work, row, ActePoint.VALIDER)
    begun.rencontres("2026-11-21 15:00", ados=5)
    rings(begun, MONDAY + 3 * DAY)
    letter = letters(begun)[-1].contenu["text"]
    assert "envoyé en retard" in letter.lower()
    assert "28 rencontres" in letter
    assert "23 rencontres" not in letter, "a sentence that is false by now does not leave"
    assert "vient de partir en retard" in told(begun)[-1]
    assert statuts(begun)[47] == "parti"
    sent = len(letters(begun))
    rings(begun, MONDAY + 3 * DAY)
    assert len(letters(begun)) == sent


@pytest.mark.parametrize("drafted", [True, False], ids=["draft-told", "down-before-it"])
def test_a_week_that_a_breakdown_missed_is_kept_and_offered(begun: Scene, drafted: bool) -> None:
    if drafted:
        rings(begun, FRIDAY)
    sent = len(letters(begun))
    work = rings(begun, MONDAY + 7 * DAY)
    assert statuts(begun) == {46: "parti", 47: "garde", 48: "parti"}
    assert any("semaine 47 : il n'est pas parti" in one for one in told(begun))
    week_48 = len(letters(begun)) - sent
    assert all("Semaine 47," not in one.contenu["text"] for one in letters(begun)[sent:])
    row = actes.opened(work, W47)
    actes.act(work, row, ActePoint.ENVOYER)
    rings(begun, MONDAY + 7 * DAY)
    late = [one.contenu["text"] for one in letters(begun)[sent + week_48 :]]
    assert len(late) == week_48
    assert all("Semaine 47," in one and "n retard" in one for one in late)
    assert statuts(begun)[47] == "parti"
    rings(begun, MONDAY + 7 * DAY)
    assert len(letters(begun)) == sent + 2 * week_48


def test_what_comes_to_be_known_between_the_freeze_and_the_letter_waits(begun: Scene) -> None:
    """Figures stop moving at seven; recipients are those of the very minute of the letter."""
    rings(begun, FRIDAY)
    rings(begun, MONDAY - timedelta(hours=1))
    assert statuts(begun)[47] == "fige"
    begun.rencontres("2026-11-22 15:00", ados=5)
    comer = Destinataire(email="nouvelle@amiens.example.org", role="Porteur de projet")
    changed = ouest(begun).model_copy(update={"destinataires": (comer,)})
    config = begun.programme.config.model_copy(update={"comites": (changed,)})
    object.__setattr__(begun.programme, "config", config)
    sent = len(letters(begun))
    rings(begun, MONDAY)
    (letter,) = letters(begun)[sent:]
    assert letter.adresse == comer.email
    assert "23 rencontres" in letter.contenu["text"]


def test_a_reread_text_leaves_with_the_week_in_which_it_was_reread_and_once(
    begun: Scene,
) -> None:
    """In Monday's last minute too; a difficulty leaves with none, whoever validates it."""
    at = {"etonnement": MONDAY - timedelta(minutes=1), "difficulte": FRIDAY}
    for objet, when in at.items():
        says(begun, objet, f"Un mot de {objet}.", when)
    rings(begun, FRIDAY)
    rings(begun, MONDAY)
    rings(begun, MONDAY + 7 * DAY)
    told_of = [one.contenu["text"] for one in letters(begun) if "Un mot de" in one.contenu["text"]]
    assert told_of
    told = "Site A, qui manque : « Un mot de etonnement. »"
    assert all(told in one and "Semaine 47," in one for one in told_of)
    assert not any("Un mot de difficulte." in one for one in told_of)


def test_a_letter_forgets_its_words_with_their_notes_and_keeps_its_figures(begun: Scene) -> None:
    for rank, word in enumerate(("Un mot repris.", "Un mot ancien."), 1):
        says(begun, "etonnement", word, FRIDAY + timedelta(minutes=rank))
    rings(begun, FRIDAY)
    rings(begun, MONDAY)
    assert left(begun) == ["Un mot repris.", "Un mot ancien."]
    notes.forget_about(begun.tx, "etonnement", 1, MONDAY)
    begun.tx.flush()
    assert left(begun) == ["Un mot ancien."]
    (letters_words,) = (one for one in dits.SORTES if one.quoi == "mots d'un point hebdo")
    later = Work(begun.tx, begun.programme, MONDAY + 800 * DAY)
    assert letters_words.step(later, 0).touches == 2, "the territoire's and the comité technique's"
    begun.tx.expire_all()
    assert left(begun) == []
    digest = frozen(begun.tx, begun.programme, OUEST, W47)
    assert digest is not None
    assert digest.instantane["sections"]["entete"]["semaine"]["rencontres"] == 23


def left(scene: Scene) -> list[str]:
    """The words that the letter of the territoire still says."""
    digest = frozen(scene.tx, scene.programme, OUEST, W47)
    assert digest is not None
    lines = digest.instantane["sections"].get("paroles", {"lignes": []})["lignes"]
    return [one["texte"] for one in lines]


def says(scene: Scene, objet: str, words: str, reread: datetime) -> None:
    """An entry of site A on Tuesday, whose words the coordination let leave at that instant."""
    common = {
        "dispositif_id": scene.programme.id,
        "site_id": scene.programme.sites["site-a"],
        "binome_id": scene.programme.binomes["binome-1"],
        "auteur_id": scene.auteur,
        "le": paris("2026-11-17 18:00"),
        "tranche": "soiree",
        "source": f"essai:{words}",
    }
    row: Etonnement | Difficulte = (
        Etonnement(**common, lundi=W47.lundi, question="q-absents")
        if objet == "etonnement"
        else Difficulte(**common, nature="dp-insultes", prevenue=True)
    )
    scene.tx.add(row)
    scene.tx.flush()
    said = Words(scene.programme.id, scene.auteur, objet, row.id, relu(words), f"mot:{words}")
    note = notes.keep(scene.tx, said, reread)
    notes.validate(scene.tx, note, relu(words), scene.auteur, reread)


def test_two_clocks_at_the_same_second_draft_and_freeze_once(database: Database) -> None:
    with database.transaction() as tx:
        programme = open_scene(tx, joined="2026-11-17 09:00").programme
    for moment in (FRIDAY, MONDAY - timedelta(hours=1), MONDAY):
        with ThreadPoolExecutor(2) as both:
            clocks = [both.submit(ring, database, programme, moment, run_due) for _ in range(2)]
        assert [clock.exception() for clock in clocks] == [None, None]
    config = programme.config
    every = {one for comite in config.lecteurs("hebdo") for one in config.adresses(comite)}
    with database.transaction() as tx:
        counted = tx.execute(select(Outbox.lane, func.count()).group_by(Outbox.lane))
        lanes = {lane: count for lane, count in counted}
    assert lanes[int(Lane.DIGEST)] == len(every)
    assert lanes[int(Lane.PROMPT)] == 2, "one draft, one freeze"

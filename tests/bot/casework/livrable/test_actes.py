"""A document is drafted, reread, presented, validated; a correction is another version (B02)."""

from __future__ import annotations

from typing import Any

import pytest

from bot.casework.livrable import actes, ecrit
from bot.domain.vies.livrable import ActeLivrable, StatutLivrable
from bot.domain.vies.vie import DejaFait, TransitionRefusee
from bot.livrables import ContenuLivrable, Livrable, livrables, manques
from storage import livrables as rows
from storage.machine.db import Database
from storage.models import Reunion
from storage.models.livrables import VersionLivrable
from storage.textes import relu, verifie
from storage.work import Work
from tests.digests.scene import CANARI, Scene, open_scene, paris

A, S = ActeLivrable, StatutLivrable
NAME = "compte_rendu"


def livrable() -> Livrable:
    return livrables()[NAME]


def work_at(scene: Scene, when: str) -> Work:
    return Work(scene.tx, scene.programme, paris(when))


def printed(work: Work, row: VersionLivrable) -> ContenuLivrable:
    """As it would be written now: frozen figures, or those of the moment."""
    cible = livrable().cible(work, row.cible)
    contenu = row.contenu if row.fige_le else ecrit.composed(work, livrable(), cible)
    return ecrit.printed(work, row, contenu)


def words(contenu: ContenuLivrable, numero: str) -> str:
    return str(next(one["texte"] for one in contenu["parties"] if one["numero"] == numero))


def total(contenu: ContenuLivrable) -> str:
    """Encounters, as chapter 2.3 adds them up."""
    (part,) = (one for one in contenu["parties"] if one["numero"] == "2.3")
    return str(part["blocs"][0]["lignes"][-1][2])


def presented(scene: Scene) -> VersionLivrable:
    """Drafted, corrected, reread and shown at a meeting, its figures frozen that day."""
    work = work_at(scene, "2026-11-23 09:00")
    row = actes.opened(work, NAME, livrable().cible(work, "site-a"))
    actes.write(work, row, "5", verifie(work, "Renouveler, avec un passage le samedi."))
    actes.act(work, row, A.RELIRE)
    met = Reunion(
        dispositif_id=scene.programme.id,
        comite="comite-technique",
        jour=work.now.date(),
        tenue=True,
        decisions=relu("Le site est renouvelé."),
        source="essai:reunion",
    )
    scene.tx.add(met)
    scene.tx.flush()
    actes.act(work, row, A.PRESENTER, reunion=met)
    return row


def freeze(scene: Scene, row: VersionLivrable, when: str) -> None:
    work = work_at(scene, when)
    actes.freeze(work, row, ecrit.composed(work, livrable(), livrable().cible(work, row.cible)))


def test_words_survive_and_figures_stay_once_it_was_presented(soiree: Scene) -> None:
    row = presented(soiree)
    work = work_at(soiree, "2026-11-23 10:00")
    with pytest.raises(actes.ChiffresPasFiges):
        actes.act(work, row, A.VALIDER)
    assert row.demande_le == paris("2026-11-23 09:00"), "the clock freezes it at its next minute"
    freeze(soiree, row, "2026-11-23 10:00")
    assert total(printed(work, row)) == "23"
    soiree.rencontres("2026-11-22 18:00", ados=9)
    again = printed(work_at(soiree, "2026-11-24 09:00"), row)
    assert total(again) == "23"
    assert words(again, "5") == "Renouveler, avec un passage le samedi."
    assert again["etat"]["reunion"]["decisions"] == "Le site est renouvelé."
    assert not any(line.startswith("5 ") for line in manques(again))


def test_what_was_validated_is_refused_and_a_correction_is_a_version_more(soiree: Scene) -> None:
    row = presented(soiree)
    freeze(soiree, row, "2026-11-23 10:00")
    work = work_at(soiree, "2026-11-23 11:00")
    actes.act(work, row, A.VALIDER)
    with pytest.raises(DejaFait):
        actes.act(work, row, A.VALIDER)
    with pytest.raises(TransitionRefusee):
        actes.write(work, row, "5", verifie(work, "Arrêter."))
    assert printed(work, row)["etat"]["valide"]
    assert words(printed(work, row), "5") == "Renouveler, avec un passage le samedi."
    soiree.rencontres("2026-11-22 18:00", ados=9)
    later = work_at(soiree, "2026-11-24 09:00")
    new = actes.correct(later, row)
    with pytest.raises(TransitionRefusee):
        actes.correct(later, new)
    assert (new.numero, new.statut) == (2, S.BROUILLON)
    assert words(printed(later, new), "5") == "Renouveler, avec un passage le samedi."
    assert (total(printed(later, new)), total(printed(later, row))) == ("32", "23")
    for acte in (A.RELIRE, A.PRESENTER):
        actes.act(later, new, acte)
    freeze(soiree, new, "2026-11-24 10:00")
    actes.act(later, new, A.VALIDER)
    assert (row.statut, new.statut) == (S.REMPLACE, S.VALIDE)
    assert actes.current(later, NAME, livrable().cible(later, "site-a")) is new


def test_a_step_too_many_is_taken_back_and_a_change_is_to_be_reread(soiree: Scene) -> None:
    work = work_at(soiree, "2026-11-23 09:00")
    row = actes.opened(work, NAME, livrable().cible(work, "site-a"))
    actes.act(work, row, A.RELIRE)
    actes.take_back(work, row, {"acte": A.RELIRE, "avant": S.BROUILLON}, None)
    assert (row.statut, row.relu_le) == (S.BROUILLON, None)
    actes.act(work, row, A.RELIRE)
    actes.write(work, row, "4", verifie(work, "Atteint."))
    assert row.statut == S.BROUILLON
    with pytest.raises(TransitionRefusee):
        actes.take_back(work, row, {"acte": A.RELIRE, "avant": S.BROUILLON}, None)


def test_words_that_may_name_somebody_are_not_printed(soiree: Scene) -> None:
    work = work_at(soiree, "2026-11-23 09:00")
    row = actes.opened(work, NAME, livrable().cible(work, "site-a"))
    actes.write(work, row, "5", verifie(work, CANARI))
    contenu = printed(work, row)
    assert words(contenu, "5") == ""
    assert any(ecrit.DOUTE in line for line in manques(contenu))


def test_frozen_words_go_when_their_note_is_taken_back_or_too_old(soiree: Scene) -> None:
    said = "Le banc est revenu, les anciens aussi."
    row = presented(soiree)
    frozen: Any = {"parties": [{"numero": "3.1", "texte": "", "tableaux": [], "demande": ""}]}
    frozen["parties"][0]["blocs"] = [
        {"sorte": "liste", "lignes": [f"12/11 : {said}"], rows.MOTS: True},
        {"sorte": "note", "texte": "n = 3"},
    ]
    actes.freeze(work_at(soiree, "2026-11-23 10:00"), row, frozen)
    rows.unsay(soiree.tx, soiree.programme.id, said, paris("2026-11-12 18:00"))
    assert row.contenu["parties"][0]["blocs"][0]["lignes"] == ["12/11 : [texte retiré]"]
    assert rows.wordless(row.contenu)["parties"][0]["blocs"] == [frozen["parties"][0]["blocs"][1]]


def test_the_steps_are_dated_and_it_waits_once_for_each_chat(sqlite_database: Database) -> None:
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx)
        row = presented(scene)
        freeze(scene, row, "2026-11-23 10:00")
        work = work_at(scene, "2026-11-24 09:00")
        actes.act(work, row, A.VALIDER)
        assert list(ecrit.steps(row)) == [
            "Version 1, ouverte le 23 novembre 2026.",
            "Chiffres figés le 23 novembre 2026.",
            "Relu par la coordination le 23 novembre 2026.",
            "Présenté au comité le 23 novembre 2026.",
            "Validé par le comité technique le 24 novembre 2026.",
        ]
        for chat in (7001, 7001, 7002):
            actes.ask(work, row, chat)
        assert row.demandeurs == [7001, 7002]
        assert rows.to_write(tx, scene.programme.id) is row
        actes.served(row)
        tx.flush()
        assert rows.to_write(tx, scene.programme.id) is None

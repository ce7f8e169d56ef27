"""A relais: handed over with a word, asked about, closed after three silences, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.casework.relais import actes as casework
from bot.casework.relais.actes import CLOCK, DeedRelais
from bot.domain.vies.relais import ActeRelais
from bot.domain.vies.vie import Acteur, DejaFait
from storage import relais as rows
from storage.models import Relais
from tests.bot.casework.terrain import BINOME, MEDIATRICE, SOIR, Terrain

A = ActeRelais
MISSION = "mission-locale@amiens.example.org"


@pytest.fixture
def relais(terrain: Terrain) -> Relais:
    return terrain.hand_over()


def act(
    terrain: Terrain, acte: ActeRelais, role: Acteur = Acteur.MEDIATEUR, vers: str | None = None
) -> Relais:
    with terrain.work() as work:
        return casework.act(work, 1, DeedRelais(acte, terrain.mediateur(BINOME), role, vers))


def history(terrain: Terrain) -> list[tuple[str, str, str]]:
    with terrain.tx() as tx:
        return [(one.acte, one.vers, one.par) for one in rows.actes(tx, 1)]


def test_handed_over_it_has_a_word_a_day_to_be_checked_and_one_letter(
    terrain: Terrain, relais: Relais
) -> None:
    assert (relais.numero, relais.statut, bool(relais.mot)) == (1, "transmis", True)
    assert relais.verifier_le is not None
    assert relais.verifier_le - SOIR > timedelta(days=6)
    assert history(terrain) == [("transmettre", "transmis", terrain.mediateur(MEDIATRICE))]
    (letter,) = terrain.outbox(MISSION)
    assert letter.contenu["subject"] == "[R-0001] Relais : emploi"
    assert f"Son repère : R-0001 · {relais.mot}. Domaine : emploi." in letter.contenu["text"]


def test_a_third_silence_closes_it_in_the_clock_s_name(terrain: Terrain, relais: Relais) -> None:
    for _ in range(3):
        terrain.clock.advance(timedelta(days=40))
        silent = act(terrain, A.RESTER_SANS_NOUVELLES)
    assert (silent.statut, silent.clos_le) == ("sans-nouvelles-clos", terrain.clock.now())
    assert silent.effectif_le is None, "never a success"
    assert history(terrain)[-1] == ("clore", "sans-nouvelles-clos", CLOCK)


def test_the_same_answer_counts_only_once_it_was_asked_again(
    terrain: Terrain, relais: Relais
) -> None:
    act(terrain, A.RESTER_SANS_NOUVELLES)
    with pytest.raises(DejaFait):
        act(terrain, A.RESTER_SANS_NOUVELLES)
    assert len(history(terrain)) == 2


def test_sent_on_it_has_a_new_partner_and_a_second_letter(
    terrain: Terrain, relais: Relais
) -> None:
    assert act(terrain, A.REORIENTER, vers="pa-ccas").partenaire == "pa-ccas"
    assert [row.contenu["subject"] for row in terrain.outbox("ccas@amiens.example.org")] == [
        "[R-0001] Relais : emploi"
    ]


def test_a_partner_says_that_the_person_came_and_nothing_else(
    terrain: Terrain, relais: Relais
) -> None:
    with pytest.raises(PermissionError):
        act(terrain, A.REFUSER, Acteur.PARTENAIRE)
    assert act(terrain, A.PRENDRE_EN_CHARGE, Acteur.PARTENAIRE).effectif_le == SOIR


def test_withdrawn_its_word_is_nowhere_and_no_letter_leaves(
    terrain: Terrain, relais: Relais
) -> None:
    with terrain.work() as work:
        casework.withdraw(work.tx, 1, terrain.mediateur(BINOME), work.now)
        row = rows.lock(work.tx, 1)
        assert (row.mot, row.public, row.verifier_le) == ("", None, None)
        assert row.supprimee_le == SOIR
    assert terrain.outbox(MISSION) == []
    with pytest.raises(DejaFait):
        act(terrain, A.PRENDRE_EN_CHARGE)


def test_later_is_tomorrow_or_when_it_was_planned_anyway(terrain: Terrain, relais: Relais) -> None:
    planned = relais.verifier_le
    with terrain.work() as work:
        casework.later(work.tx, rows.lock(work.tx, 1), "mediateur:1", work.now)
        assert rows.lock(work.tx, 1).verifier_le == planned
    terrain.clock.advance(timedelta(days=30))
    with terrain.work() as work:
        assert [one.id for one in casework.claim_due(work)] == [1]
        assert casework.claim_due(work) == []
        casework.later(work.tx, rows.lock(work.tx, 1), "mediateur:1", work.now)
        asked_again = rows.lock(work.tx, 1).verifier_le
    assert asked_again is not None
    assert asked_again > terrain.clock.now()

"""A deferred mediation: consent first, séances, an accord checked, taken back before it is met."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.casework.mediation import actes as casework
from bot.casework.mediation import suivi
from bot.casework.mediation.actes import Ouverture, SeanceNotee, TableRonde
from bot.domain.vies.mediation import (
    ActeMediation,
    Avec,
    Consentement,
    ConsentementManquant,
    Resultat,
    TropTot,
    rappel_le,
)
from storage import mediations
from storage.models import DossierMediation
from tests.bot.casework.terrain import BINOME, MEDIATRICE, SOIR, Terrain

OUI, UNE_PARTIE = Consentement.OUI, Consentement.UNE_PARTIE
ENSEMBLE, PARTIE_A = Avec.ENSEMBLE, Avec.PARTIE_A


def opened(terrain: Terrain, consentement: Consentement = OUI) -> DossierMediation:
    ouverture = Ouverture(
        site_id=terrain.programme.sites["site-a"],
        binome_id=terrain.programme.binomes["binome-1"],
        auteur_id=terrain.people[MEDIATRICE],
        origine="dem-habitant",
        type="cf-nuisances-sonores",
        consentement=consentement,
        mode="navette",
        source=terrain.source(),
    )
    with terrain.work() as work:
        return casework.open_dossier(work, ouverture)


def meet(terrain: Terrain, avec: Avec, resultat: Resultat, **more: Any) -> DossierMediation:
    seance = SeanceNotee(avec, resultat, terrain.people[BINOME], terrain.source(), **more)
    with terrain.work() as work:
        return casework.note_seance(work, 1, seance)


def check(terrain: Terrain, resultat: str) -> DossierMediation:
    with terrain.work() as work:
        first = mediations.suivis_left(work.tx, 1)[0]
        return suivi.check(work.tx, first, resultat, first.prevu_le)


def left(terrain: Terrain) -> list[str]:
    with terrain.tx() as tx:
        return [one.etape for one in mediations.suivis_left(tx, 1)]


def stands(terrain: Terrain) -> DossierMediation:
    with terrain.tx() as tx:
        return mediations.lock(tx, 1)


def test_opened_it_is_numbered_and_comes_back_to_mind_in_a_week(terrain: Terrain) -> None:
    dossier = opened(terrain)
    assert (casework.reference(dossier), dossier.statut) == ("M-0001", "ouvert")
    assert casework.bouton(dossier) == ("📂 M-0001", "g:me:1:ouvrir")
    assert dossier.prochaine_le is not None
    assert dossier.prochaine_le.date() == SOIR.date() + timedelta(days=casework.SANS_DATE)


def test_nothing_is_mediated_before_both_agreed(terrain: Terrain) -> None:
    opened(terrain, UNE_PARTIE)
    with pytest.raises(ConsentementManquant):
        meet(terrain, ENSEMBLE, Resultat.AVANCE)
    with terrain.tx() as tx:
        assert mediations.seances(tx, 1) == []
    assert meet(terrain, PARTIE_A, Resultat.AVANCE).statut == "ouvert"


def test_a_table_ronde_says_where_and_how_many(terrain: Terrain) -> None:
    opened(terrain)
    site = terrain.programme.sites["site-c"]
    meet(terrain, ENSEMBLE, Resultat.AVANCE, table=TableRonde(5, site, SOIR - timedelta(hours=2)))
    with terrain.tx() as tx:
        (held,) = mediations.seances(tx, 1)
    assert (held.presents, held.site_id, held.le) == (5, site, SOIR - timedelta(hours=2))


def test_an_accord_is_checked_twice_then_closed(terrain: Terrain) -> None:
    opened(terrain)
    agreed = meet(terrain, ENSEMBLE, Resultat.ACCORD)
    assert (agreed.statut, agreed.accord_le, agreed.prochaine_le) == ("accord", SOIR, None)
    assert left(terrain) == ["j15", "j30"]
    with terrain.work() as work, pytest.raises(TropTot):
        suivi.check(work.tx, mediations.suivis_left(work.tx, 1)[0], "tenu", work.now)
    assert check(terrain, "tenu").clos_le is None
    assert check(terrain, "tenu").clos_le == rappel_le(SOIR, 30)
    assert stands(terrain).statut == "accord_tenu"


def test_one_that_is_broken_needs_no_other_check(terrain: Terrain) -> None:
    opened(terrain)
    meet(terrain, ENSEMBLE, Resultat.ACCORD)
    assert (check(terrain, "rompu").clos_le, left(terrain)) == (rappel_le(SOIR, 15), [])


def test_taken_up_again_a_refusal_needs_both_consents_anew(terrain: Terrain) -> None:
    opened(terrain)
    who = terrain.people[BINOME]
    with terrain.work() as work:
        refused = casework.act(work, 1, ActeMediation.REFUSER, who)
    assert (refused.consentement, refused.clos_le) == (UNE_PARTIE, SOIR)
    with terrain.work() as work:
        again = casework.act(work, 1, ActeMediation.REPRENDRE, who)
    assert (again.statut, again.clos_le) == ("ouvert", None)
    assert [acte for acte, _table, _detail in terrain.audited()] == ["refuser", "reprendre"]


def test_what_is_corrected_keeps_the_value_before_in_the_audit(terrain: Terrain) -> None:
    opened(terrain, UNE_PARTIE)
    who, other = terrain.people[BINOME], terrain.programme.binomes["binome-2"]
    with terrain.work() as work:
        dossier = mediations.lock(work.tx, 1)
        casework.note_consent(work.tx, dossier, OUI, who, work.now)
        casework.choose_mode(work.tx, dossier, "table-ronde", who, work.now)
        casework.entrust(work.tx, dossier, other, who, work.now)
    changed = stands(terrain)
    assert (changed.consentement, changed.mode, changed.binome_id) == (OUI, "table-ronde", other)
    before = str(terrain.programme.binomes["binome-1"])
    assert [detail for _acte, _table, detail in terrain.audited()] == [
        "une_partie",
        "navette",
        before,
    ]


def test_opened_by_mistake_it_is_taken_back_until_somebody_was_met(terrain: Terrain) -> None:
    opened(terrain)
    meet(terrain, PARTIE_A, Resultat.AVANCE)
    with terrain.work() as work:
        assert not casework.withdraw(work, mediations.lock(work.tx, 1))
    opened(terrain)
    with terrain.work() as work:
        assert casework.withdraw(work, mediations.lock(work.tx, 2))
        assert mediations.get(work.tx, 2) is None

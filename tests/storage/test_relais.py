"""Relais on both databases: due once, in order, and the partners that a quartier really uses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from storage import relais as rows
from storage.machine.db import Database, Tx
from storage.models import Relais, Sollicitation
from tests.storage.team import FIVE, Team, at, gathered

SINCE = FIVE - timedelta(weeks=52)


def asks(tx: Tx, team: Team, source: str, **changes: Any) -> Sollicitation:
    """Somebody on Site A is sent to the Mission locale for work."""
    usual: dict[str, Any] = {
        "dispositif_id": team.programme.id,
        "site_id": team.programme.sites["site-a"],
        "binome_id": team.binome,
        "auteur_id": team.first.id,
        "le": FIVE,
        "tranche": "journee",
        "source": source,
        "type": "emploi-formation",
        "reponse": "relais",
        "domaine": "emploi",
        "partenaire": "pa-mission-locale",
    }
    row = Sollicitation(**(usual | changes))
    tx.add(row)
    tx.flush()
    return row


def relais(tx: Tx, team: Team, numero: int, days: int | None, **changes: Any) -> Relais:
    """R-000`numero`, to be checked in so many days."""
    asked = asks(tx, team, f"s{numero}")
    usual: dict[str, Any] = {
        "dispositif_id": team.programme.id,
        "site_id": asked.site_id,
        "binome_id": team.binome,
        "sollicitation_id": asked.id,
        "numero": numero,
        "mot": f"MOT{numero}",
        "domaine": "emploi",
        "statut": "transmis",
        "sans_nouvelles": 0,
        "ouvert_le": FIVE,
        "verifier_le": None if days is None else FIVE + timedelta(days=days),
    }
    row = Relais(**(usual | changes))
    tx.add(row)
    tx.flush()
    return row


@pytest.fixture
def late(database: Database) -> Database:
    with database.transaction() as tx:
        team = gathered(tx)
        relais(tx, team, 1, 7)
        relais(tx, team, 2, 3)
        relais(tx, team, 3, 1, clos_le=FIVE)
        relais(tx, team, 4, 1, supprimee_le=FIVE)
        relais(tx, team, 5, None)
        relais(tx, team, 6, 2, binome_id=team.programme.binomes["binome-2"])
    return database


def numbers(found: list[Relais]) -> list[int]:
    return [one.numero for one in found]


def test_what_is_due_comes_oldest_first_and_never_what_is_closed(late: Database) -> None:
    with late.transaction() as tx:
        assert numbers(rows.due(tx, 1, at(24))) == []
        assert numbers(rows.due(tx, 1, at(24 * 7))) == [2, 1]
        assert numbers(rows.open_ones(tx, 1)) == [2, 1, 5]
        assert rows.get(tx, 4) is None


def test_a_due_date_is_claimed_once_and_a_new_one_once_more(late: Database) -> None:
    with late.transaction() as tx:
        assert numbers(rows.claim_due(tx, 1, at(24 * 3), 10)) == [6, 2]
    with late.transaction() as tx:
        assert rows.claim_due(tx, 1, at(24 * 4), 10) == []
        rows.lock(tx, 2).verifier_le = at(24 * 5)
    with late.transaction() as tx:
        assert numbers(rows.claim_due(tx, 1, at(24 * 6), 10)) == [2]


def test_a_word_is_free_again_once_its_relais_is_closed(late: Database) -> None:
    with late.transaction() as tx:
        assert rows.words_taken(tx, 1) == {"MOT1", "MOT2", "MOT5", "MOT6"}


def test_the_most_used_partner_is_that_of_these_sites_for_this_domain(database: Database) -> None:
    with database.transaction() as tx:
        team = gathered(tx)
        here, there = team.programme.sites["site-a"], team.programme.sites["site-b"]
        asks(tx, team, "a")
        for source in ("b", "c"):
            asks(tx, team, source, partenaire="pa-france-travail")
        for source in ("d", "e", "f"):
            asks(tx, team, source, partenaire="pa-ccas", site_id=there)
        asks(tx, team, "g", partenaire="pa-sante", domaine="sante")
        asks(tx, team, "h", partenaire=None)
        asks(tx, team, "i", supprimee_le=FIVE)
        asks(tx, team, "j", supprimee_le=FIVE)
        for source in ("k", "l", "m"):
            asks(tx, team, source, partenaire="pa-ccas", le=SINCE - timedelta(seconds=1))
        assert rows.most_used(tx, [here], "emploi", SINCE) == [
            "pa-france-travail",
            "pa-mission-locale",
        ]
        assert rows.most_used(tx, [here, there], None, SINCE)[0] == "pa-ccas"
        assert rows.most_used(tx, [], "emploi", SINCE) == []

"""Documents are due like the rest: one line each, never twice, never before the first entry."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.casework.echeancier import liste, ouvertes
from bot.domain.echeancier import EtatEcheance
from storage.machine.db import Database
from storage.models import Personne
from storage.referential import synchronise
from storage.work import Work
from tests.storage.dispositif_cast import example

NOON = datetime(2026, 11, 17, 11, tzinfo=UTC)


def test_each_document_has_its_line_and_its_state(sqlite_database: Database) -> None:
    today = date(2026, 11, 17)
    with sqlite_database.transaction() as tx:
        programme = synchronise(tx, example("amiens"), NOON)
        joined = datetime(2026, 9, 20, 8, tzinfo=UTC)
        tx.add(
            Personne(
                dispositif_id=programme.id,
                role="coordination",
                prenom="Coordination",
                telegram_id=504,
                charte_le=joined,
            )
        )
        tx.flush()
        work = Work(tx, programme, NOON)
        every = liste.toutes(work)
        late = ouvertes.en_retard(work)
    dossiers = {one.quoi: one.etat(today) for one in every if one.quoi.startswith("Dossier")}
    assert dossiers == {
        "Dossier trimestriel, 3e trimestre 2026": EtatEcheance.EN_RETARD,
        "Dossier trimestriel, 4e trimestre 2026": EtatEcheance.A_VENIR,
    }
    reports = [one.cle for one in every if "ompte rendu final" in one.quoi]
    assert reports == ["1.compte-rendu", "2.compte-rendu", "3.compte-rendu"], "once each"
    assert "Dossier trimestriel, 3e trimestre 2026" in [one.quoi for one in late]


def test_a_town_without_a_comite_technique_owes_it_no_dossier(sqlite_database: Database) -> None:
    now = datetime(2017, 5, 2, 9, tzinfo=UTC)
    with sqlite_database.transaction() as tx:
        programme = synchronise(tx, example("mons"), now)
        every = liste.toutes(Work(tx, programme, now))
    assert not [one.quoi for one in every if "Dossier trimestriel" in one.quoi]
    assert [one.quoi for one in every if one.regle == "fin-convention"]

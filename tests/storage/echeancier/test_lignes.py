"""What a file asks for is due, with its state and its person; what another town asks is not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.echeancier import EtatEcheance, LigneEcheance
from storage import echeances, reunions
from storage.dispositif import Dispositif
from storage.dispositif.convention import Convention
from storage.dispositif.echeancier import ReglesEcheancier
from storage.echeancier.lignes import toutes
from storage.machine.db import Database
from storage.referential import synchronise
from storage.work import Work
from tests.storage.dispositif_cast import example

NOON = datetime(2026, 11, 17, 11, tzinfo=UTC)
SHORT = Convention(debut=date(2026, 4, 1), fin=date(2027, 3, 31), fin_max=date(2027, 3, 31))


def lines(
    database: Database, config: Dispositif, now: datetime = NOON
) -> Mapping[str, LigneEcheance]:
    """By key, as they stand at that instant; two meetings and a word were noted at Amiens."""
    with database.transaction() as tx:
        programme = synchronise(tx, config, now)
        if config.slug == "amiens":
            ouest = "comite-operationnel-ouest"
            for day in (date(2026, 10, 12), date(2026, 10, 20)):
                reunions.plan(tx, programme.id, ouest, day, f"essai:{day}").tenue = True
            echeances.say(tx, programme.id, "2.t0", "pas-demande", now, None)
        return {one.cle: one for one in toutes(Work(tx, programme, now))}


def test_each_has_its_state_its_person_and_its_day(sqlite_database: Database) -> None:
    found, today = lines(sqlite_database, example("amiens")), date(2026, 11, 17)
    states = {cle: one.etat(today) for cle, one in found.items()}
    assert states["1.premier-comite"] is EtatEcheance.FAIT
    assert found["1.premier-comite"].fait_le == date(2026, 10, 12)
    assert found["1.premier-comite"].tenue, "on the fourteenth day"
    assert states["1.t0"] is EtatEcheance.EN_RETARD, "an intervention without T0 says so"
    assert found["1.t0"].qui == "Médiateurs du site"
    assert states["2.t0"] is EtatEcheance.SANS_OBJET
    assert found["2.t0"].pourquoi == "pas demandé ici"
    assert states["1.fin"] is EtatEcheance.A_VENIR
    technique = found["2026-09-28.comite-technique"]
    assert (technique.terme, technique.qui) == (
        date(2026, 12, 28),
        "Chef de projet contrat de ville",
    )
    counted = found["2026-10-12.comite-operationnel-ouest"]
    assert counted.quoi == "2 sur 3 réunions avant le comité technique"
    assert states["2026-10-12.comite-operationnel-sud-est"] is EtatEcheance.SANS_OBJET
    assert found["2028-03-31.avenant"].terme == date(2027, 9, 30)
    assert found["2027-12-31.derniere-fin"].passe


CHANGED: list[tuple[dict[str, Any], str, str]] = [
    ({"convention": SHORT}, "1.n3-hors-convention", "la mesure d'impact tombe après la fin"),
    ({"convention": SHORT}, "2027-03-31.avenant", "la convention ne peut plus être prolongée"),
    ({"sites_simultanes": 2}, "2026-10-19.trop-de-sites", "3 sites à la fois, 2 au plus"),
    ({"intervention_max_mois": 2}, "1.trop-long", "plus de 2 mois au même endroit"),
]


@pytest.mark.parametrize(("change", "cle", "said"), CHANGED, ids=[one[1] for one in CHANGED])
def test_what_is_watched_is_a_line_as_long_as_it_is_so(
    sqlite_database: Database, change: dict[str, Any], cle: str, said: str
) -> None:
    config = example("amiens")
    if "convention" not in change:
        change = {"delais": config.delais.model_copy(update=change)}
    found = lines(sqlite_database, config.model_copy(update=change))[cle]
    assert said in f"{found.quoi} {found.pourquoi}"


def test_mons_has_its_own_dates_and_no_clock_of_amiens(sqlite_database: Database) -> None:
    now = datetime(2017, 5, 2, 9, tzinfo=UTC)
    found = lines(sqlite_database, example("mons"), now)
    asked = {"fin", "avenant", "fin-convention", "limite-convention", "bilan-groupement"}
    assert {one.regle for one in found.values()} == asked
    assert found["2017-08-31.bilan-groupement"].terme == date(2017, 6, 30)
    assert found["2017-08-31.bilan-groupement"].cochable


def test_an_avenant_puts_the_end_off_and_is_kept(sqlite_database: Database) -> None:
    signed = [{"signe_le": "2027-10-12", "fin": "2029-03-31"}]
    changed = {"debut": "2026-04-01", "fin": "2028-03-31", "fin_max": "2030-12-31"}
    convention = Convention.model_validate({**changed, "avenants": signed})
    assert convention.fin == date(2029, 3, 31)
    again = Convention.model_validate(convention.model_dump(mode="json"))
    assert again == convention
    config = example("amiens").model_copy(update={"convention": convention})
    found = lines(sqlite_database, config)
    assert found["2028-03-31.avenant"].fait_le == date(2027, 10, 12)
    assert not found["2028-03-31.avenant"].tenue, "due on 30 September"
    assert found["2029-03-31.avenant"].terme == date(2028, 9, 30)
    assert found["2029-03-31.fin-convention"].passe
    shorter = [{"signe_le": "2027-10-12", "fin": "2027-01-31"}]
    with pytest.raises(ValidationError, match="précède"):
        Convention.model_validate({**changed, "avenants": shorter})


def test_a_file_of_before_asks_what_it_asked(sqlite_database: Database) -> None:
    config = example("amiens")
    bare = config.model_copy(update={"echeancier": type(config.echeancier)()})
    known = {one.regle for one in lines(sqlite_database, bare).values()}
    asked = {"premier-comite", "fin", "compte-rendu", "mesure-impact", "comites-operationnels"}
    assert known == asked


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"quoi": "bilan"}, "demande « depuis »"),
        ({"quoi": "t0", "depuis": "debut"}, "a déjà sa date"),
        ({"quoi": "fin", "rappels": [30]}, "se disent dans « delais »"),
        ({"quoi": "t0", "rappels": [0]}, "greater than 0"),
    ],
)
def test_a_line_that_cannot_be_is_refused(line: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        ReglesEcheancier.model_validate({"lignes": [{"label": "Une date", **line}]})
    twice = {"quoi": "t0", "label": "T0"}
    with pytest.raises(ValidationError, match="deux fois"):
        ReglesEcheancier.model_validate({"lignes": [twice, twice]})

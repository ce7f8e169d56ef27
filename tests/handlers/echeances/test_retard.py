"""Bad input, late arrivals: one summary, nothing twice, moved dates follow, reasons are kept."""

from __future__ import annotations

import html
from datetime import date, datetime, time, timedelta

from bot.clock import PARIS, MovableClock
from bot.domain.roles import Role
from storage.machine.db import Database
from storage.models import EcheanceDite, Outbox, Personne
from tests.handlers.document.bilan import bilan
from tests.handlers.echeances.annee import CLOCKS, OUEST, alone, holds, sets_aside
from tests.handlers.people import COORDINATION, Team

LATE = 888


def morning(team: Team, day: date) -> list[tuple[str, str]]:
    """(address, words) of what the clocks tell that morning, rung twice."""
    team.clock.set(datetime.combine(day, time(9), PARIS))
    before = len(team.rows(Outbox))
    for _ in range(2):
        team.rings(*CLOCKS)
    rows = [one for one in team.rows(Outbox)[before:] if one.canal == "telegram"]
    return [(one.adresse, html.unescape(one.contenu["text"])) for one in rows]


def joins(team: Team) -> None:
    with team.database.transaction() as tx:
        tx.add(
            Personne(
                dispositif_id=team.programme.id,
                role=Role.COORDINATION,
                prenom="Nouvelle",
                telegram_id=LATE,
                charte_le=team.clock.now(),
            )
        )


def test_who_joins_late_reads_one_summary(sqlite_database: Database, clock: MovableClock) -> None:
    team = alone(sqlite_database, clock)
    morning(team, date(2026, 10, 21))
    joins(team)
    told = [text for who, text in morning(team, date(2026, 10, 22)) if who == str(LATE)]
    assert len(told) == 1, told
    assert "voici, une fois, ce qui avait déjà été rappelé" in told[0]
    assert "Site A : 1er comité opérationnel, au plus tard le 13 octobre 2026" in told[0]
    assert "9 jours de retard · Coordination" in told[0]
    again = [text for who, text in morning(team, date(2026, 10, 23)) if who == str(LATE)]
    assert not [text for text in again if "1er comité" in text]


def test_a_machine_off_for_weeks_makes_one_point(
    sqlite_database: Database, clock: MovableClock
) -> None:
    team = alone(sqlite_database, clock, sites=2)
    told = [text for who, text in morning(team, date(2026, 10, 27)) if who == str(COORDINATION)]
    (point,) = [text for text in told if "En voici le point, une fois." in text]
    assert point.startswith("📆 Échéances : 5 rappels d'un coup.")
    assert point.count("\n• ") == 5
    assert "Site A : personne depuis 2 semaines (journée, soirée, week-end)" in point
    assert "👁 À surveiller : Site A : personne depuis" in team.says(COORDINATION, "📌 Ma semaine")
    assert not [text for text in told if "Il n'est pas noté comme tenu" in text], "one by one"


def test_moved_renewed_twice_ended_or_cancelled_its_dates_follow(
    sqlite_database: Database, clock: MovableClock
) -> None:
    team = alone(sqlite_database, clock)
    team.clock.set(datetime(2026, 11, 17, 16, tzinfo=PARIS))
    for _twice in range(2):
        bilan(team)
        team.says(COORDINATION, "/interventions")
        team.taps(COORDINATION, "🔁 Renouveler", "Site A", "Mardi 17", "3 mois", "✅ Confirmer")
    told = "\n".join(text for _who, text in morning(team, date(2026, 11, 18)))
    assert "plus de 6 mois au même endroit, au-delà d'un renouvellement" in told
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "⏹ Terminer", "Site A", "Mercredi 18", "✅ Confirmer")
    assert "Site A · Compte rendu final" in " ".join(listed(team))
    ended = "\n".join(text for _who, text in morning(team, date(2026, 12, 3)))
    assert "le compte rendu final est attendu le 3 décembre 2026" in ended
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "✏️ Corriger", "Site A", "🗑 Ouverte par erreur", "✅ Confirmer")
    assert "Site A" not in " ".join(listed(team)), "what never was owes nothing"


def test_a_meeting_is_noted_once_and_never_ahead(
    sqlite_database: Database, clock: MovableClock
) -> None:
    team = alone(sqlite_database, clock)
    day = date(2026, 10, 6)
    morning(team, day)
    holds(OUEST, day)(team)
    holds(OUEST, day)(team)
    assert "déjà notée comme tenue" in team.reads(COORDINATION)
    assert not any("1er comité" in one for one in listed(team))
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "✅ Tenue", f"{OUEST}, autre date")
    refused = team.says(COORDINATION, f"{day + timedelta(days=2):%d/%m/%Y}")
    assert "pas encore" in refused


def test_without_object_for_a_reason_then_taken_back(
    sqlite_database: Database, clock: MovableClock
) -> None:
    team = alone(sqlite_database, clock)
    morning(team, date(2026, 10, 20))
    line = "⊘ Site A · État initial du site (T0)"
    assert line in listed(team), "an intervention without T0 says so"
    sets_aside("Site A · État initial", "Pas demandé ici")(team)
    assert "sans objet, pas demandé ici" in team.reads(COORDINATION)
    assert line not in listed(team)
    (row,) = team.rows(EcheanceDite)
    assert (row.motif, row.personne_id) == ("pas-demande", 4)
    undo = next(
        (number, data)
        for number, content in reversed(team.phones[COORDINATION].items())
        for keys in content.get("keyboard", ())
        for label, data, *_ in keys
        if label == "↩️ Annuler"
    )
    team.presses(COORDINATION, *undo)
    assert line in listed(team)


def listed(team: Team) -> list[str]:
    """The buttons of « Échéances »."""
    team.says(COORDINATION, "/echeances")
    return team.labels(COORDINATION)

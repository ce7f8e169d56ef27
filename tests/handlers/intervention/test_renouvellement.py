"""An intervention is renewed on the bilan of its period, and on nothing else (000 l.120, B17)."""

from __future__ import annotations

from datetime import date, timedelta

from bot.casework.livrable import redaction
from tests.handlers.document.bilan import bilan
from tests.handlers.intervention.test_intervention import mission
from tests.handlers.people import COORDINATION, Team


def test_a_renewal_asks_for_the_bilan_and_warns_beyond_six_months(team: Team) -> None:
    bilan(team)
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "🔁 Renouveler", "Site A")
    assert "Bilan validé le 17 novembre 2026." in team.reads(COORDINATION)
    assert not any(label.startswith("⏭") for label in team.labels(COORDINATION))
    team.taps(COORDINATION, "Mardi 17", "6 mois")
    assert "Cela dépasse 6 mois" in team.reads(COORDINATION)
    said = team.taps(COORDINATION, "✅ Confirmer")
    assert said.startswith("✅ Site A : intervention renouvelée jusqu'au 5 juillet 2027.\n")
    renewed = mission(team, "site-a-automne-2026")
    assert renewed.source == "renouvelée le 2026-11-17 ; bilan validé le 17 novembre 2026"
    assert renewed.debut == date(2026, 10, 5)


def test_only_a_bilan_of_this_very_period_renews_it(team: Team) -> None:
    team.says(COORDINATION, "/interventions")
    said = team.taps(COORDINATION, "🔁 Renouveler", "Site A")
    assert "Le bilan intermédiaire de cette période n'est pas validé" in said
    assert "elle n'est pas renouvelée" in said
    said = team.taps(COORDINATION, "📄 Ouvrir le bilan")
    assert "Bilan intermédiaire, Site A" in said
    assert "À écrire : 4 Objectifs ; 5 Proposition." in said
    team.taps(COORDINATION, "✅ C'est relu")
    bilan_left = "n'est pas validé"
    team.says(COORDINATION, "/interventions")
    assert bilan_left in team.taps(COORDINATION, "🔁 Renouveler", "Site A")
    team.taps(COORDINATION, "📄 Ouvrir le bilan", "📣 Il a été présenté", "À une réunion")
    team.rings(redaction.write)
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "🔁 Renouveler", "Site A", "📄 Ouvrir le bilan", "🏁 Le comité")
    team.clock.advance(timedelta(days=1))
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "🔁 Renouveler", "Site A")
    assert team.labels(COORDINATION)[:2] == ["Mercredi 18 novembre", "Mardi 17 novembre"]
    assert "Lundi 16 novembre" not in team.labels(COORDINATION)
    assert "pas avant le 17 novembre 2026" in team.says(COORDINATION, "12/11/2026")
    team.taps(COORDINATION, "Mercredi 18", "3 mois", "✅ Confirmer")
    assert mission(team, "site-a-automne-2026").fin == date(2027, 4, 5)
    # Its second period has a bilan of its own.
    team.says(COORDINATION, "/interventions")
    assert bilan_left in team.taps(COORDINATION, "🔁 Renouveler", "Site A")

"""An intervention that ended: nothing goes on as if it ran, and what is due after it is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.casework.grille.vue import grid, in_chat
from bot.domain.semaine import Semaine
from bot.timetable import timetable
from storage import planning
from storage.models import Outbox
from storage.work import Work
from tests.handlers.document.bilan import bilan
from tests.handlers.intervention.test_intervention import add_site, mission
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team


def rings_all(team: Team, moment: datetime) -> list[str]:
    """Every task of the clock at that instant; what was posted by them, oldest first."""
    team.clock.set(moment)
    before = len(team.rows(Outbox))
    team.rings(*(job.does for job in timetable(team.desk)))
    return [row.contenu.get("text", "") for row in team.rows(Outbox)[before:]]


def end_site_a(team: Team) -> str:
    team.says(COORDINATION, "/interventions")
    return team.taps(COORDINATION, "⏹ Terminer", "Site A", "Mardi 17", "✅ Confirmer")


def test_once_it_ended_nothing_is_planned_proposed_nor_asked_there(team: Team) -> None:
    """Site A is planned every evening from Monday to Saturday; it ends on Tuesday the 17th."""
    end_site_a(team)
    tomorrow = datetime(2026, 11, 18, 16, 0, tzinfo=UTC)
    asked = rings_all(team, tomorrow)
    assert not any("Site A" in one and "Vous démarrez" in one for one in asked)
    morning = rings_all(team, tomorrow + timedelta(hours=16, minutes=31))
    assert not any("Site A" in one and "Pourquoi" in one for one in morning)
    with team.database.transaction() as tx:
        coming = planning.week_slots(tx, team.programme, Semaine(date(2026, 11, 23)))
        seen = "\n".join(in_chat(grid(Work(tx, team.programme, tomorrow), 1, team=False)))
    assert {slot.site for slot in coming} == {"site-b", "site-c"}
    assert "médiateurs de rue" in seen
    assert "\nlundi 23 :" not in seen
    team.says(COORDINATION, "/planning")
    said = team.taps(COORDINATION, "La semaine prochaine")
    assert "<b>Site A</b> : 0 h 00 (intervention terminée le 17 novembre 2026)" in said
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "La semaine prochaine", "➕", "Binôme 1", "Site A", "Mardi 24")
    team.says(COORDINATION, "17h-21h")
    said = team.taps(COORDINATION, "📆 Seulement")
    assert "⚠️ Site A : aucune intervention n'y est décidée ce jour-là." in said
    assert "mardi 24 novembre, 17 h – 21 h, Site A" in team.reads(MEDIATEUR)
    asked = rings_all(team, datetime(2026, 11, 24, 16, 0, tzinfo=UTC))
    assert any("Site A" in one and "Vous démarrez" in one for one in asked), "it was meant"
    team.deliver()
    team.taps(MEDIATRICE, "✅ Démarrer")
    said = "⚠️ Site A : aucune intervention n'y est décidée. C'est noté quand même."
    assert any(said in one for one in team.shown(MEDIATRICE))
    team.says(AUTRE_BINOME, "▶️ Présence")
    team.taps(AUTRE_BINOME, "📍 Autre site", "📍 Site C", "✅ Démarrer")
    team.says(AUTRE_BINOME, "▶️ Présence")
    assert said in team.taps(AUTRE_BINOME, "🔁 Changer de site", "📍 Site A")


def test_it_is_told_to_the_binomes_and_taken_back_as_it_was(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(COORDINATION, "/interventions")
    asked = team.taps(COORDINATION, "⏹ Terminer", "Site A", "Mardi 17")
    assert "⚠️ Binôme 1 y est depuis 17 h 04" in asked
    assert "⚠️ 42 créneaux sont prévus ensuite : ils n'auront plus lieu." in asked
    said = team.taps(COORDINATION, "✅ Confirmer")
    assert said == (
        "✅ Site A : l'intervention se termine le 17 novembre 2026. "
        "Compte rendu attendu le 2 décembre 2026 (date calculée)."
    )
    ended = "📅 <b>Site A</b> : l'intervention se termine le 17 novembre 2026."
    assert ended in team.reads(MEDIATEUR)
    said = team.taps(COORDINATION, "↩️ Annuler")
    assert said == "↩️ Annulé : fin de l'intervention, Site A."
    assert mission(team, "site-a-automne-2026").fin == date(2027, 1, 5)
    assert "La coordination revient sur ce qu'elle avait dit." in team.reads(MEDIATEUR)
    assert "du 5 octobre 2026 au 5 janvier 2027" in team.reads(MEDIATEUR)
    bilan(team)
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "🔁 Renouveler", "Site A", "Mardi 17", "3 mois")
    team.taps(COORDINATION, "✅ Confirmer")
    assert "renouvelée jusqu'au 5 avril 2027" in team.reads(AUTRE_BINOME)
    renewal = team.button(COORDINATION, "↩️ Annuler")
    assert "0 sur 3 depuis le 17 novembre 2026" in team.says(COORDINATION, "/comites")
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "🎯 Changer", "Site A")
    team.says(COORDINATION, "Apaiser les soirées.")
    assert "Site A</b> : les objectifs sont désormais : Apaiser les soirées." in team.reads(
        MEDIATEUR
    )
    assert "Cette intervention a changé depuis" in team.presses(COORDINATION, *renewal)
    team.taps(COORDINATION, "↩️ Annuler")
    assert mission(team, "site-a-automne-2026").objectifs[0] == "Apaiser les fins de journée"


def test_opened_by_mistake_it_never_was_and_closed_by_mistake_it_goes_on(team: Team) -> None:
    add_site(team)
    team.taps(COORDINATION, "📅 Ouvrir", "Lundi 16 novembre", "Corrective")
    team.says(COORDINATION, "Apaiser les soirées.")
    said = team.taps(COORDINATION, "✅ Ouvrir")
    assert "Place neuve" in said
    assert "une intervention y est décidée, du 17 novembre 2026 au" in team.reads(MEDIATEUR)
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "✏️ Corriger", "Place neuve", "🗓 Son début")
    assert "pas avant le 16 novembre 2026" in team.says(COORDINATION, "2/11")
    assert "va du 23 novembre 2026 au" in team.says(COORDINATION, "23/11")
    team.says(COORDINATION, "/interventions")
    asked = team.taps(COORDINATION, "✏️ Corriger", "Place neuve")
    assert "Jusqu'au 17 novembre 2026 : du 17 novembre 2026 au" in asked
    said = team.taps(COORDINATION, "🗑 Ouverte par erreur", "✅ Confirmer")
    assert said.startswith("✅ Place neuve : cette intervention est retirée.")
    assert "était une erreur" in team.reads(MEDIATEUR)
    assert team.programme.intervention_on("place-neuve", date(2026, 12, 1)) is None
    assert "Place neuve" not in team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "↩️ Annuler")
    assert team.programme.intervention_on("place-neuve", date(2026, 12, 1)) is not None
    end_site_a(team)
    team.clock.advance(timedelta(days=2))
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "✏️ Corriger", "Site A", "🏁 Sa fin")
    refused = "au-delà, c'est un renouvellement"
    assert refused in team.says(COORDINATION, "06/01/2027")
    team.taps(COORDINATION, "⬅️ Retour")
    said = team.taps(COORDINATION, "🔓 Rouvrir, jusqu'au 05/01/2027", "✅ Confirmer")
    assert said == "✅ Site A : l'intervention continue, jusqu'au 5 janvier 2027."
    evening = rings_all(team, datetime(2026, 11, 20, 16, 0, tzinfo=UTC))
    assert any("Site A" in one and "Vous démarrez" in one for one in evening)


def test_what_is_due_after_the_end_stays_until_it_is_ticked(team: Team) -> None:
    """Site A ends on 5 January 2027: its report is due on the 20th, its measure on 5 April."""
    remaining = "Site A : Compte rendu final, au plus tard le 20 janvier 2027 (date calculée)"
    told = rings_all(team, datetime(2027, 1, 20, 8, tzinfo=UTC))
    assert any("Site A : le compte rendu final est attendu le 20 janvier" in one for one in told)
    papers = [one for one in told if one.startswith("📆 Documents : plusieurs")]
    assert len(papers) == 1, "however many are due, a day has one message of them"
    for day, late in ((25, "5 jours"), (26, ""), (32, "12 jours")):
        moment = datetime(2027, 1, 1, 8, tzinfo=UTC) + timedelta(days=day - 1)
        found = [one for one in rings_all(team, moment) if "Échéances en retard" in one]
        assert any(f"{remaining}, {late} de retard" in one for one in found) == bool(late)
    team.deliver()
    said = team.taps(COORDINATION, "☑️ Ouvrir la liste")
    assert f"{remaining}, 12 jours de retard · Coordination" in said
    assert "Mesure d'impact N+3, au plus tard le 5 avril 2027 (date calculée)" in said
    said = team.taps(COORDINATION, "☑️ Site A · Compte rendu final")
    assert said == "✅ Site A : Compte rendu final, c'est fait."
    ticked = team.button(COORDINATION, "↩️ Annuler")
    team.says(COORDINATION, "/interventions")
    assert remaining not in team.taps(COORDINATION, "📆 Échéances")
    calm = rings_all(team, datetime(2027, 2, 8, 8, tzinfo=UTC))
    assert not any(remaining in one for one in calm)
    team.presses(COORDINATION, *ticked)
    again = rings_all(team, datetime(2027, 2, 15, 8, tzinfo=UTC))
    assert any(remaining in one for one in again)

"""What the convention and its file set: lengths, an end, and meetings that were held or missed."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.clock import MovableClock
from bot.domain.semaine import Semaine
from digests import render
from digests.compose import compose
from digests.render import Links
from storage import reunions
from storage.dispositif import Convention
from storage.echeancier.lignes import toutes
from storage.machine.db import Database
from storage.models import Ajustement
from storage.work import Work
from tests.handlers.document.bilan import bilan
from tests.handlers.intervention.test_intervention import add_site, at, told
from tests.handlers.people import COORDINATION, MEDIATRICE, Team, open_team
from tests.storage.dispositif_cast import example

THIS_WEEK = Semaine.of(datetime(2026, 11, 17, 12, tzinfo=UTC))


def test_twice_three_months_is_no_alarm_and_one_month_more_is(team: Team) -> None:
    bilan(team)
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "🔁 Renouveler", "Site A", "Mardi 17", "3 mois")
    assert "la nouvelle fin est le 5 avril 2027." in team.reads(COORDINATION)
    assert "Cela dépasse" not in team.reads(COORDINATION)
    team.taps(COORDINATION, "✅ Confirmer")
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "➕ Ouvrir", "📍 Site A", "Mardi 17", "Préventive")
    asked = team.says(COORDINATION, "Accompagner la place rénovée.")
    assert "Du 6 avril 2027 au 5 juillet 2027 (fin calculée)." in asked
    assert "Cela dépasse 6 mois au même endroit." in asked


def test_nothing_is_opened_beyond_the_convention_and_the_date_is_said(team: Team) -> None:
    """Its end is 31 March 2028 in the file; the site is taken until then by a renewal."""
    end = "La convention prend fin le 31 mars 2028"
    bilan(team)
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "🔁 Renouveler", "Site A", "Mardi 17")
    assert end in team.says(COORDINATION, "01/04/2028")
    said = team.says(COORDINATION, "31/03/2028")
    assert "Sa mesure d'impact tomberait le 30 juin 2028, après la convention" in said
    team.taps(COORDINATION, "✅ Confirmer")
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "➕ Ouvrir", "📍 Site A", "Mardi 17", "Préventive")
    team.says(COORDINATION, "Accompagner la place rénovée.")
    team.taps(COORDINATION, "✏️ Modifier", "🗓 Début")
    assert end in team.says(COORDINATION, "02/05/2028")
    team.taps(COORDINATION, "⬅️")
    said = team.taps(COORDINATION, "✅ Ouvrir")
    assert said == f"{end} : une intervention ne va pas au-delà. Rien n'a été changé."
    assert len(team.rows(Ajustement)) == 1


def test_meetings_that_were_held_and_missed_are_known(team: Team) -> None:
    """Site C was decided on 12 October: its first comité was due on the 27th (000 l.71)."""
    missed = "la première, due au plus tard le 27 octobre 2026, n'a pas eu lieu."
    assert missed in team.says(COORDINATION, "/interventions")
    team.says(MEDIATRICE, "👥 Rencontres")
    team.taps(MEDIATRICE, "📍 Site A", "12-17 ans", "✅ Fini", "⏭")
    ouest, programme = "comite-operationnel-ouest", team.programme.id
    with team.database.transaction() as tx:
        reunions.plan(tx, programme, ouest, date(2026, 11, 3), "essai:1").tenue = True
        reunions.plan(tx, programme, ouest, date(2026, 11, 12), "essai:2")
        point = compose(tx, team.programme, team.programme.config.comite(ouest), THIS_WEEK)
        nord = "comite-operationnel-nord"
        other = compose(tx, team.programme, team.programme.config.comite(nord), THIS_WEEK)
    said = team.says(COORDINATION, "/interventions")
    assert missed not in said.partition("Site C")[2].partition("Site B")[0]
    assert (
        "Comité opérationnel : 1 réunion tenue, la dernière le 3 novembre 2026 ; "
        "non tenue : 12 novembre 2026."
    ) in said
    letter = render.render_text(point, Links())
    assert (
        "Comité opérationnel Ouest : 1 réunion tenue sur 3 depuis le 12 octobre 2026 ; "
        "non tenue : jeudi 12 novembre 2026."
    ) in " ".join(letter.split())
    assert "Ouest" not in render.render_text(other, Links())


def test_lengths_sites_and_reminders_come_from_the_file(
    sqlite_database: Database, clock: MovableClock
) -> None:
    config = example("amiens")
    delais = {"intervention_mois": 2, "sites_simultanes": 9, "rappels_comite_jours": (2,)}
    changed = {"delais": config.delais.model_copy(update=delais)}
    team = open_team(sqlite_database, clock, config.model_copy(update=changed))
    add_site(team)
    team.taps(COORDINATION, "📅 Ouvrir", "Lundi 16 novembre", "Corrective")
    asked = team.says(COORDINATION, "Apaiser les soirées.")
    assert "Du 17 novembre 2026 au 16 janvier 2027 (fin calculée)." in asked
    assert "sites à la fois" not in asked
    team.taps(COORDINATION, "✅ Ouvrir")
    at(team, date(2026, 11, 18))
    assert any("Place neuve : le premier comité" in one for one in told(team)), (
        "two days after the decision"
    )


def test_mons_is_asked_nothing_of_what_amiens_is(
    sqlite_database: Database, clock: MovableClock
) -> None:
    config = example("mons")
    running = Convention(debut=date(2026, 1, 1), fin=date(2027, 12, 31))
    team = open_team(sqlite_database, clock, config.model_copy(update={"convention": running}))
    assert "Aucune intervention n'est ouverte." in team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "➕ Ouvrir", "Autre…", "📍 Site D", "Mardi 17", "Corrective")
    team.says(COORDINATION, "Apaiser les abords.")
    said = team.taps(COORDINATION, "✅ Ouvrir")
    assert "du 17 novembre 2026 au 16 novembre 2027" in said
    shown = team.says(COORDINATION, "/interventions")
    assert "semaine 1 sur 52" in shown
    for amiens in ("comité opérationnel", "Compte rendu", "N+3", "sur 13"):
        assert amiens not in shown + said
    assert "Comité de suivi : 0 réunion depuis" in team.says(COORDINATION, "/comites")
    with team.database.transaction() as tx:
        due = {one.regle for one in toutes(Work(tx, team.programme, team.clock.now()))}
    assert due == {"fin", "fin-convention", "bilan-groupement"}, "its file's own, and no other"

"""Retours: what was mended is shown when the presence starts, and told in one tap each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.casework.signalement import actes as signalements
from bot.casework.signalement.deed import DeedSignalement
from bot.clock import MovableClock
from bot.domain.roles import Role
from bot.domain.vies.signalement import ActeSignalement
from bot.domain.vies.vie import Acteur
from storage.machine.db import Database
from storage.models import Personne, Relais, RetourDonne, Signalement, Sollicitation
from storage.work import Work
from tests.handlers.people import MEDIATEUR, MEDIATRICE, Team, open_team
from tests.storage.dispositif_cast import edited


@pytest.fixture
def team(team: Team) -> Team:
    """Two signalements of Site A: a lamp, then a tag; nobody is in the street."""
    for kind in ("Éclairage", "Tag"):
        team.says(MEDIATRICE, "🔧 Signalement")
        team.taps(MEDIATRICE, "📍 Site A", kind, "📌 Site A", "✅ Envoyer")
    return team


def acts(team: Team, number: int, acte: ActeSignalement, role: Acteur = Acteur.SERVICE) -> None:
    team.clock.advance(timedelta(minutes=1))
    par = "service:sv-eclairage:email" if role is Acteur.SERVICE else "mediateur:1"
    deed = DeedSignalement(acte, par, role, f"essai:{number}:{acte}")
    with team.database.transaction() as tx:
        signalements.act(Work(tx, team.programme, team.clock.now()), number, deed)
    team.deliver()


def mended(team: Team, number: int) -> None:
    acts(team, number, ActeSignalement.VERIFIER_REPARE, Acteur.MEDIATEUR)


def starts(team: Team) -> str:
    team.says(MEDIATRICE, "▶️ Présence")
    return team.taps(MEDIATRICE, "✅ Démarrer")


def test_a_presence_says_how_many_wait_and_each_is_told_in_one_tap(team: Team) -> None:
    mended(team, 1)
    mended(team, 2)
    assert "📄 2 retours à donner aux habitants." in starts(team)
    said = team.taps(MEDIATRICE, "📄 Voir les retours")
    assert said.splitlines() == [
        "📄 À redire aux habitants, <b>Site A</b> :",
        "• V-0001 Éclairage public en panne : réparé le 17/11.",
        "• V-0002 Tag : réparé le 17/11.",
    ]
    said = team.taps(MEDIATRICE, "✅ V-0001 dit")
    assert "V-0001" not in said
    assert "V-0001 redit" in team.taps(MEDIATRICE, "↩️ Annuler")
    assert team.rows(RetourDonne) == []
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "📄 Voir les retours")
    said = team.taps(MEDIATRICE, "✅ V-0001 dit")
    assert "V-0002" in said
    said = team.taps(MEDIATRICE, "✅ V-0002 dit")
    assert said == "<b>Site A</b> : tout est dit aux habitants."
    assert [row.signalement_id for row in team.rows(RetourDonne)] == [1, 2]
    assert "retour" not in team.says(MEDIATEUR, "▶️ Présence")


def test_told_by_both_it_is_told_once(team: Team) -> None:
    mended(team, 1)
    starts(team)
    team.taps(MEDIATRICE, "📄 Voir les retours")
    message, data = team.button(MEDIATRICE, "✅ V-0001 dit")
    team.presses(MEDIATRICE, message, data)
    assert team.presses(MEDIATEUR, message, data) == "Déjà noté."
    assert len(team.rows(RetourDonne)) == 1


def test_what_is_open_or_cancelled_is_no_news(team: Team) -> None:
    acts(team, 1, ActeSignalement.PRENDRE_EN_CHARGE)
    acts(team, 2, ActeSignalement.ANNULER, Acteur.MEDIATEUR)
    assert "retour" not in starts(team)


def test_handed_on_is_news_and_mended_since_is_news_again(team: Team) -> None:
    acts(team, 1, ActeSignalement.REORIENTER)
    assert "📄 1 retour à donner" in starts(team)
    said = team.taps(MEDIATRICE, "📄 Voir les retours")
    assert "V-0001 Éclairage public en panne : transmis à un autre service le 17/11." in said
    team.taps(MEDIATRICE, "✅ V-0001 dit")
    mended(team, 1)
    assert "📄 1 retour à donner" in team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "📄 Voir les retours", "✅ V-0001 dit")
    assert len(team.rows(RetourDonne)) == 1


def test_old_news_is_no_news(team: Team) -> None:
    mended(team, 1)
    team.clock.advance(timedelta(days=61))
    assert "retour" not in starts(team)


def test_relais_to_check_today_have_their_button(team: Team) -> None:
    with team.database.transaction() as tx:
        for day, closed in ((0, False), (1, False), (-3, True), (-3, False)):
            _relais(tx, team, day, closed=closed)
    assert "🔁 2 relais à vérifier." in starts(team)
    _message, data = team.button(MEDIATRICE, "🔁 2 relais à vérifier")
    assert data == "g:rl:0:dus"
    assert "🔁 2 relais à vérifier." in team.says(MEDIATEUR, "▶️ Présence")


def _relais(tx: object, team: Team, days: int, *, closed: bool) -> None:
    """A relais of the first binôme, to be checked in so many days."""
    now, binome = team.clock.now(), team.programme.binomes["binome-1"]
    site = team.programme.sites["site-a"]
    number = len(team_rows := tx.query(Relais).all()) + 1  # type: ignore[attr-defined]
    asked = Sollicitation(
        dispositif_id=team.programme.id,
        site_id=site,
        binome_id=binome,
        auteur_id=1,
        le=now,
        tranche="journee",
        source=f"essai:{number}",
        type="so-emploi",
        reponse="relais",
    )
    tx.add(asked)  # type: ignore[attr-defined]
    tx.flush()  # type: ignore[attr-defined]
    assert len(team_rows) == number - 1
    tx.add(  # type: ignore[attr-defined]
        Relais(
            dispositif_id=team.programme.id,
            site_id=site,
            binome_id=binome,
            sollicitation_id=asked.id,
            numero=number,
            mot="TILLEUL",
            domaine="do-emploi",
            statut="propose",
            sans_nouvelles=0,
            ouvert_le=now,
            verifier_le=now + timedelta(days=days),
            clos_le=now if closed else None,
        )
    )


def test_a_number_never_made_says_so(team: Team) -> None:
    assert team.presses(MEDIATRICE, 1, "g:rt:99:dit") == "Ce bouton n'est plus reconnu."
    assert team.presses(MEDIATRICE, 1, "g:rt:1:effacer") == "Ce bouton n'est plus reconnu."
    assert team.presses(MEDIATRICE, 1, "g:rt:1:dit") == "Déjà noté.", "nothing to tell of it yet"
    assert team.rows(RetourDonne) == []
    assert len(team.rows(Signalement)) == 2


def test_only_the_team_is_shown_retours_and_gives_them(team: Team) -> None:
    mended(team, 1)
    starts(team)
    message, seen = team.button(MEDIATRICE, "📄 Voir les retours")
    team.taps(MEDIATRICE, "📄 Voir les retours")
    _, given = team.button(MEDIATRICE, "✅ V-0001 dit")
    with team.database.transaction() as tx:
        tx.get_one(Personne, 2).role = Role.PARTENAIRE
    for data in (seen, given):
        assert "réservé aux médiateurs" in team.presses(MEDIATEUR, message, data)
    assert team.rows(RetourDonne) == []


def test_a_presence_says_what_is_to_be_seen_there_and_each_is_checked_in_one_tap(
    team: Team,
) -> None:
    for number in (1, 2):
        acts(team, number, ActeSignalement.ANNONCER_TRAITE)
    assert "🔎 2 réparations annoncées à vérifier ici." in starts(team)
    team.taps(MEDIATRICE, "🔎 À vérifier sur place")
    assert team.shown(MEDIATRICE)[-2].startswith("🔎 <b>V-0001</b> · Éclairage public en panne")
    assert "V-0002 : réparé, merci." in team.taps(MEDIATRICE, "✅ Réparé")
    team.taps(MEDIATRICE, "❌ Toujours là")
    said = team.says(MEDIATRICE, "▶️ Présence")
    assert "📄 1 retour à donner aux habitants." in said
    assert "à vérifier" not in said


def test_what_may_be_answered_there_is_one_tap_away_while_it_holds(
    sqlite_database: Database, clock: MovableClock
) -> None:
    """« Expliquer le sens et les orientations de l'action publique » (002 l.35, E11)."""
    works = (
        '{question: "Quand finissent les travaux ?", reponse: "En mars.", jusqu_au: 2026-11-30}'
    )
    lights = '{question: "Pourquoi si sombre ?", reponse: "Les lampes sont commandées."}'
    said = f'site-a, label: "Site A", reponses: [{works}, {lights}], '
    changed = edited('site-a, label: "Site A", ', said)
    team = open_team(sqlite_database, clock, changed)
    starts(team)
    assert team.taps(MEDIATRICE, "💬 Que répondre ici ?").splitlines() == [
        "💬 <b>Site A</b>, si l'on vous demande :",
        "• Quand finissent les travaux ? <i>En mars.</i>",
        "• Pourquoi si sombre ? <i>Les lampes sont commandées.</i>",
    ]
    team.clock.advance(timedelta(days=14))
    team.says(MEDIATRICE, "▶️ Présence")
    assert "travaux" not in team.taps(MEDIATRICE, "💬 Que répondre ici ?")


def test_the_month_that_ends_is_told_on_the_spot(team: Team) -> None:
    """Things by their kind, how many, what waits: nobody, no place, no number."""
    mended(team, 1)
    team.clock.set(datetime(2026, 12, 2, 17, 0, tzinfo=UTC))
    starts(team)
    said = team.taps(MEDIATRICE, "🗓 Le mois dernier, à redire")
    assert said.splitlines() == [
        "Retour aux habitants · Site A, novembre 2026",
        "",
        "Signalé",
        "- Éclairage public en panne : 1",
        "- Tag : 1",
        "",
        "Réparé, vu sur place",
        "- Éclairage public en panne : 1",
        "",
        "Attend encore, le plus ancien depuis le 17/11",
        "- Tag : 1",
    ]

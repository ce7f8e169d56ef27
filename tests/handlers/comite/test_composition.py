"""Members of a comité and a new comité come from the bot, without a restart (COO-1)."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.casework.bord import liens
from bot.clock import MovableClock
from digests.due import run_due
from handlers.comite import convocation
from storage.machine.db import Database
from storage.machine.tables import Outbox
from storage.models import Ajustement, Audit, Desabonnement, DigestEnvoi, LienBord
from storage.work import Work
from tests.digests.scene import paris
from tests.handlers.people import COORDINATION, MEDIATRICE, Team, open_team
from tests.storage.dispositif_cast import example

OUEST = "Comité opérationnel Ouest"
NEW = "adjointe@ville.example.org"


def adds(team: Team, comite: str) -> str:
    team.says(COORDINATION, "/destinataires")
    team.taps(COORDINATION, "➕ Ajouter", comite)
    team.says(COORDINATION, "Adjointe à la jeunesse")
    return team.says(COORDINATION, NEW)


def addresses(team: Team) -> set[str]:
    """Whom the letters of Monday 23 November leave for."""
    team.says(MEDIATRICE, "👥 Rencontres")
    team.taps(MEDIATRICE, "📍 Site A", "12-17 ans", "✅ Fini", "⏭")
    team.clock.set(datetime(2026, 11, 23, 9, tzinfo=UTC))
    team.rings(run_due)
    return {row.adresse for row in team.rows(DigestEnvoi)}


def test_a_recipient_is_added_once_confirmed_and_gets_the_next_letter(team: Team) -> None:
    assert f"<b>{OUEST}</b> : Adjointe à la jeunesse, {NEW}" in adds(team, OUEST)
    assert team.rows(Ajustement) == [], "nothing counts before it is confirmed"
    assert "est ajouté. Son domaine est nouveau" in team.taps(COORDINATION, "✅ Ajouter")
    adds(team, OUEST)
    assert "reçoit déjà le point hebdo" in team.taps(COORDINATION, "✅ Ajouter")
    team.says(COORDINATION, "/destinataires")
    team.taps(COORDINATION, "🚫 Retirer", OUEST, "Délégué du préfet", "🚫 Oui")
    sent = addresses(team)
    assert NEW in sent
    assert "delegue-prefet-ouest@somme.example.org" not in sent
    noted = [(one.acte, one.detail) for one in team.rows(Audit) if "destinataire" in one.acte]
    assert noted == [
        ("ajouter_destinataire", "comite-operationnel-ouest : Adjointe à la jeunesse"),
        ("retirer_destinataire", "comite-operationnel-ouest : Délégué du préfet"),
    ]


def test_who_leaves_the_list_reads_the_dashboard_of_its_letters_no_more(team: Team) -> None:
    with team.database.transaction() as tx:
        ouest = team.programme.config.comite("comite-operationnel-ouest")
        liens.for_letters(Work(tx, team.programme, team.clock.now()), ouest)
    team.says(COORDINATION, "/destinataires")
    team.taps(COORDINATION, "🚫 Retirer", OUEST, "Délégué du préfet", "🚫 Oui")
    (closed,) = team.rows(LienBord)
    assert closed.retire_le == team.clock.now()


def test_the_whole_list_is_shown_before_the_second_tap_and_its_readers_are_told(
    team: Team,
) -> None:
    before = team.programme.config.comite("comite-operationnel-ouest").destinataires
    asked = adds(team, OUEST)
    assert all(f"• {one.role} · {one.email}" in asked for one in before)
    assert letters(team) == {}
    team.taps(COORDINATION, "✅ Ajouter")
    told = letters(team)
    assert set(told) == {one.email for one in before}
    assert {NEW in text for text in told.values()} == {False}, "functions, never addresses"
    assert all("Adjointe à la jeunesse recevra le point hebdo" in one for one in told.values())
    assert any("Adjointe à la jeunesse recevra" in one for one in team.shown(COORDINATION))


def test_an_address_of_a_new_domain_is_read_twice_and_waits_a_day(team: Team) -> None:
    team.clock.set(datetime(2026, 11, 22, 18, tzinfo=UTC))
    asked = adds(team, OUEST)
    assert "⚠️ <b>ville.example.org</b> est un domaine nouveau ici" in asked
    said = team.taps(COORDINATION, "✅ Ajouter")
    assert "rien ne lui part avant lundi 23 novembre à 19 h 00" in said
    assert NEW in addresses(team)
    waiting = [one for one in team.rows(Outbox) if one.adresse == NEW]
    assert [one.pas_avant for one in waiting] == [datetime(2026, 11, 23, 18, tzinfo=UTC)]
    team.says(COORDINATION, "/destinataires")
    team.taps(COORDINATION, "🚫 Retirer", OUEST, "Adjointe", "🚫 Oui")
    assert [one for one in team.rows(Outbox) if one.adresse == NEW and "digest" in one.cle] == []
    assert any("digest" in one.cle for one in team.rows(Outbox)), "the others have theirs"


def test_an_address_of_a_known_domain_waits_for_nothing(team: Team) -> None:
    team.says(COORDINATION, "/destinataires")
    team.taps(COORDINATION, "➕ Ajouter", OUEST)
    team.says(COORDINATION, "Adjointe")
    asked = team.says(COORDINATION, "adjointe@amiens.example.org")
    assert "domaine nouveau" not in asked
    assert "recevra le prochain point hebdo" in team.taps(COORDINATION, "✅ Ajouter")


def letters(team: Team) -> dict[str, str]:
    """What leaves for the mailboxes of the list, by address."""
    rows = [one for one in team.rows(Outbox) if one.cle.startswith("destinataires:")]
    return {
        one.adresse: one.contenu["text"]
        for one in rows
        if one.canal == "email" and not one.cle.endswith(":courriel")
    }


def test_an_address_longer_than_a_button_carries_is_taken_away_too(team: Team) -> None:
    long = "secretariat.direction.de.proximite.nord@collectivite.example.org"
    team.says(COORDINATION, "/destinataires")
    team.taps(COORDINATION, "➕ Ajouter", OUEST)
    team.says(COORDINATION, "Direction de proximité")
    team.says(COORDINATION, long)
    team.taps(COORDINATION, "✅ Ajouter")
    team.says(COORDINATION, "/destinataires")
    team.taps(COORDINATION, "🚫 Retirer", OUEST, f"Direction de proximité · {long}", "🚫 Oui")
    here = team.programme.config.comite("comite-operationnel-ouest").destinataires
    assert long not in {one.email for one in here}


def test_who_unsubscribed_is_not_promised_a_letter(team: Team) -> None:
    with team.database.transaction() as tx:
        row = {"dispositif_id": team.programme.id, "comite": "comite-operationnel-ouest"}
        tx.add(Desabonnement(**row, adresse=NEW.upper(), le=team.clock.now()))
    adds(team, OUEST)
    assert "s'est désabonné" in team.taps(COORDINATION, "✅ Ajouter")
    assert NEW not in addresses(team)


def test_an_address_that_cannot_be_is_refused_in_words(team: Team) -> None:
    team.says(COORDINATION, "/destinataires")
    team.taps(COORDINATION, "➕ Ajouter", OUEST)
    team.says(COORDINATION, "Adjointe")
    assert "n'est pas une adresse e-mail" in team.says(COORDINATION, "la mairie")


def test_a_territoire_without_comite_gets_one_and_its_letter(
    sqlite_database: Database, clock: MovableClock
) -> None:
    config = example("amiens")
    kept = tuple(one for one in config.comites if one.territoire != "ouest")
    team = open_team(sqlite_database, clock, config.model_copy(update={"comites": kept}))
    team.says(COORDINATION, "/destinataires")
    assert f"Créer <b>{OUEST}</b> ?" in team.taps(COORDINATION, "🏛 Créer", "Territoire Ouest")
    assert f"{OUEST} est créé" in team.taps(COORDINATION, "✅ Créer")
    adds(team, OUEST)
    team.taps(COORDINATION, "✅ Ajouter")
    assert NEW in addresses(team)
    team.says(COORDINATION, "/destinataires")
    assert "🏛 Créer un comité" not in team.labels(COORDINATION)


def test_a_guest_of_one_meeting_reads_the_letter_of_its_week_and_is_gone(team: Team) -> None:
    team.says(COORDINATION, "/comites")
    team.taps(COORDINATION, "🗓 Prévoir", OUEST)
    team.says(COORDINATION, "01/12")
    team.says(COORDINATION, "/invite")
    team.taps(COORDINATION, f"{OUEST}, 01/12")
    team.says(COORDINATION, "Élue de secteur")
    team.says(COORDINATION, NEW)
    assert "est invité à la réunion de mardi 1er décembre" in team.taps(COORDINATION, "✅ Inviter")
    assert "Élue de secteur (le 01/12)" in team.says(COORDINATION, "/destinataires")
    got = []
    for monday in ("2026-11-23 10:00", "2026-11-30 10:00", "2026-12-07 10:00"):
        team.clock.set(paris(monday))
        team.rings(run_due, convocation.call)
        mine = [row for row in team.rows(Outbox) if row.adresse == NEW]
        got.append(sorted({row.cle.partition(":")[0] for row in mine}))
        counted = len(mine)
    assert got == [[], ["comite", "digest"], ["comite", "digest"]]
    assert counted == 2, "called the day before, one letter, nothing after"
    assert "Élue" not in team.says(COORDINATION, "/destinataires")

"""Joining the team: one invitation, one person, one tap of consent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.roles import Role
from storage.models import Conversation, Inbox, Invitation, Personne
from tests.handlers.people import CAST, COORDINATION, INCONNUE, Team

ANOTHER = 998


def opens(team: Team, role: Role = Role.MEDIATEUR, who: int = INCONNUE) -> str:
    """Follow a new invitation's link."""
    return team.says(who, f"/start {team.invite(role)}")


def test_the_charter_and_the_role_are_read_before_anything_is_kept(team: Team) -> None:
    said = opens(team)
    assert "Vous êtes invité·e comme : <b>médiatrice ou médiateur de rue</b>, Binôme 1." in said
    assert "Aucun nom, aucun visage" in said
    assert len(team.rows(Personne)) == len(CAST)


def test_one_tap_of_consent_joins_and_the_coordination_knows(team: Team) -> None:
    opens(team)
    team.taps(INCONNUE, "✅ J'accepte")
    assert "C'est fait, Nouvelle. Vous faites partie de l'équipe." in "".join(
        team.shown(INCONNUE)
    ).replace("&#39;", "'")
    joined = team.rows(Personne)[-1]
    assert (joined.prenom, joined.telegram_id, joined.role) == ("Nouvelle", INCONNUE, "mediateur")
    assert joined.charte_le == team.clock.now()
    assert "Nouvelle a rejoint" in team.reads(COORDINATION)
    menu = [content.get("menu") for content in team.phones[INCONNUE].values()]
    assert team.desk.menu(Role.MEDIATEUR) in menu
    assert team.desk.menu(Role.MEDIATEUR)[0] == ["▶️ Présence", "👥 Rencontres"]


def test_the_first_name_is_one_s_own_to_choose(team: Team) -> None:
    opens(team)
    team.taps(INCONNUE, "✏️ Changer le prénom")
    assert "Prénom choisi" in team.says(INCONNUE, "Prénom choisi")
    team.taps(INCONNUE, "✅ J'accepte")
    assert team.rows(Personne)[-1].prenom == "Prénom choisi"


@pytest.mark.parametrize("text", ["/start", "/aide", "/start@b"])
def test_a_command_is_no_first_name(team: Team, text: str) -> None:
    opens(team)
    team.taps(INCONNUE, "✏️ Changer le prénom")
    assert "Écrivez votre prénom" in team.says(INCONNUE, text)


def test_an_invitation_serves_once(team: Team) -> None:
    code = team.invite()
    for who in (INCONNUE, ANOTHER):
        team.says(who, f"/start {code}")
    team.taps(INCONNUE, "✅ J'accepte")
    said = team.taps(ANOTHER, "✅ J'accepte")
    assert "vient d'être utilisée" in said.replace("&#39;", "'")
    assert len(team.rows(Personne)) == len(CAST) + 1


@pytest.mark.parametrize("who", [INCONNUE, ANOTHER])
def test_a_used_or_invented_code_opens_nothing(team: Team, who: int) -> None:
    opens(team)
    said = team.says(who, "/start invente")
    assert "Cette invitation n'est pas valable" in said


def test_an_expired_code_opens_nothing(team: Team) -> None:
    code = team.invite()
    team.clock.advance(timedelta(hours=72))
    assert "elle a expiré" in team.says(INCONNUE, f"/start {code}")
    assert team.rows(Conversation) == []


def test_a_code_for_a_group_opens_no_private_chat(team: Team) -> None:
    assert "n'est pas valable" in team.says(INCONNUE, f"/start {team.invite(Role.SERVICE)}")


@pytest.mark.parametrize("way_out", ["✖️", "/annuler"])
def test_who_says_no_leaves_nothing_behind_and_may_come_back(team: Team, way_out: str) -> None:
    code = team.invite()
    team.says(INCONNUE, f"/start {code}")
    if way_out.startswith("/"):
        team.says(INCONNUE, way_out)
    else:
        team.taps(INCONNUE, way_out)
    assert "Rien n'est noté sur vous. L'invitation reste valable." in team.reads(INCONNUE)
    assert team.rows(Conversation) == []
    assert team.rows(Invitation)[0].utilisee_le is None
    assert "Bienvenue" in team.says(INCONNUE, f"/start {code}")


def test_anything_but_an_answer_is_told_what_to_do(team: Team) -> None:
    opens(team)
    assert "vocaux" in team.sends(INCONNUE, {"voice": {}})
    assert "Répondez d'abord à la question" in team.sends(INCONNUE, {"dice": {}})


def test_a_reader_is_told_that_there_is_nothing_to_enter(team: Team) -> None:
    opens(team, Role.ADMIN)
    team.taps(INCONNUE, "✅ J'accepte")
    assert team.reads(INCONNUE) == (
        "Vous n'avez rien à saisir ici, et rien ne vous y sera envoyé."
    )


def test_who_is_in_already_keeps_the_invitation_unused(team: Team) -> None:
    assert "elle n'est pas utilisée" in opens(team, who=COORDINATION)
    assert team.rows(Invitation)[0].utilisee_le is None


def test_someone_revoked_may_be_invited_again(team: Team) -> None:
    opens(team)
    team.taps(INCONNUE, "✅ J'accepte")
    with team.database.transaction() as tx:
        tx.get_one(Personne, len(CAST) + 1).revoquee_le = team.clock.now()
    assert "Bienvenue" in opens(team)
    team.taps(INCONNUE, "✅ J'accepte")
    assert len([one for one in team.rows(Personne) if one.telegram_id == INCONNUE]) == 2


def test_what_a_stranger_writes_is_not_kept(team: Team) -> None:
    assert "n'a pas été gardé" in team.says(INCONNUE, "un secret")
    assert all("un secret" not in row.contenu for row in team.rows(Inbox))
    assert all(str(INCONNUE) not in row.voie for row in team.rows(Inbox))

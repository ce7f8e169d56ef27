"""Joining the team: one invitation, one person, one tap of consent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.roles import Role
from handlers.accueil.clock import lapse
from storage.models import Conversation, Inbox, Invitation, Personne
from tests.handlers.people import CAST, COORDINATION, INCONNUE, MEDIATRICE, Team

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


def test_an_address_of_the_web_is_no_first_name(team: Team) -> None:
    """The coordination would read it as a link, and « a rejoint l'équipe » after it."""
    opens(team)
    team.taps(INCONNUE, "✏️ Changer le prénom")
    for typed in ("https://example.org/x", "example.org"):
        assert "Un prénom s'écrit en lettres" in team.says(INCONNUE, typed)


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


def test_who_tries_code_after_code_is_not_even_read_and_may_come_back(team: Team) -> None:
    code = team.invite()
    for number in range(30):
        team.says(INCONNUE, f"/start {number:032}")
    before = team.shown(INCONNUE)
    team.says(INCONNUE, f"/start {code}")
    assert team.shown(INCONNUE) == before, "the right one is no more read than the others"
    team.clock.advance(timedelta(minutes=1))
    assert "Bienvenue" in team.says(INCONNUE, f"/start {code}")


WAYS = {
    "any case": "/Start {code}",
    "to this bot by its name": "/start@B {code}",
    "the link": "https://t.me/b?start={code}",
    "the link, as Telegram shows it": "t.me/b?start={code}",
    "the whole letter": "L'invitation :\nhttps://t.me/b?start={code}\n\n/start {code}\nMerci",
    "the code alone": " « {code} ». ",
}


def test_a_code_is_welcome_however_it_comes(team: Team) -> None:
    for who, way in enumerate(WAYS.values(), 10_000):
        assert "Bienvenue" in team.says(who, way.format(code=team.invite())), way
    team.taps(10_000, "✅ J'accepte")
    for way in WAYS.values():
        assert "Vous êtes déjà dans" in team.says(10_000, way.format(code=team.invite())), way
    assert "Ce bot est réservé" in team.says(INCONNUE, f"/start@autre_bot {team.invite()}")
    assert "pas cette commande" in team.says(10_000, f"/start@autre_bot {team.invite()}")


def invites_a_coordinator(team: Team) -> str:
    """Made in the bot by the coordination; its code, as the letter holds it."""
    team.says(COORDINATION, "/equipe")
    team.taps(COORDINATION, "➕ Inviter", "Coordination")
    team.says(COORDINATION, "Relève")
    letter = next(text for text in team.shown(COORDINATION) if "start=" in text)
    return letter.partition("start=")[2].split()[0]


def test_who_invited_into_the_coordination_says_whether_it_is_them(team: Team) -> None:
    code = invites_a_coordinator(team)
    team.says(INCONNUE, f"/start {code}")
    waits = team.taps(INCONNUE, "✅ J'accepte")
    assert len(team.rows(Personne)) == len(CAST)
    asked = team.reads(COORDINATION)
    number = waits.partition("nombre : ")[2][:2]
    assert number.isdigit()
    assert f"<b>{number}</b>" in asked
    assert "Ce bot" not in team.says(INCONNUE, "Alors ?")
    assert number in team.reads(INCONNUE)
    question, yes = team.button(COORDINATION, "✅ Oui")
    assert team.presses(MEDIATRICE, question, yes) == "Ce bouton est réservé à la coordination."
    assert "fait partie de l'équipe" in team.taps(COORDINATION, "✅ Oui")
    assert "Touchez /start" in team.reads(INCONNUE)
    assert team.rows(Personne)[-1].role == Role.COORDINATION
    team.says(INCONNUE, "/start")
    assert team.phones[INCONNUE][max(team.phones[INCONNUE])]["menu"] == team.desk.menu(
        Role.COORDINATION
    )
    assert team.presses(COORDINATION, question, yes) == "C'est déjà répondu."


@pytest.mark.parametrize("answer", ["non", "nothing"])
def test_a_stolen_link_into_the_coordination_opens_nothing(team: Team, answer: str) -> None:
    team.says(ANOTHER, f"/start {invites_a_coordinator(team)}")
    team.taps(ANOTHER, "✅ J'accepte")
    if answer == "non":
        assert "n'entre pas" in team.taps(COORDINATION, "🚫 Non")
    else:
        team.clock.advance(timedelta(hours=73))
        team.rings(lapse)
        team.deliver()
    assert "n'a pas été confirmée" in team.reads(ANOTHER)
    assert len(team.rows(Personne)) == len(CAST)
    assert all(row.demandee_par is None for row in team.rows(Invitation))

"""The coordination opens its dashboards, gives a link, reads who has one, and takes it back."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.bord import VIE
from bot.signing import LIEN
from storage.models import BORD, Audit, LienBord, Outbox
from tests.handlers.people import COORDINATION, MEDIATRICE, Team


def sent(team: Team) -> Outbox:
    return next(row for row in reversed(team.rows(Outbox)) if row.sujet.startswith("bord:"))


def test_two_taps_open_the_coordination_s_own(team: Team) -> None:
    team.says(COORDINATION, "/tableaux")
    assert "Le lien arrive ici" in team.taps(COORDINATION, "📊 Ouvrir les miens")
    (row,) = team.rows(LienBord)
    assert (row.lecteur, row.comite, row.lettre) == ("coordination", None, False)
    message = sent(team)
    assert (message.adresse, message.sujet) == (str(COORDINATION), BORD.of(row.id))
    assert message.contenu[LIEN] in message.contenu["text"]
    assert "ne le transmettez pas" in message.contenu["text"]


def test_a_link_is_given_listed_and_taken_back_and_the_audit_says_so(team: Team) -> None:
    team.says(COORDINATION, "/tableaux")
    team.taps(COORDINATION, "🔗 Donner un lien", "Comité opérationnel Ouest")
    team.says(COORDINATION, "/tableaux")
    team.taps(COORDINATION, "🔗 Donner un lien", "Bailleur (proximité)")
    assert "Bailleur (proximité)" in sent(team).contenu["text"]
    team.says(COORDINATION, "/tableaux")
    team.taps(COORDINATION, "🔗 Donner un lien", "💶 État")
    *rows, paying = team.rows(LienBord)
    assert (paying.lecteur, paying.commanditaire) == ("commanditaire", "cm-etat")
    assert "pour : <b>État</b>" in sent(team).contenu["text"]
    assert [(row.lecteur, row.comite, row.bailleur) for row in rows] == [
        ("operationnel", "comite-operationnel-ouest", None),
        ("bailleur", None, "sv-bailleur"),
    ]
    team.says(COORDINATION, "/tableaux")
    listed = team.taps(COORDINATION, "📋 Liens donnés")
    assert "Comité opérationnel Ouest, depuis le 17/11" in listed
    asked = team.taps(COORDINATION, "17/11 · Bailleur (proximité)")
    assert "Qui l'a reçu lira qu'il ne sert plus" in asked
    assert "n'ouvre plus rien" in team.taps(COORDINATION, "🗑 Retirer")
    assert [row.retire_le is not None for row in team.rows(LienBord)] == [False, True, False]
    deeds = [(row.acte, row.detail) for row in team.rows(Audit) if row.objet == "lien_bord"]
    assert deeds == [
        ("donner_tableau", "operationnel"),
        ("donner_tableau", "bailleur"),
        ("donner_tableau", "commanditaire"),
        ("retirer_tableau", "bailleur"),
    ]


def test_a_link_past_its_days_is_listed_no_more_and_a_mediator_has_none(team: Team) -> None:
    team.says(COORDINATION, "/tableaux")
    team.taps(COORDINATION, "🔗 Donner un lien", "Élus")
    team.clock.advance(VIE + timedelta(minutes=1))
    team.says(COORDINATION, "/tableaux")
    assert "Aucun lien ne sert" in team.taps(COORDINATION, "📋 Liens donnés")
    team.says(MEDIATRICE, "/tableaux")
    assert len(team.rows(LienBord)) == 1

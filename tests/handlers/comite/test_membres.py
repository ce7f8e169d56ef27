"""The member of a comité: reads its letters, answers the préconisations of its territoire."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.mois import Mois
from bot.domain.roles import Role
from bot.domain.semaine import Semaine
from bot.signing import LIEN
from digests.due import run_due, run_due_month
from digests.figes import freeze
from storage.models import Outbox, Preconisation
from storage.work import Work
from tests.handlers.people import COORDINATION, INCONNUE, MEDIATEUR, MEDIATRICE, Team
from tests.handlers.preconisation.test_preconisation import WORDS, proposes

OUEST, NORD = "Comité opérationnel Ouest", "Comité opérationnel Nord"


def joins(team: Team, comite: str) -> None:
    """Invited by the coordination as a member of that comité, then welcomed."""
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "➕ Inviter", "Membre d'un comité", comite)
    team.says(COORDINATION, "Cheffe de projet")
    letters = [row for row in team.rows(Outbox) if "/start" in str(row.contenu.get("text", ""))]
    code = str(letters[-1].contenu["text"]).partition("/start ")[2].partition("<")[0]
    team.says(INCONNUE, f"/start {code}")
    team.taps(INCONNUE, "✅ J'accepte")


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    proposes(team)
    return team


def test_the_member_reads_the_last_letter_of_its_own_comite(team: Team) -> None:
    joins(team, OUEST)
    welcome = "Vous êtes membre du comité."
    assert any(welcome in text for text in team.shown(INCONNUE)), "the team is another thing"
    assert "a rejoint un comité, comme membre." in team.reads(COORDINATION)
    assert team.reads(INCONNUE) == (
        "📰 Point hebdo : relire ceux de votre comité. "
        "💡 Préconisations : répondre à celles de votre territoire."
    )
    assert team.says(INCONNUE, "📰 Point hebdo").startswith("📰 Aucun point hebdo pour vous")
    moment = datetime(2026, 11, 10, 12, tzinfo=UTC)
    with team.database.transaction() as tx:
        for slug in ("comite-operationnel-ouest", "comite-operationnel-nord"):
            work = Work(tx, team.programme, team.clock.now())
            for period in (Semaine.of(moment), Mois.of(moment).shifted(-1)):
                freeze(work, team.programme.config.comite(slug), period)
    team.says(INCONNUE, "📰 Point hebdo")
    assert "Semaine 46" in team.labels(INCONNUE)[0]
    assert team.labels(INCONNUE)[1] == "Octobre 2026"
    team.taps(INCONNUE, "Semaine 46")
    assert "Territoire Ouest" in " ".join(team.shown(INCONNUE))
    assert "Nord" not in " ".join(team.shown(INCONNUE))
    assert "Point hebdo de la semaine 46, en entier, et son PDF" in team.shown(INCONNUE)[-1]
    team.says(INCONNUE, "📰 Point hebdo")
    team.taps(INCONNUE, "Octobre 2026")
    assert "Octobre 2026 : semaines 40 à 44" in " ".join(team.shown(INCONNUE))
    assert "Point mensuel d'octobre 2026, en entier, et son PDF" in team.shown(INCONNUE)[-1]
    links = [row for row in team.rows(Outbox) if row.sujet.startswith("digest:")]
    assert [row.sujet for row in links] == ["digest:1", "digest:2"], "its own, as they were frozen"
    assert all(f'href="{row.contenu[LIEN]}"' in str(row.contenu["text"]) for row in links)


def test_a_member_reads_the_week_in_a_few_lines_as_its_letter_leaves(street: Team) -> None:
    joins(street, OUEST)
    street.clock.advance(datetime(2026, 11, 23, 7, tzinfo=UTC) - street.clock.now())
    street.rings(run_due, run_due)
    (said,) = (one for one in street.rows(Outbox) if one.cle.startswith("resume:"))
    assert said.adresse == str(INCONNUE)
    text = str(said.contenu["text"])
    assert text.startswith(f"📰 <b>{OUEST}</b>, semaine 47\nAucune présence")
    assert text.count("• ") == 3
    assert f'<a href="{said.contenu[LIEN]}">Lire le point hebdo</a>' in text
    assert said.sujet == "digest:1"


def test_a_member_reads_the_month_in_a_few_lines_of_its_own(street: Team) -> None:
    joins(street, OUEST)
    street.clock.advance(datetime(2026, 11, 30, 9, tzinfo=UTC) - street.clock.now())
    street.rings(run_due_month, run_due_month)
    (said,) = (one for one in street.rows(Outbox) if one.cle.startswith("resume:"))
    assert said.adresse == str(INCONNUE)
    text = str(said.contenu["text"])
    assert text.startswith(f"📰 <b>{OUEST}</b>, novembre 2026\nAucune présence")
    assert "cette semaine" not in text
    assert text.count("• ") == 3
    link = f'<a href="{said.contenu[LIEN]}">Lire le point mensuel</a>'
    assert text.endswith(f"{link}, ou ici : /pointhebdo")


def test_it_answers_a_preconisation_and_everyone_learns_it(street: Team) -> None:
    joins(street, OUEST)
    street.says(INCONNUE, "💡 Préconisations")
    asked = street.taps(INCONNUE, "P-0001")
    assert WORDS not in asked, "its words are not reread (P7)"
    assert "il vous sera montré ensuite" in asked
    assert "📝 À relire" not in asked, "that button is the coordination's"
    assert "🏁 Réalisée" not in street.labels(INCONNUE)
    street.taps(INCONNUE, "🔎")
    street.says(INCONNUE, "💡 Préconisations")
    assert "Pourquoi l'écarter ?" in street.taps(INCONNUE, "P-0001", "🚫")
    assert "P-0001 : écartée" in street.says(INCONNUE, "La place sera refaite.")
    assert street.rows(Preconisation)[0].statut == "ecartee"
    assert "« La place sera refaite. »" in street.reads(MEDIATEUR)
    assert f"écartée, répond {OUEST}. « La place sera refaite. »" in street.reads(COORDINATION)
    assert "Aucune préconisation" in street.says(INCONNUE, "💡 Préconisations")
    street.taps(INCONNUE, "↩️ Annuler")
    assert street.rows(Preconisation)[0].statut == "a-l-etude"
    assert f"{OUEST} annule sa réponse « écartée ». De n" in street.reads(COORDINATION)


def test_another_territoire_is_neither_shown_nor_answered(street: Team) -> None:
    joins(street, NORD)
    assert "Aucune préconisation" in street.says(INCONNUE, "💡 Préconisations")
    street.presses(INCONNUE, 1, "g:pc:1:etudier")
    assert street.toasts[-1] == "Ce bouton est réservé à la coordination."
    assert street.rows(Preconisation)[0].statut == "proposee"


def test_a_member_of_before_whose_comite_nobody_said_reads_nothing(street: Team) -> None:
    street.says(INCONNUE, f"/start {street.invite(Role.COMITE)}")
    street.taps(INCONNUE, "✅ J'accepte")
    assert "Aucune préconisation" in street.says(INCONNUE, "💡 Préconisations")
    assert "de quel comité vous êtes" in street.says(INCONNUE, "📰 Point hebdo")

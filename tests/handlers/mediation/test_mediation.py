"""A dossier followed: séances in four taps, consent first, accords checked at J+15 and J+30."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.casework.mediation.actes import mediation_connue
from bot.clock import MovableClock
from bot.domain.vies.mediation import EtatConnu, MediationConnue
from handlers.mediation.feature import FEATURE
from storage.machine.db import Database
from storage.models import Audit, DossierMediation, Note, Seance, SuiviAccord
from tests.handlers.mons import mons_team
from tests.handlers.people import (
    AUTRE_BINOME,
    COORDINATION,
    MEDIATEUR,
    MEDIATRICE,
    Team,
)

OPEN = ("🕐 En différé", "Habitant", "Voisinage")
NEXT_DAY = datetime(2026, 11, 18, 8, 30, tzinfo=UTC)
DAY_15 = datetime(2026, 12, 2, 8, 30, tzinfo=UTC)
DAY_30 = datetime(2026, 12, 17, 8, 30, tzinfo=UTC)


def opened(team: Team, consent: str = "✅ Oui") -> Team:
    """M-0001, its first step on the next day."""
    team.says(MEDIATRICE, "⚡ Conflit")
    team.taps(MEDIATRICE, "📍 Site A", *OPEN, consent, "Médiation navette", "Demain")
    return team


@pytest.fixture
def agreed(team: Team) -> Team:
    return opened(team)


def rings(team: Team, at: datetime) -> None:
    """The clock's own deeds at that hour, twice: it must not matter."""
    team.clock.set(at)
    for _ in range(2):
        team.rings(*FEATURE.clocks.values())
        team.deliver()


def dossier(team: Team) -> DossierMediation:
    (row,) = team.rows(DossierMediation)
    return row


def test_four_taps_note_a_seance(agreed: Team) -> None:
    taps = ("📂 M-0001", "＋ Séance", "Partie A", "👍 Avance")
    said = agreed.taps(MEDIATRICE, *taps)
    assert len(taps) == 4
    (row,) = agreed.rows(Seance)
    assert (row.avec, row.resultat) == ("a", "avance")
    assert dossier(agreed).statut == "en_cours"
    assert said == "C'est noté. Prochaine étape ?"
    said = agreed.taps(MEDIATRICE, "Dans 3 jours")
    assert said == "M-0001 : séance notée. Je vous le rappelle vendredi 20 novembre à 9 h 30."


def test_the_next_step_may_be_passed_and_comes_back_in_a_week(agreed: Team) -> None:
    said = agreed.taps(MEDIATRICE, "📂", "＋ Séance", "A + B", "6", "✋ Bloqué", "⏭ Passer")
    assert "mardi 24 novembre à 9 h 30" in said
    assert dossier(agreed).statut == "en_cours"


def test_a_seance_left_at_the_last_question_is_kept(agreed: Team) -> None:
    agreed.taps(MEDIATRICE, "📂", "＋ Séance", "Partie A", "👍 Avance")
    agreed.says(MEDIATRICE, "/annuler")
    assert "Fermé. La séance est notée." in agreed.shown(MEDIATRICE)
    assert len(agreed.rows(Seance)) == 1


def test_both_are_never_met_before_both_agreed(team: Team) -> None:
    opened(team, "⏳ Pas encore")
    said = team.taps(MEDIATRICE, "📂", "＋ Séance")
    assert "notez d'abord que les deux parties sont d'accord" in said
    assert "A + B ensemble" not in team.labels(MEDIATRICE)
    assert "pas compris" in team.says(MEDIATRICE, "A + B ensemble")
    team.taps(MEDIATRICE, "Partie A")
    assert "🤝 Accord" not in team.labels(MEDIATRICE)
    team.taps(MEDIATRICE, "👍 Avance", "Demain")
    assert dossier(team).statut == "ouvert", "one party seen alone only prepares"


def test_consent_noted_on_the_card_opens_the_way(team: Team) -> None:
    opened(team, "⏳ Pas encore")
    said = team.taps(MEDIATRICE, "📂", "✋ Accord pour", "✅ Oui, les deux")
    assert said == "M-0001 : c'est noté, les deux parties sont d'accord."
    team.taps(MEDIATRICE, "📂", "＋ Séance", "A + B", "6", "👍 Avance", "Demain")
    assert dossier(team).statut == "en_cours"
    (line,) = team.rows(Audit)
    assert (line.acte, line.detail) == ("consentement", "pas_encore")


def test_consent_withdrawn_by_the_other_one_meanwhile_stops_the_seance(agreed: Team) -> None:
    agreed.taps(MEDIATRICE, "📂", "＋ Séance", "A + B", "6")
    agreed.says(MEDIATEUR, "/mediations")
    agreed.taps(MEDIATEUR, "📂 M-0001", "✋ Accord pour", "Une seule")
    said = agreed.taps(MEDIATRICE, "👍 Avance", "Demain")
    assert "a changé entre-temps" in said
    assert agreed.rows(Seance) == []


def test_an_accord_is_a_sentence_without_a_name_and_two_checks(agreed: Team) -> None:
    said = agreed.taps(MEDIATRICE, "📂", "＋ Séance", "A + B", "6", "🤝 Accord")
    assert "L'accord en une phrase" in said
    assert "Sans nom ni détail" in said
    said = agreed.says(MEDIATRICE, "Musique moins forte après 22 h")
    assert said == (
        "🤝 M-0001 : accord noté. Je vous demanderai s'il tient : "
        "mercredi 2 décembre puis jeudi 17 décembre."
    )
    (note,) = agreed.rows(Note)
    assert (note.objet, note.objet_id, note.statut) == ("dossier_mediation", 1, "a_relire")
    assert [(s.etape, s.prevu_le) for s in agreed.rows(SuiviAccord)] == [
        ("j15", DAY_15),
        ("j30", DAY_30),
    ]
    rings(agreed, DAY_15)
    assert agreed.reads(MEDIATEUR).endswith("Tient-il ?\n« Musique moins forte après 22 h »")
    assert agreed.shown(COORDINATION) == [], "its words stay with the binôme until they are reread"


def reached(team: Team) -> Team:
    team.taps(MEDIATRICE, "📂", "＋ Séance", "A + B", "6", "🤝 Accord", "⏭ Passer")
    return team


def test_an_accord_without_a_sentence_is_said_so(agreed: Team) -> None:
    assert "accord noté, sans phrase" in reached(agreed).reads(MEDIATRICE)
    assert agreed.rows(Note) == []


def test_the_clock_asks_both_at_half_past_nine_and_one_tap_answers(agreed: Team) -> None:
    reached(agreed)
    rings(agreed, DAY_15 - timedelta(minutes=1))
    assert agreed.rows(SuiviAccord)[0].demande_le is None
    rings(agreed, DAY_15)
    for who in (MEDIATRICE, MEDIATEUR):
        asked = [one for one in agreed.shown(who) if "Tient-il ?" in one]
        assert asked == [
            "🤝 <b>M-0001 · Voisinage · Site A</b> : accord du mardi 17 novembre. Tient-il ?"
        ]
    said = agreed.taps(MEDIATEUR, "✅ Tenu")
    assert said == "M-0001 : accord tenu. Je vous le redemanderai jeudi 17 décembre."
    assert dossier(agreed).clos_le is None
    agreed.taps(MEDIATRICE, "⚠️ En partie")
    assert agreed.toasts[-1] == "C'est déjà noté."
    rings(agreed, DAY_30)
    said = agreed.taps(MEDIATRICE, "✅ Tenu")
    assert said == "M-0001 : accord tenu. Le dossier est clos."
    assert dossier(agreed).clos_le == DAY_30


def test_an_unanswered_check_is_asked_again_a_week_later(agreed: Team) -> None:
    reached(agreed)
    rings(agreed, DAY_15)
    rings(agreed, DAY_15 + timedelta(days=6))
    rings(agreed, DAY_15 + timedelta(days=7))
    assert len([one for one in agreed.shown(MEDIATRICE) if "Tient-il ?" in one]) == 2


def test_a_broken_accord_ends_the_checks_and_may_be_taken_up_again(agreed: Team) -> None:
    reached(agreed)
    rings(agreed, DAY_15)
    said = agreed.taps(MEDIATRICE, "❌ Rompu")
    assert said == "M-0001 : accord rompu. Le dossier est clos."
    assert [one.resultat for one in agreed.rows(SuiviAccord)] == ["rompu", "sans_objet"]
    said = agreed.taps(MEDIATRICE, "🔁 Reprendre")
    assert "la médiation reprend" in said
    assert (dossier(agreed).statut, dossier(agreed).clos_le) == ("en_cours", None)
    reached(agreed)
    assert [one.etape for one in agreed.rows(SuiviAccord)][2:] == ["j15-2", "j30-2"]


def test_the_next_step_is_brought_back_and_never_forgotten(agreed: Team) -> None:
    rings(agreed, NEXT_DAY)
    reminders = [one for one in agreed.shown(MEDIATEUR) if "prochaine étape" in one]
    assert len(reminders) == 1
    said = agreed.taps(MEDIATEUR, "📂 M-0001")
    assert "Prochaine étape : mercredi 25 novembre." in said
    rings(agreed, NEXT_DAY + timedelta(days=7))
    assert len([one for one in agreed.shown(MEDIATRICE) if "prochaine étape" in one]) == 2


def test_the_list_shows_what_is_open_and_what_is_due(agreed: Team) -> None:
    agreed.clock.set(NEXT_DAY + timedelta(hours=1))
    agreed.says(MEDIATEUR, "/mediations")
    assert agreed.labels(MEDIATEUR)[0] == "⏰ M-0001 · Voisinage · Site A"
    said = agreed.taps(MEDIATEUR, "⏰ M-0001")
    assert "Ouvert, depuis mardi 17 novembre." in said
    assert "Aucune séance pour l'instant." in said


def test_it_is_closed_when_a_party_refuses_and_leaves_the_list(agreed: Team) -> None:
    said = agreed.taps(MEDIATRICE, "📂", "⏹ Clore", "Refus d'une partie")
    assert said == "M-0001 : dossier clos, sans accord."
    assert dossier(agreed).statut == "refus"
    assert "Aucune médiation en cours" in agreed.says(MEDIATRICE, "/mediations")
    rings(agreed, NEXT_DAY + timedelta(days=30))
    assert not any("prochaine étape" in one for one in agreed.shown(MEDIATEUR))
    assert "la médiation reprend" in agreed.taps(MEDIATRICE, "📂", "🔁 Reprendre")
    assert dossier(agreed).consentement == "une_partie", "both must agree anew"


def test_the_mode_may_be_decided_later(agreed: Team) -> None:
    assert agreed.taps(MEDIATRICE, "📂", "🔁 Navette", "Table ronde") == "M-0001 : table ronde."
    assert dossier(agreed).mode == "table-ronde"


def test_another_binome_cannot_open_it(agreed: Team) -> None:
    _message, data = agreed.button(MEDIATRICE, "📂 M-0001")
    agreed.says(AUTRE_BINOME, "/mediations")
    assert agreed.presses(AUTRE_BINOME, 1, data) == "Ce dossier appartient à un autre binôme."
    assert "Aucune médiation" in agreed.reads(AUTRE_BINOME)


def test_a_dossier_whose_binome_is_empty_is_told_to_the_coordination(agreed: Team) -> None:
    for who in (MEDIATRICE, MEDIATEUR):
        with agreed.database.transaction() as tx:
            agreed.context(tx, who).person.revoquee_le = agreed.clock.now()
    rings(agreed, NEXT_DAY)
    assert "M-0001 : personne ne lit" in agreed.reads(COORDINATION)


def test_a_step_of_a_dossier_deleted_meanwhile_is_refused_clearly(agreed: Team) -> None:
    agreed.taps(MEDIATRICE, "📂 M-0001", "📅 Prochaine étape")
    agreed.says(MEDIATEUR, "📋 Ma journée")
    agreed.taps(MEDIATEUR, "17 h 04 · M-0001", "🗑 Supprimer")
    before = dossier(agreed).prochaine_le
    said = agreed.taps(MEDIATRICE, "Dans 7 jours")
    assert said == "Ce dossier a été supprimé : il n'y a plus rien à y noter."
    assert agreed.labels(MEDIATRICE) == []
    assert dossier(agreed).prochaine_le == before


def test_a_button_of_a_deleted_dossier_says_that_it_was_deleted(agreed: Team) -> None:
    message, data = agreed.button(MEDIATRICE, "📂 M-0001")
    agreed.says(MEDIATEUR, "📋 Ma journée")
    agreed.taps(MEDIATEUR, "17 h 04 · M-0001", "🗑 Supprimer")
    said = agreed.presses(MEDIATRICE, message, data)
    assert said == "Ce dossier a été supprimé : il n'y a plus rien à y noter."


def test_a_step_of_a_dossier_closed_meanwhile_plans_nothing(agreed: Team) -> None:
    agreed.taps(MEDIATRICE, "📂 M-0001", "📅 Prochaine étape")
    agreed.says(MEDIATEUR, "/mediations")
    agreed.taps(MEDIATEUR, "📂 M-0001", "⏹ Clore", "Abandon")
    assert "a changé entre-temps" in agreed.taps(MEDIATRICE, "Dans 7 jours")
    assert dossier(agreed).prochaine_le is None


def test_the_coordination_reads_every_dossier_and_entrusts_it_to_another(agreed: Team) -> None:
    agreed.says(COORDINATION, "📂 Médiations")
    assert agreed.labels(COORDINATION)[0] == "M-0001 · Voisinage · Site A · ouvert"
    said = agreed.taps(COORDINATION, "M-0001")
    assert "Suivi par Binôme 1. Le confier à un autre binôme ?" in said
    assert agreed.labels(COORDINATION)[0] == "Binôme 2"
    assert agreed.taps(COORDINATION, "Binôme 2") == "📂 M-0001 : confiée à Binôme 2."
    assert "vous confie la médiation" in agreed.reads(AUTRE_BINOME)
    assert "Ouvert, depuis" in agreed.taps(AUTRE_BINOME, "📂 M-0001")
    agreed.taps(MEDIATRICE, "📂 M-0001")
    assert agreed.toasts[-1] == "Ce dossier appartient à un autre binôme."
    assert "M-0001 est confiée à Binôme 2" in agreed.reads(MEDIATEUR)
    assert "M-0001 : confiée à Binôme 2" in agreed.taps(COORDINATION, "↩️ Annuler")
    assert dossier(agreed).binome_id == agreed.programme.binomes["binome-1"]
    assert "vous rend la médiation" in agreed.reads(MEDIATRICE)
    assert "vous n'avez plus à la suivre" in agreed.reads(AUTRE_BINOME)


def test_once_met_it_is_closed_rather_than_deleted(agreed: Team) -> None:
    agreed.taps(MEDIATRICE, "📂", "＋ Séance", "Partie A", "👍 Avance", "Demain")
    agreed.says(MEDIATRICE, "📋 Ma journée")
    said = agreed.taps(MEDIATRICE, "17 h 04 · M-0001", "🗑 Supprimer")
    assert "Une séance est déjà notée" in said
    assert dossier(agreed).supprimee_le is None


def test_a_requester_may_know_a_word_and_dates_and_nothing_else(agreed: Team) -> None:
    reached(agreed)
    now = agreed.clock.now()
    assert mediation_connue(dossier(agreed)) == MediationConnue(
        "M-0001", EtatConnu.ACCORD, now, now
    )


def test_it_lives_the_same_at_mons(sqlite_database: Database, clock: MovableClock) -> None:
    team = opened(mons_team(sqlite_database, clock))
    reached(team)
    rings(team, team.rows(SuiviAccord)[0].prevu_le)
    assert "accord tenu en partie" in team.taps(MEDIATRICE, "⚠️ En partie")

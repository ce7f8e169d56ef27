"""The coordination reads the point hebdo first: three sentences, its texts, and one tap."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.signing import LIEN
from digests.due import run_due
from handlers.point_hebdo import a_voir
from storage.machine.outbox import Lane
from storage.models import Audit, Outbox, PointHebdo, PointPhrase
from tests.digests.scene import paris
from tests.handlers.people import COORDINATION, MEDIATRICE, Team
from tests.handlers.preconisation.test_preconisation import WORDS, proposes

FRIDAY, SATURDAY = paris("2026-11-20 12:00"), paris("2026-11-21 15:00")
FREEZE, LEAVES = paris("2026-11-23 07:00"), paris("2026-11-23 08:00")
PARTY = "Une fête improvisée, bien accueillie."
NINE = "Neuf rencontres : la place revit."
EVENINGS = "Les soirées s'apaisent."


def at(team: Team, moment: datetime) -> None:
    """The clock rings at that hour, and what it says arrives."""
    team.clock.advance(moment - team.clock.now())
    team.rings(run_due)
    team.deliver()


def meets(team: Team, said: str) -> None:
    team.says(MEDIATRICE, said)
    team.taps(MEDIATRICE, "✅")


@pytest.fixture
def week(team: Team) -> Team:
    """Nine encounters on Tuesday and two texts to reread; it is Friday noon."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    meets(team, "9 jeunes")
    team.says(MEDIATRICE, "/etonnement")
    team.says(MEDIATRICE, PARTY)
    team.taps(MEDIATRICE, "⏭ Passer", "⏭ Passer")
    proposes(team)
    at(team, FRIDAY)
    return team


def letters(team: Team, lane: Lane = Lane.DIGEST) -> dict[str, str]:
    """The plain letters that wait, by address; the last of each."""
    rows = [one for one in team.rows(Outbox) if (one.lane, one.canal) == (int(lane), "email")]
    return {one.adresse: str(one.contenu["text"]) for one in rows}


def letter(team: Team) -> str:
    return letters(team)["chef-projet-ouest@amiens.example.org"]


def statut(team: Team) -> str:
    return team.rows(PointHebdo)[0].statut


def retains(team: Team, sentence: str, whose: str = "Tous") -> str:
    team.taps(COORDINATION, "✍️ À retenir")
    if team.rows(PointPhrase):
        team.taps(COORDINATION, "➕ Écrire une phrase")
    team.says(COORDINATION, sentence)
    return team.taps(COORDINATION, whose)


def test_a_week_that_needs_nothing_is_validated_in_one_tap(week: Team) -> None:
    draft = week.reads(COORDINATION)
    assert draft.startswith("📰 <b>Point hebdo de la semaine 47 : le brouillon est prêt.</b>\n")
    assert "Comité opérationnel Ouest : " in draft
    assert "9 rencontres" in draft
    assert "2 textes à relire." in draft
    mail = letters(week, Lane.PROMPT)["coordination@mediation.example.org"]
    assert "Point hebdo de la semaine 47 : le brouillon est prêt." in mail
    assert PARTY not in mail + draft, "a raw word is read in 📝 À relire, nowhere else"
    due = "📰 Point hebdo de la semaine 47 : à valider avant le 23 novembre"
    assert due in week.says(COORDINATION, "📌 Ma semaine")
    said = week.taps(COORDINATION, "✅ Valider")
    assert said == "✅ Semaine 47 : validé. Il part lundi 23 novembre à 8 h 00."
    assert statut(week) == "relu"
    at(week, FREEZE)
    at(week, LEAVES)
    assert statut(week) == "parti"
    assert "9 rencontres" in letter(week)
    assert PARTY not in letter(week), "nobody reread it"
    assert "À RETENIR" not in letter(week)
    sent = len(week.rows(Outbox))
    week.rings(run_due)
    assert len(week.rows(Outbox)) == sent, "once and only once"


def test_what_left_is_read_again_comite_by_comite_as_it_was_sent(week: Team) -> None:
    assert "Aucun point n'est encore parti" in week.says(COORDINATION, "📚 Points partis")
    at(week, FREEZE)
    at(week, LEAVES)
    meets(week, "4 jeunes")
    week.says(COORDINATION, "📚 Points partis")
    assert week.labels(COORDINATION)[0] == "Semaine 47, jusqu'au 22 novembre 2026"
    assert "De quel comité ?" in week.taps(COORDINATION, "Semaine 47")
    before = len(week.shown(COORDINATION))
    week.taps(COORDINATION, "Comité opérationnel Ouest")
    told = " ".join(week.shown(COORDINATION)[before:])
    assert "Territoire Ouest" in told
    assert "9 rencontres" in told
    assert "Territoire Nord" not in told
    assert "Point hebdo de la semaine 47, chaque comité, et les PDF" in told
    link = [row for row in week.rows(Outbox) if row.sujet.startswith("point:")][-1]
    assert f'href="{link.contenu[LIEN]}"' in str(link.contenu["text"])


def test_what_was_written_and_reread_leaves_where_it_may(week: Team) -> None:
    retains(week, EVENINGS)
    retains(week, "Étouvie demande des bancs.", "Comité opérationnel Ouest")
    assert "Validé, il part avec le point hebdo" in week.taps(COORDINATION, "📝 2 textes")
    week.taps(COORDINATION, "✏️ Corriger")
    week.says(COORDINATION, "Une fête, bien accueillie.")
    week.taps(COORDINATION, "✅ Valider tel quel")
    assert "déjà fait" not in week.says(COORDINATION, "/pointhebdo")
    week.taps(COORDINATION, "✅ Valider")
    at(week, FREEZE)
    at(week, LEAVES)
    ouest, every = letter(week), letters(week)
    assert f"À RETENIR\n- {EVENINGS}\n- Étouvie demande des bancs.\n" in ouest
    assert (
        "CE QUI EST RELEVÉ\n- Site A, ce qui a surpris : « Une fête, bien accueillie. »" in ouest
    )
    assert f"- Site A, préconisation P-0001 : « {WORDS} » Au service" in ouest
    assert PARTY not in "".join(every.values()), "the raw words never leave"
    nord = every["chef-projet-nord@amiens.example.org"]
    assert EVENINGS in nord
    assert "bancs" not in nord, "another territoire reads its own"
    technique = every["securite-interieure@somme.example.org"]
    assert "Une fête, bien accueillie." in technique
    assert "Étouvie demande des bancs." not in technique
    week.says(COORDINATION, "📋 Ma journée")
    (note,) = [one for one in week.rows(Audit) if one.acte == "relire_corriger"]
    assert note.personne_id is not None


def test_not_validated_it_leaves_without_its_sentences(week: Team) -> None:
    retains(week, EVENINGS)
    week.taps(COORDINATION, "✅ Valider")
    week.taps(COORDINATION, "↩️ Annuler")
    assert week.reads(COORDINATION).endswith("📰 Semaine 47 : il n'est plus validé.")
    assert statut(week) == "brouillon"
    at(week, FREEZE)
    assert "à retenir" in week.reads(COORDINATION)
    at(week, LEAVES)
    assert EVENINGS not in letter(week)
    assert "9 rencontres" in letter(week)
    assert "ce n'est plus possible" in week.taps(COORDINATION, "✅ Valider")


def test_a_sentence_whose_figure_moved_is_asked_again_and_never_leaves_false(week: Team) -> None:
    retains(week, NINE)
    retains(week, EVENINGS)
    week.taps(COORDINATION, "✅ Valider")
    week.clock.advance(SATURDAY - week.clock.now())
    meets(week, "4 jeunes")
    at(week, FREEZE)
    told, asked = week.shown(COORDINATION)[-2:]
    assert "Depuis le brouillon :\n" in told
    assert "9 → 13" in told
    assert asked.startswith(f"⚠️ Semaine 47, à retenir : « {NINE} »\n")
    assert "Sans réponse avant lundi 23 novembre à 8 h 00, la lettre part sans" in asked
    at(week, LEAVES)
    assert f"À RETENIR\n- {EVENINGS}\n" in letter(week)
    assert NINE not in letter(week)


@pytest.mark.parametrize(
    ("taps", "left"),
    [(("✅ Toujours vrai",), NINE), (("✏️ Récrire",), "Treize rencontres."), (("🗑 Retirer",), "")],
)
def test_what_is_asked_again_is_kept_told_otherwise_or_taken_away(
    week: Team, taps: tuple[str, ...], left: str
) -> None:
    retains(week, NINE)
    week.taps(COORDINATION, "✅ Valider")
    week.clock.advance(SATURDAY - week.clock.now())
    meets(week, "4 jeunes")
    at(week, FREEZE)
    week.taps(COORDINATION, *taps)
    if left not in (NINE, ""):
        week.says(COORDINATION, left)
        week.taps(COORDINATION, "✅ Valider")
    at(week, LEAVES)
    assert ("À RETENIR" in letter(week)) == bool(left)
    assert left in letter(week)
    assert [one.texte for one in week.rows(PointPhrase)] == ([left] if left else [])


def test_the_second_of_two_sees_what_the_first_did(week: Team) -> None:
    number, data = week.button(COORDINATION, "✅ Valider")
    week.presses(COORDINATION, number, data)
    assert week.presses(COORDINATION, number, data) == (
        "Semaine 47 : déjà fait, validé vendredi 20 novembre à 12 h 00."
    )
    assert len([one for one in week.rows(Audit) if one.acte == "point_valider"]) == 1
    assert week.presses(MEDIATRICE, number, data) == "Ce bouton est réservé à la coordination."


def test_three_sentences_are_the_most_and_each_may_be_changed(week: Team) -> None:
    for sentence in (EVENINGS, "Le jardin rouvre.", "Les familles reviennent."):
        retains(week, sentence)
    week.taps(COORDINATION, "✍️ À retenir")
    assert "➕ Écrire une phrase" not in week.labels(COORDINATION)
    week.taps(COORDINATION, "Le jardin rouvre.", "🗑 Retirer", "✍️ À retenir", EVENINGS)
    week.taps(COORDINATION, "✏️ Récrire")
    week.says(COORDINATION, "Les soirs s'apaisent.")
    kept = [one.texte for one in week.rows(PointPhrase)]
    assert kept == ["Les soirs s'apaisent.", "Les familles reviennent."]


def test_each_comite_is_shown_as_it_will_read(week: Team) -> None:
    retains(week, EVENINGS)
    before = len(week.shown(COORDINATION))
    week.taps(COORDINATION, "👁 Voir")
    assert "Point hebdo de la semaine 47, comme chaque comité le lira</a>" in " ".join(
        week.shown(COORDINATION)[before:]
    )
    week.taps(COORDINATION, "👁 Voir")
    week.rings(a_voir.tell)
    week.deliver()
    shown = week.shown(COORDINATION)[before:]
    assert sum("Aperçu provisoire" in one for one in shown) == 4
    assert all(EVENINGS in one for one in shown if "Aperçu provisoire" in one)


def test_a_week_that_a_breakdown_missed_is_sent_only_if_the_coordination_says_so(
    week: Team,
) -> None:
    at(week, FREEZE)
    at(week, LEAVES)
    at(week, LEAVES + timedelta(days=14))
    offered = week.shown(COORDINATION)
    asked = next(one for one in reversed(offered) if "semaine 48 : il n'est pas parti" in one)
    assert "Il est gardé, avec ses chiffres." in asked
    assert week.taps(COORDINATION, "🚫 Garder sans envoyer").startswith("🚫 Semaine 48 : gardé")
    assert "Semaine 48" not in letter(week)
    week.taps(COORDINATION, "↩️ Annuler")
    number, data = week.button(COORDINATION, "📨 Envoyer")
    assert "il part dans la minute" in week.presses(COORDINATION, number, data)
    week.rings(run_due)
    assert "Semaine 48," in letter(week)
    assert "n retard" in letter(week)
    assert "ce n'est plus possible" in week.presses(COORDINATION, number, data)

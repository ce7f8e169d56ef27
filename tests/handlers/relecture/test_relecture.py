"""Rereading: one tap a text, never who wrote it, and nothing leaves unread."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from storage import notes
from storage.models import Audit, Note
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team

ROOT = Path(__file__).parents[3]
VALIDATED = {"validated", "validated_between"}
BENCHES = "Les bancs sont pris dès midi."
PARTY = "Une fête improvisée, bien accueillie."
PROPOSAL = "Deux bancs de plus."


@pytest.fixture
def desk(team: Team) -> Team:
    """An observation with a word, a weekly answer, a préconisation: three texts wait."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "👁 Observation")
    team.taps(MEDIATRICE, "😟 1", "⏭ Passer", "✅ Enregistrer", "✏️ Un mot ?")
    team.says(MEDIATRICE, BENCHES)
    team.says(MEDIATRICE, "/etonnement")
    team.says(MEDIATRICE, PARTY)
    team.taps(MEDIATRICE, "⏭ Passer", "⏭ Passer")
    team.says(MEDIATRICE, "/preconisation")
    team.taps(MEDIATRICE, "Aménagement", "Espaces verts")
    team.says(MEDIATRICE, PROPOSAL)
    team.taps(MEDIATRICE, "3 mois", "Non")
    return team


def validated(team: Team, objet: str) -> str | None:
    with team.database.transaction() as tx:
        return notes.validated(tx, objet, 1)


def test_each_text_says_where_it_comes_from_and_never_who(desk: Team) -> None:
    said = desk.says(COORDINATION, "📝 À relire")
    assert said == (
        "📝 <b>À relire</b>, 3 textes\n"
        f"Observation : ambiance très tendue · Site A · mardi 17 novembre\n« {BENCHES} »\n"
        "📰 Validé, il part avec le point hebdo, lundi 23 novembre à 8 h 00 : "
        "Comité opérationnel Ouest, Comité technique."
    )
    assert "Médiatrice" not in said
    assert validated(desk, "observation") is None


def test_one_tap_a_text_then_the_next_one_is_there(desk: Team) -> None:
    desk.says(COORDINATION, "/relire")
    said = desk.taps(COORDINATION, "✅ Valider")
    assert said.startswith(
        "✅ Validé.\n\n📝 <b>À relire</b>, 2 textes\nÉtonnement : ce qui a surpris"
    )
    assert PARTY in said
    said = desk.taps(COORDINATION, "🚫")
    assert PROPOSAL in said
    assert "Tout est relu." in desk.taps(COORDINATION, "✅ Valider")
    assert validated(desk, "observation") == BENCHES
    assert validated(desk, "etonnement") is None
    assert "rien à relire" in desk.says(COORDINATION, "📝 À relire")
    assert [one.acte for one in desk.rows(Audit)] == [
        *("lire", "relire_valider", "relire_ecarter", "relire_valider"),
    ]


def test_what_is_withheld_is_told_to_its_author_shown_by_its_card_and_taken_back(
    desk: Team,
) -> None:
    number = next(n for n, one in desk.phones[MEDIATRICE].items() if "👁" in one["text"])
    before = len(desk.shown(MEDIATEUR))
    desk.says(COORDINATION, "/relire")
    said = desk.taps(COORDINATION, "🚫")
    assert PARTY in said, "the next one is there"
    assert desk.reads(MEDIATRICE) == (
        "🚫 Observation : ambiance très tendue · Site A · mardi 17 novembre\n"
        "Le texte qui l'accompagne ne sera pas diffusé : il reste dans l'équipe. "
        "Pour en parler, appelez la coordination."
    )
    assert len(desk.shown(MEDIATEUR)) == before, "whoever did not write it is told nothing"
    assert "🚫 Son texte ne sera pas diffusé." in desk.phones[MEDIATRICE][number]["text"]
    said = desk.taps(COORDINATION, "↩️ Annuler la relecture d'avant")
    assert said.startswith("↩️ Annulé : Observation : ambiance très tendue · Site A · mardi")
    assert BENCHES in said
    assert "attend de nouveau d'être relu" in desk.reads(MEDIATRICE)
    assert "🚫" not in desk.phones[MEDIATRICE][number]["text"]
    desk.taps(COORDINATION, "✅ Valider", "✅ Valider", "🚫")
    assert "P-0001" in desk.reads(MEDIATEUR)
    desk.says(COORDINATION, "/preconisations")
    assert "🚫 Son texte ne sera pas diffusé." in desk.taps(COORDINATION, "P-0001")
    desk.says(COORDINATION, "/annuler_derniere")
    assert "appropriation), texte non diffusé" in desk.day(MEDIATEUR)
    desk.taps(COORDINATION, "↩️ Oui")
    desk.says(COORDINATION, "/relire")
    assert PROPOSAL in desk.reads(COORDINATION)


def test_corrected_words_replace_the_author_s_for_the_outside(desk: Team) -> None:
    desk.says(COORDINATION, "/relire")
    assert "Écrivez le texte à diffuser" in desk.taps(COORDINATION, "✏️ Corriger")
    said = desk.says(COORDINATION, "Les bancs sont très occupés.")
    assert said.startswith("✅ Corrigé et validé.")
    assert validated(desk, "observation") == "Les bancs sont très occupés."
    desk.taps(COORDINATION, "✏️ Corriger")
    desk.says(COORDINATION, "Une fête bien accueillie.")
    assert validated(desk, "etonnement") == "Une fête bien accueillie."
    assert desk.rows(Note)[0].texte == BENCHES


def test_later_leaves_it_and_goes_on(desk: Team) -> None:
    desk.says(COORDINATION, "/relire")
    assert PARTY in desk.taps(COORDINATION, "⏭ Plus tard")
    desk.taps(COORDINATION, "✅ Valider")
    assert "Le reste attend" in desk.taps(COORDINATION, "✅ Valider")
    assert BENCHES in desk.says(COORDINATION, "/relire")


def test_only_a_preconisation_is_said_to_be_validated(desk: Team) -> None:
    desk.says(COORDINATION, "/relire")
    before = len(desk.shown(MEDIATEUR))
    desk.taps(COORDINATION, "✅ Valider", "✅ Valider")
    assert len(desk.shown(MEDIATEUR)) == before
    desk.taps(COORDINATION, "✅ Valider")
    for who in (MEDIATRICE, MEDIATEUR):
        assert "P-0001</b> est relu et validé" in desk.reads(who)


def test_a_text_is_reread_once(desk: Team) -> None:
    desk.says(COORDINATION, "/relire")
    desk.taps(COORDINATION, "✅ Valider")
    number, data = desk.button(COORDINATION, "🚫")
    desk.presses(COORDINATION, number, data)
    assert "déjà relu" in desk.presses(COORDINATION, number, data)
    assert desk.presses(MEDIATRICE, number, data) == "Ce bouton est réservé à la coordination."


def test_the_words_of_a_deleted_entry_are_not_reread(desk: Team) -> None:
    desk.says(MEDIATEUR, "📋 Ma journée")
    desk.taps(MEDIATEUR, "17 h 04 · Observation", "🗑 Supprimer")
    assert PARTY in desk.says(COORDINATION, "/relire")


def test_no_digest_can_read_words_that_were_not_reread() -> None:
    """P7: in digests, notes are only reached through `notes.validated…`."""
    leaks = [
        f"{path.name}: {ast.unparse(node)}"
        for path in [
            *(ROOT / "digests").rglob("*.py"),
            *(ROOT / "storage").glob("figures*.py"),
            *(ROOT / "storage/indicateurs").rglob("*.py"),
        ]
        for tree in [ast.parse(path.read_text(encoding="utf-8"))]
        if not has_notes_of_its_own(tree)
        for node in ast.walk(tree)
        if reads_raw_words(node)
    ]
    assert leaks == []


def has_notes_of_its_own(tree: ast.Module) -> bool:
    """Its `notes` are those at the foot of a document, which another module writes."""
    return any(
        isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("digests.")
        and any(alias.name == "notes" for alias in node.names)
        for node in ast.walk(tree)
    )


def reads_raw_words(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        names = {alias.name for alias in node.names}
        raw = node.module == "storage.notes" and names - VALIDATED
        return bool(raw) or "Note" in names
    if isinstance(node, ast.Attribute):
        through_notes = isinstance(node.value, ast.Name) and node.value.id == "notes"
        through_models = node.attr == "Note"
        return (through_notes and node.attr not in VALIDATED) or through_models
    return False


@pytest.mark.parametrize(
    "line",
    ["from storage.models import Note", "notes.about(tx, 'observation', 1)", "models.Note.texte"],
)
def test_a_leak_would_be_seen(line: str) -> None:
    assert any(reads_raw_words(node) for node in ast.walk(ast.parse(line)))

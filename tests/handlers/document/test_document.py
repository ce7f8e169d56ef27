"""A compte rendu on the phone, from its first draft to the version that corrects it."""

from __future__ import annotations

from base64 import b64decode
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader
from sqlalchemy import select

from bot.casework.livrable import redaction
from storage import notes
from storage.models import Audit, EcheanceFaite, Note, Outbox
from storage.models.livrables import VersionLivrable
from tests.digests.scene import paris
from tests.handlers.people import COORDINATION, MEDIATRICE, Team

DRAFT = paris("2026-12-22 09:00")
AIM = "Atteint : les soirées sont calmes.\nEn partie : les familles reviennent."
PARTY = "Une fête improvisée, bien accueillie."
REPORT = "📄 Compte rendu, Site A"
AGAIN = "Renouveler trois mois, et garder un passage le samedi."


def at(team: Team, moment: datetime) -> None:
    team.clock.advance(moment - team.clock.now())


def write(team: Team) -> None:
    """The clock makes what was asked for, and it arrives."""
    team.rings(redaction.freeze_due, redaction.write)
    team.deliver()


def files(team: Team) -> dict[str, bytes]:
    """The last of each format that left for a phone, annexes apart."""
    rows = [row.contenu["document"] for row in team.rows(Outbox) if "document" in row.contenu]
    mine = [one for one in rows if "annexe" not in one["name"]]
    return {one["name"].rpartition(".")[2]: b64decode(one["base64"]) for one in mine}


def text(team: Team) -> str:
    return read(files(team)["pdf"])


@cache
def read(pdf: bytes) -> str:
    """The words of its pages: read once, however many are looked for."""
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split()
    )


def opens(team: Team, *more: str) -> str:
    team.says(COORDINATION, "/documents")
    if not any(label.startswith(REPORT) for label in team.labels(COORDINATION)):
        team.taps(COORDINATION, "Page 2")
    team.taps(COORDINATION, REPORT, *more)
    return team.reads(COORDINATION)


def corrects(team: Team, section: str, words: str) -> str:
    opens(team, "✏️ Corriger")
    team.taps(COORDINATION, section)
    team.says(COORDINATION, words)
    return team.reads(COORDINATION)


@pytest.fixture
def drafted(team: Team) -> Team:
    """An evening in November; the draft is due."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "9 jeunes")
    team.taps(MEDIATRICE, "✅")
    at(team, DRAFT)
    return team


def test_a_draft_lacks_what_is_not_written_and_keeps_what_is(drafted: Team) -> None:
    team = drafted
    said = opens(team)
    assert "À écrire : 3.2 Besoins ; 3.4 Situations ; 4 Objectifs ; 5 Proposition." in said
    assert "Dû le" in said
    team.taps(COORDINATION, "📄 Recevoir")
    assert "arrivent dans la minute" in team.reads(COORDINATION)
    write(team)
    assert set(files(team)) == {"pdf", "docx"}
    assert "5 Proposition À compléter : arrêter, renouveler ou changer" in text(team)
    assert "c'est écrit" in corrects(team, "⬜ 4 Objectifs", AIM)
    assert "« Atteint : les soirées sont calmes." in corrects_shown(team)
    team.says(COORDINATION, AIM)
    corrects(team, "⬜ 5 Proposition", AGAIN)
    opens(team, "📄 Recevoir")
    write(team)
    assert "Atteint : les soirées sont calmes. En partie : les familles reviennent." in text(team)
    made = docx.Document(BytesIO(files(team)["docx"]))
    assert AGAIN in [one.text for one in made.paragraphs]
    # Nothing is kept for a phone that waits no more.
    assert [row.demandeurs for row in team.rows(VersionLivrable)] == [[]]
    # A mediator has no such screen.
    assert "documents" not in team.says(MEDIATRICE, "/documents").lower()


def corrects_shown(team: Team) -> str:
    """What the section already holds, asked for again."""
    opens(team, "✏️ Corriger")
    team.taps(COORDINATION, "✍️ 4 Objectifs")
    return team.reads(COORDINATION)


def test_words_of_the_street_are_printed_once_reread_and_gone_once_taken_back(
    team: Team,
) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "/etonnement")
    team.says(MEDIATRICE, PARTY)
    team.taps(MEDIATRICE, "⏭ Passer", "⏭ Passer")
    at(team, DRAFT)
    opens(team, "📄 Recevoir")
    write(team)
    assert PARTY not in text(team)
    assert "3.1 Rapport d'étonnement : 1 texte attend d'être relu" in text(team)
    team.says(COORDINATION, "/relire")
    team.taps(COORDINATION, "✅ Valider")
    opens(team, "📄 Recevoir")
    write(team)
    assert f"17/11 : {PARTY}" in text(team)
    # Shown to the comité, it stays so; what was taken back is said by no copy of it any more.
    opens(team, "✅ C'est relu")
    opens(team, "📣 Il a été présenté")
    team.taps(COORDINATION, "À une réunion qui n'est pas notée")
    write(team)
    with team.database.transaction() as tx:
        (note,) = tx.scalars(select(Note))
        notes.forget_about(tx, note.objet, note.objet_id, team.clock.now())
    opens(team, "📄 Recevoir")
    write(team)
    assert PARTY not in text(team)
    assert "17/11 : [texte retiré]" in text(team)


def test_a_template_that_does_not_compile_is_named_and_the_rest_leaves(
    drafted: Team, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    team, broken = drafted, tmp_path / "casse.typ"
    broken.write_text("#heading(level: 1, d.titre", encoding="utf-8")
    monkeypatch.setattr("digests.livrables.papier.TEMPLATE", str(broken))
    opens(team, "📄 Recevoir")
    write(team)
    assert set(files(team)) == {"docx"}
    said = "\n".join(team.shown(COORDINATION))
    assert "un fichier n'a pas pu être fait (.pdf)" in said
    assert [row.demande_le for row in team.rows(VersionLivrable)] == [None]


def test_what_is_opened_by_mistake_meanwhile_is_said_and_holds_nothing_up(drafted: Team) -> None:
    team = drafted
    opens(team, "📄 Recevoir")
    team.says(COORDINATION, "/corriger")
    team.taps(COORDINATION, "Site A", "🗑", "✅")
    assert [one.site for one in team.programme.config.interventions] == ["site-b", "site-c"]
    write(team)
    assert files(team) == {}
    assert "ce dont il parle n'est plus dans le programme" in team.reads(COORDINATION)
    assert [row.demande_le for row in team.rows(VersionLivrable)] == [None]


def test_it_is_reread_shown_validated_then_corrected_by_another_version(drafted: Team) -> None:
    team = drafted
    corrects(team, "⬜ 5 Proposition", AGAIN)
    opens(team, "✅ C'est relu")
    assert "relu. Présentez-le" in team.reads(COORDINATION)
    team.taps(COORDINATION, "↩️ Annuler")
    assert "✅ C'est relu" in "\n".join([opens(team), *team.labels(COORDINATION)])
    team.taps(COORDINATION, "✅ C'est relu")
    opens(team, "📣 Il a été présenté")
    team.taps(COORDINATION, "À une réunion qui n'est pas notée")
    assert "Ses chiffres se figent" in team.reads(COORDINATION)
    opens(team, "🏁 Le comité")
    assert "se figent encore" in team.reads(COORDINATION)
    write(team)
    opens(team, "🏁 Le comité")
    assert "validé, version 1. Il ne change plus." in team.reads(COORDINATION)
    assert [row.quoi for row in team.rows(EcheanceFaite)] == ["compte-rendu"]
    assert {"livrable_relire", "livrable_presenter", "livrable_valider"} <= {
        row.acte for row in team.rows(Audit)
    }
    opens(team, "📄 Recevoir")
    write(team)
    assert AGAIN in text(team)
    assert "Brouillon" not in text(team)
    said = opens(team)
    assert "Validé par le comité technique le 22 décembre 2026." in said
    assert not any(label.startswith("✏️") for label in team.labels(COORDINATION))
    team.taps(COORDINATION, "🆕 Nouvelle version")
    assert "version 2, en brouillon" in team.reads(COORDINATION)
    team.says(COORDINATION, "/documents")
    opens(team, "📄 Recevoir")
    write(team)
    assert "version 2" in text(team)
    assert AGAIN in text(team)
    assert [row.numero for row in team.rows(VersionLivrable)] == [1, 2]


def test_the_card_of_an_intervention_and_the_week_lead_to_its_report(drafted: Team) -> None:
    team = drafted
    team.says(COORDINATION, "Site A")
    team.taps(COORDINATION, "📄 Documents dus")
    assert "Compte rendu de fin d'intervention, Site A" in team.reads(COORDINATION)
    team.taps(COORDINATION, "✖️ Fermer")
    team.says(COORDINATION, "📌 Ma semaine")
    said, page = team.reads(COORDINATION), 2
    while "📄 Compte rendu" not in said:
        said, page = team.taps(COORDINATION, f"Page {page}"), page + 1
    assert "📄 Compte rendu, Site A : brouillon à compléter" in said
    # What is due in a month is one line, and leads to the list.
    assert said.count("à préparer, le premier avant le") == 1
    assert "📄 Bilan annuel" not in said
    team.taps(COORDINATION, "📄 Compte rendu, Site A")
    assert "À écrire :" in team.reads(COORDINATION)


def test_a_validated_one_is_sent_once_and_its_correction_says_what_it_replaces(
    drafted: Team,
) -> None:
    team = drafted
    validates(team)
    opens(team, "📨 L'envoyer")
    assert "• Comité opérationnel Ouest :" in team.reads(COORDINATION)
    team.taps(COORDINATION, "✅ Envoyer")
    sent = letters(team)
    assert len(sent) == len(set(sent)) > 5
    assert not any("Comité opérationnel Nord" in one["html"] for one in sent.values())
    assert not any("Elle remplace" in one["text"] for one in sent.values())
    assert "remis à 0 lecteur sur" in opens(team)
    team.taps(COORDINATION, "🆕 Nouvelle version")
    validates(team)
    opens(team, "📨 L'envoyer")
    team.taps(COORDINATION, "✅ Envoyer")
    again = [one for key, one in letters(team).items() if key not in sent]
    assert len(again) == len(sent)
    assert all("Elle remplace la version 1" in one["text"] for one in again)
    assert [row.acte for row in team.rows(Audit)].count("livrable_envoyer") == 2


def letters(team: Team) -> dict[str, dict[str, str]]:
    """Those that carry a document, by what names each."""
    rows = team.rows(Outbox)
    return {row.cle: row.contenu for row in rows if row.cle.startswith("livrable_envoi:")}


def validates(team: Team) -> None:
    opens(team, "✅ C'est relu")
    opens(team, "📣 Il a été présenté")
    team.taps(COORDINATION, "À une réunion qui n'est pas notée")
    write(team)
    opens(team, "🏁 Le comité")

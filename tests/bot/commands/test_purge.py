"""`carnet purge` says what would go, then lets it go; `carnet audit` says who did what."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

from storage import adresses
from storage.machine.outbox import Destination
from storage.models import Audit
from tests.bot.commands.conftest import Shell
from tests.handlers.people import MEDIATRICE, Team

WORDS = "Les bancs sont pris dès midi."


def written(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "👁 Observation")
    team.taps(MEDIATRICE, "😟 1", "⏭ Passer", "✅ Enregistrer", "✏️ Un mot ?")
    team.says(MEDIATRICE, WORDS)


def test_what_would_go_is_said_before_it_goes(shell: Shell, team: Team) -> None:
    written(team)
    assert "Rien n'est assez ancien pour partir." in shell.says("purge", "--dry-run")
    team.clock.advance(timedelta(days=400))
    would = shell.says("purge", "--dry-run")
    assert "note : texte tapé, 1 ligne\n" in would
    assert "observation : nom de qui a noté, 1 ligne\n" in would
    assert would.endswith("Rien n'a été effacé : relancez sans --dry-run.\n")
    assert WORDS.encode() in shell.database.read_bytes() + wal(shell)

    went = shell.says("purge")
    assert went.splitlines()[:-1] == would.splitlines()[:-1]
    assert went.endswith("Effacé pour de bon.\n")
    assert WORDS.encode() not in shell.database.read_bytes() + wal(shell)
    assert "Rien n'est assez ancien pour partir." in shell.says("purge")


def test_the_mailbox_of_a_service_that_the_file_names_no_more_goes(
    shell: Shell, team: Team
) -> None:
    """Both where its weekly letter left and where it refused; one that is named stays."""
    programme, gone = team.programme, "depart@lampes.example.org"
    service = next(one for one in programme.config.services if one.emails)
    with team.database.transaction() as tx:
        for address in (gone, service.emails[0]):
            to = Destination("email", address)
            adresses.letter(tx, programme.id, service.slug, to).lundi = team.clock.now().date()
            adresses.refuse(tx, programme.id, service.slug, to, "550", team.clock.now())
    said = "adresse d'un service que le fichier ne nomme plus, 1 ligne"
    assert said not in shell.says("purge", "--dry-run")
    team.clock.advance(timedelta(days=400))
    assert shell.says("purge").count(said) == 2
    kept = shell.database.read_bytes() + wal(shell)
    assert gone.encode() not in kept
    assert service.emails[0].encode() in kept


def wal(shell: Shell) -> bytes:
    """The journal beside the base."""
    journal = shell.database.with_name(shell.database.name + "-wal")
    return journal.read_bytes() if journal.exists() else b""


def test_one_changed_byte_of_the_audit_is_told(shell: Shell, team: Team) -> None:
    with team.database.transaction() as tx:
        tx.add_all(
            Audit(le=team.clock.now(), acte="relire", objet="charte", detail=word)
            for word in ("un", "deux")
        )
    assert "Coordination" not in shell.says("audit")
    assert "2 lignes" not in shell.says("audit", "--lignes", "1")
    held = shell.says("audit", "--verifier")
    assert "la chaîne tient." in held
    with closing(sqlite3.connect(shell.database)) as forger:
        forger.execute("UPDATE audit SET detail = 'dois' WHERE detail = 'deux'")
        forger.commit()
    broken = shell.run("audit", "--verifier")
    assert broken.exit_code == 1
    assert "la chaîne est rompue" in broken.stdout
    assert "la ligne n° 2 ou son sceau a été changé" in broken.stdout


def test_a_resident_is_answered_and_the_search_is_written_down(shell: Shell, team: Team) -> None:
    written(team)
    assert "17 novembre 2026, texte (observation 1)" in shell.says("chercher", "BANCS sont")
    assert "Aucun texte gardé" in shell.says("chercher", "trottinette")
    assert "au moins 3 lettres" in shell.refused("chercher", "un")
    last = team.rows(Audit)[-1]
    assert (last.acte, last.detail) == ("chercher_textes", "amiens : 0 texte trouvé")

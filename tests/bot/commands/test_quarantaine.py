"""`carnet quarantaine` shows what failed without its words, gives it back, or lets it go."""

from __future__ import annotations

from bot.clock import MovableClock
from storage.machine import inbox, quarantaine
from storage.machine.db import Database
from storage.models import Inbox
from tests.bot.commands.conftest import Shell

SECRET = "Madame Dupont au 3e"
TEXT = {
    "update_id": 7,
    "message": {"message_id": 3, "date": 1, "chat": {"id": 12, "type": "private"}, "text": SECRET},
}


def put_aside(database: Database, clock: MovableClock) -> int:
    with database.transaction() as tx:
        (stored,) = inbox.store(tx, 1, [TEXT], clock.now())
        inbox.fail(tx, stored.id, "KeyError")
        inbox.quarantine(tx, stored.id)
    return stored.id


def test_it_is_shown_without_its_words_and_given_back(shell: Shell, clock: MovableClock) -> None:
    database = shell.migrated()
    assert shell.says("quarantaine") == "Rien n'a été mis de côté.\n"
    number = put_aside(database, clock)
    assert shell.says("quarantaine").startswith(f"{number}  ")
    assert "texte : KeyError" in shell.says("quarantaine")
    shown = shell.says("quarantaine", "--montrer", str(number))
    assert f"text : (str, {len(SECRET)})" in shown
    assert "Dupont" not in shown
    assert "repris" in shell.says("quarantaine", "--reprendre", str(number))
    with database.transaction() as tx:
        (again,) = quarantaine.given_back(tx)
    assert (again.id, again.contenu) == (number, TEXT)
    with database.transaction() as tx:
        assert quarantaine.given_back(tx) == []
        assert [one.id for one in inbox.pending(tx)] == [number]
    assert "n'est pas de côté" in shell.refused("quarantaine", "--reprendre", str(number))
    database.close()


def test_it_is_let_go_with_its_words(shell: Shell, clock: MovableClock) -> None:
    database = shell.migrated()
    number = put_aside(database, clock)
    assert "oublié" in shell.says("quarantaine", "--oublier", str(number))
    assert shell.says("quarantaine") == "Rien n'a été mis de côté.\n"
    with database.transaction() as tx:
        assert tx.get_one(Inbox, number).contenu == inbox.FORGOTTEN
    shell.refused("quarantaine", "--montrer", "1", "--oublier", "1")
    database.close()


def test_what_has_no_words_left_can_only_be_let_go(shell: Shell, clock: MovableClock) -> None:
    database = shell.migrated()
    number = put_aside(database, clock)
    with database.transaction() as tx:
        tx.get_one(Inbox, number).contenu = inbox.FORGOTTEN
    assert "effacés" in shell.refused("quarantaine", "--reprendre", str(number))
    database.close()

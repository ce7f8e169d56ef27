"""`carnet envois` lists what is in trouble, tries it again, or drops it aloud."""

from __future__ import annotations

from sqlalchemy import select, update

from storage.machine.outbox import DEAD, RETRY, TODO
from storage.models import Alerte, Outbox
from tests.bot.commands.conftest import Shell
from tests.handlers.people import COORDINATION, MEDIATRICE, Team


def reported(team: Team) -> int:
    """A lamp, whose letter failed three times; its number in the outbox."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage", "📌", "✅ Envoyer")
    with team.database.transaction() as tx:
        failed = {"etat": RETRY, "essais": 3, "erreur": "451 plus tard"}
        tx.execute(update(Outbox).where(Outbox.canal == "email").values(failed))
        return tx.scalars(select(Outbox.id).where(Outbox.canal == "email")).one()


def etat(team: Team, number: int) -> tuple[str, int]:
    with team.database.transaction() as tx:
        row = tx.get_one(Outbox, number)
        return row.etat, row.essais


def test_what_fails_is_listed_dropped_aloud_and_tried_again(shell: Shell, team: Team) -> None:
    number = reported(team)
    (line,) = shell.says("envois").splitlines()
    assert line.startswith(f"{number}  réessaie mardi 17 novembre à 17 h 04  courriel")
    assert line.endswith("alerte:1  3 essais : 451 plus tard")

    assert "la coordination le sait" in shell.says("envois", "--abandonner", str(number))
    team.deliver()
    assert "n'a pas pu être envoyé (abandonné par l'exploitation)" in team.reads(COORDINATION)
    assert etat(team, number) == (DEAD, 3)
    assert f"{number}  abandonné  courriel" in shell.says("envois")
    assert "déjà abandonné" in shell.refused("envois", "--abandonner", str(number))

    shell.says("envois", "--relancer", str(number))
    assert etat(team, number) == (RETRY, 0)
    assert shell.refused("envois", "--relancer", "987654") != ""
    shell.refused("envois", "--relancer", "1", "--abandonner", "1")


def test_what_was_withdrawn_or_waits_its_hour_is_no_trouble(shell: Shell, team: Team) -> None:
    number = reported(team)
    with team.database.transaction() as tx:
        tx.get_one(Outbox, number).etat = DEAD
        assert tx.get_one(Alerte, 1).echec is None, "withdrawn, not given up"
    assert shell.says("envois") == "Tout est parti, ou attend son heure.\n"
    assert "n'a plus lieu d'être" in shell.refused("envois", "--relancer", str(number))
    with team.database.transaction() as tx:
        tx.get_one(Outbox, number).etat, tx.get_one(Outbox, number).essais = TODO, 0
    assert shell.says("envois") == "Tout est parti, ou attend son heure.\n"

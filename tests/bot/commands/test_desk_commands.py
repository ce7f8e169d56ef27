"""What an operator does beside the running bot: check, migrate, invite, revoke, digest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from typer.main import get_command

from bot.commands.line import app
from storage.dispositif import packaged
from storage.machine.migrate import head
from storage.models import Invitation, Personne
from storage.people import digest_of
from tests.bot.commands.conftest import Shell


def test_check_says_who_receives_what(shell: Shell) -> None:
    result = shell.run("check", str(packaged("mons")))
    assert result.exit_code == 0
    assert "Alertes : catégorie → service" in result.stdout
    assert "est valable ; vacances scolaires connues jusqu'au 20" in result.stdout


def test_check_names_the_line_of_every_problem(shell: Shell) -> None:
    wrong = shell.folder / "essai.yaml"
    wrong.write_text(packaged("amiens").read_text().replace("slug: site-b,", "slug: site-a,"))
    assert re.search(r"essai\.yaml.*site-a", shell.refused("check", str(wrong)), re.DOTALL)
    assert "rien.yaml" in shell.refused("check", str(shell.folder / "rien.yaml"))


def test_check_names_a_defi_that_names_no_figure(shell: Shell) -> None:
    wrong, said = shell.folder / "essai.yaml", packaged("amiens").read_text()
    wrong.write_text(
        said.replace("indicateurs: [relais-effectifs,", "indicateurs: [relais-effectif,")
    )
    result = shell.run("check", str(wrong))
    assert result.exit_code == 0
    assert "aucun chiffre ne s'appelle « relais-effectif » ; vouliez-vous" in result.stdout
    assert "aucun chiffre" not in shell.run("check", str(packaged("amiens"))).stdout


def test_migrate_prepares_the_database_once(shell: Shell) -> None:
    for _ in range(2):
        result = shell.run("migrate")
        assert result.exit_code == 0
        assert f"Base de données au schéma {head()}." in result.stdout


def test_an_invitation_is_printed_once_and_its_code_is_not_kept(shell: Shell) -> None:
    result = shell.run(
        "invite", "--role", "mediateur", "--nom", "Médiatrice", "--binome", "binome-1"
    )
    assert result.exit_code == 0, result.output
    found = re.search(r"https://t\.me/votre_bot\?start=(\S+)\nCode : (\S+)\n", result.stdout)
    assert found
    assert found[1] == found[2]
    assert len(found[1]) <= 64
    assert "Valable jusqu'au" in result.stdout
    (row,) = invitations(shell)
    assert row.code_sha256 == digest_of(found[2])
    assert (row.role, row.nom, row.utilisee_le) == ("mediateur", "Médiatrice", None)


def test_a_service_s_invitation_adds_the_bot_to_its_group(shell: Shell) -> None:
    result = shell.run("invite", "--role", "service", "--nom", "sv-eclairage")
    assert "?startgroup=" in result.stdout
    assert invitations(shell)[0].service_id is not None


def test_a_partner_is_invited_as_an_organisation_and_the_help_says_so(shell: Shell) -> None:
    result = shell.run("invite", "--role", "partenaire", "--nom", "Éducateurs de rue")
    assert "?start=" in result.stdout
    (row,) = invitations(shell)
    assert (row.role, row.nom, row.binome_id) == ("partenaire", "Éducateurs de rue", None)
    told = " ".join(shell.run("invite", "--help", COLUMNS="400").stdout.split())
    assert "jamais d'une personne" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--role", "service", "--nom", "sv-eclairag"), "service « sv-eclairag » inconnu"),
        (("--role", "partenaire", "--nom", "Mme Durand-Exemple"), "le nom de la structure"),
        (("--role", "mediateur", "--nom", "A"), "précisez --binome : binome-1, binome-2"),
        (("--role", "mediateur", "--nom", "A", "--binome", "binome-9"), "binôme « binome-9 »"),
        (("--role", "mediatrice", "--nom", "A"), "« mediatrice » inconnu ; vouliez-vous écrire"),
        (("--role", "mediateur"), "précisez --nom\n"),
        (("--role", "mediateur", "--nom"), "--nom : il manque ce qui doit la suivre"),
        (("--nmo", "A"), "option inconnue « --nmo » ; vouliez-vous écrire « --nom » ?"),
        (("--role", "admin", "--nom", "A", "B"), "« B » est de trop"),
        (("--role", "comite", "--nom", "Prénom NOM"), "sans le nom de famille"),
        (("--role", "comite", "--nom", "prénom nom"), "sans le nom de famille"),
        (("--role", "coordination", "--nom", "A" * 33), "32 caractères"),
        (("--role", "partenaire", "--nom", "…"), "au moins une lettre"),
    ],
)
def test_a_wrong_invitation_is_refused_with_its_mend(
    shell: Shell, arguments: tuple[str, ...], said: str
) -> None:
    assert said in shell.refused("invite", *arguments)


ENGLISH = ("Usage:", "Options:", "Commands:", "Arguments:", "Show this", "required", "default:")


def commands(group: Any, *path: str) -> Iterator[tuple[str, ...]]:
    """The words of every command, and of every group of them."""
    yield path
    for name, one in getattr(group, "commands", {}).items():
        yield from commands(one, *path, name)


def test_every_command_explains_itself_in_french(shell: Shell) -> None:
    for path in commands(get_command(app)):
        page = shell.says(*path, "--help")
        assert "Montrer cette aide." in page
        assert not [word for word in ENGLISH if word in page], path
    assert "commande « invit » inconnue ; vouliez-vous écrire « invite » ?" in shell.refused(
        "invit"
    )
    assert "--semaines : un nombre entier est attendu" in shell.refused(
        "simuler", "--semaines", "x"
    )
    assert "Commandes :" in shell.refused("equipe")


def invitations(shell: Shell) -> list[Invitation]:
    database = shell.migrated()
    with database.transaction() as tx:
        found = list(tx.scalars(select(Invitation)))
    database.close()
    return found


def joined(shell: Shell, *names: str) -> None:
    """People of the team, one after the other."""
    shell.run("invite", "--role", "coordination", "--nom", "A")
    database = shell.migrated()
    with database.transaction() as tx:
        for rank, name in enumerate(names):
            tx.add(
                Personne(
                    dispositif_id=1,
                    role="coordination",
                    prenom=name,
                    telegram_id=500 + rank,
                    charte_le=datetime(2026, 11, 17, tzinfo=UTC),
                )
            )
    database.close()


def test_somebody_is_revoked_by_a_name_of_their_own(shell: Shell) -> None:
    joined(shell, "Médiatrice", "Coordination", "Coordination")
    assert "n'a plus accès" in shell.run("revoke", "Médiatrice").stdout
    same = "Coordination, Coordination"
    said = shell.refused("revoke", "Coordination")
    assert (
        f"plusieurs personnes s'appellent « Coordination » ; dites : {same} ; {same} (2)" in said
    )
    assert f"Pour une commande, dites « {same} (2) »" in shell.says("equipe", "montrer")
    assert "n'a plus accès" in shell.run("revoke", same).stdout
    assert "personne ne s'appelle « Médiatrice »" in shell.refused("revoke", "Médiatrice")
    assert "l'équipe : Coordination\n" in shell.refused("revoke", "")


def test_a_digest_is_written_into_files(shell: Shell) -> None:
    out = shell.folder / "points"
    asked = ("digest", "--week", "2026-W47", "--out", str(out))
    result = shell.run(*asked)
    assert result.exit_code == 0, result.output
    written = [Path(line) for line in result.stdout.splitlines()]
    assert {path.suffix for path in written} == {".html", ".txt", ".pdf", ".json"}
    assert all(path.stat().st_size for path in written)
    fewer = shell.run(*asked, "--territoire", "ouest").stdout.splitlines()
    assert 0 < len(fewer) < len(written)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--week", "2026-W99"), "2026-W99"),
        (("--week", "semaine 47"), "semaine 47"),
        (
            ("--week", "2019-W01"),
            "semaine 2019-W01 avant la convention : elle commence le 1er avril",
        ),
        (("--week", "9998-W47"), "semaine 9998-W47 à venir : elle commence le"),
        (("--week", "2026-W47", "--territoire", "lune"), "territoire « lune » inconnu"),
    ],
)
def test_a_digest_that_cannot_be_is_refused(
    shell: Shell, arguments: tuple[str, ...], said: str
) -> None:
    assert said in shell.refused("digest", *arguments, "--out", str(shell.folder))


COMMANDS = [
    ("migrate",),
    ("invite", "--role", "coordination", "--nom", "A"),
    ("revoke", "A"),
    ("digest", "--week", "2026-W47", "--out", "points"),
]


def test_a_folder_where_nothing_can_be_written_is_named(shell: Shell) -> None:
    said = shell.refused("digest", "--week", "2026-W47", "--out", "/proc/carnet")
    assert "/proc/carnet" in said


EVERY_COMMAND = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])


@EVERY_COMMAND
def test_a_newer_database_is_left_alone(shell: Shell, command: tuple[str, ...]) -> None:
    newer(shell)
    said = shell.refused(*command)
    assert "la base est au schéma 9999, ce programme ne connaît que" in said
    assert "installez la version qui l'a créée" in said


@EVERY_COMMAND
def test_a_database_that_cannot_be_written_is_said_with_its_mend(
    shell: Shell, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.migrated().close()
    elsewhere = shell.folder / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    read_only = f"sqlite:///file:{shell.database}?mode=ro&uri=true"
    if command[0] == "migrate":
        read_only = "sqlite:////proc/carnet/carnet.db"
    said = shell.refused(*command, CARNET_DATABASE_URL=read_only)
    assert "ne peut pas servir" in said
    assert "CARNET_DATABASE_URL" in said
    assert not list(elsewhere.iterdir()), "a URI was taken for a path"


@EVERY_COMMAND
@pytest.mark.usefixtures("bare")
def test_a_wrong_setting_is_named_before_anything_is_touched(
    shell: Shell, command: tuple[str, ...]
) -> None:
    assert "CARNET_HTTP_PORT" in shell.refused(*command, CARNET_HTTP_PORT="beaucoup")
    assert not shell.database.exists()


@pytest.mark.usefixtures("bare")
def test_a_wrong_dispositif_leaves_the_database_untouched(shell: Shell) -> None:
    wrong = shell.folder / "essai.yaml"
    wrong.write_text("slug: essai\n")
    arguments = ("invite", "--role", "coordination", "--nom", "A")
    assert "essai.yaml" in shell.refused(*arguments, CARNET_DISPOSITIF=str(wrong))
    assert not shell.database.exists()


def test_a_bot_whose_name_telegram_does_not_say_gives_no_link(live: Shell) -> None:
    said = live.refused("invite", "--role", "coordination", "--nom", "A")
    assert "Telegram ne dit pas le nom du bot" in said
    assert invitations(live) == []


def newer(shell: Shell) -> None:
    """As if a later program had been here."""
    database = shell.migrated()
    with database.transaction() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()

"""The doctor looks at everything, whatever it finds first."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

from bot.clock import MovableClock, SystemClock
from bot.commands.masque import masked
from bot.sandbox.memory import TOKEN
from bot.sandbox.server import start
from bot.sandbox.world import World
from bot.settings import load
from storage.dispositif.depart import NEEDED
from storage.dispositif.source import read
from storage.machine.migrate import head
from tests.bot.channels.email.mailbox import Mailbox, opened
from tests.bot.commands.conftest import Shell
from tests.bot.commands.test_desk_commands import newer
from tests.conftest import EVENING
from tests.handlers.people import MEDIATRICE, open_team
from tests.storage.dispositif_cast import amiens_file

CHECKS = (
    *("Jeton", "Écoute", "Base de données", "Courriels", "Adresse publique", "Horloge"),
    *("Dispositif", "Logiciels des services", "Salons Matrix", "Anciennes saisies"),
    *("Disque", "Sauvegardes"),
)


@pytest.mark.usefixtures("bare")
def test_a_new_installation_is_well_and_says_what_comes_next(shell: Shell) -> None:
    result = shell.run("doctor")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert [line.split(" : ")[0] for line in lines] == [f"✅ {name}" for name in CHECKS]
    assert "« carnet migrate » ou « carnet run » la préparera" in result.stdout
    assert not shell.database.exists(), "it only looks"


def test_an_installation_in_service_is_well(shell: Shell) -> None:
    shell.migrated().close()
    assert f"schéma {head()}, à jour" in shell.run("doctor").stdout


def test_everything_that_ails_is_said_at_once(live: Shell) -> None:
    newer(live)
    result = live.run("doctor", CARNET_PHOTOS_DIR="/proc/carnet")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    ailing = [line.split(" : ")[0] for line in lines if line.startswith("❌")]
    well = tuple(
        f"✅ {one}"
        for one in (
            *("Dispositif", "Logiciels des services", "Salons Matrix"),
            *("Anciennes saisies", "Sauvegardes"),
        )
    )
    assert ailing == [f"❌ {name}" for name in CHECKS if f"✅ {name}" not in well]
    assert "schéma 9999" in result.stdout
    assert "installez la version qui l'a créée" in result.stdout
    assert "carnet migrate" not in result.stdout
    assert "vérification impossible" not in result.stdout
    for line in lines[: len(CHECKS)]:
        assert line.startswith("✅") or re.search("vérifiez|installez|donnez|démarrez|créez", line)
    assert "Traceback" not in result.output
    assert live.environ["CARNET_TELEGRAM_TOKEN"] not in result.output


PASSWORD = "s3same/Ouvre#toi"
"""With signs that cut an address in two when they are not coded."""


def test_no_piece_of_a_password_is_printed(live: Shell) -> None:
    for name, url in {
        "CARNET_SMTP_URL": "smtp://carnet:{}@127.0.0.1:9",
        "CARNET_DATABASE_URL": "postgresql://carnet:{}@127.0.0.1:9/carnet",
    }.items():
        raw = live.run("doctor", **{name: url.format(PASSWORD)})
        assert (raw.exit_code, f"{name} : valeur refusée" in raw.output) == (2, True)
        assert "%2F" in raw.output
        coded = live.run("doctor", **{name: url.format(quote(PASSWORD, safe=""))})
        assert coded.exit_code == 1
        for piece in ("s3same", "Ouvre", "toi@", quote(PASSWORD, safe="")):
            assert piece not in raw.output + coded.output


def test_what_a_server_says_of_a_password_is_hidden(live: Shell) -> None:
    settings = load(live.environ | {"CARNET_SMTP_URL": "smtp://a:S%2Fesame@h:25"})
    assert masked("535 no S/esame, Esame or esame", settings) == "535 no •••, Esame or •••"
    room = load(live.environ | {"CARNET_MATRIX_URL": f"https://syt-jeton{'@'}h"})
    assert masked("401 of syt-jeton", room) == "401 of •••"


@dataclass
class Ground:
    """A Bot API, a mailbox, and the port where the public address leads."""

    world: World
    environ: dict[str, str]

    async def examined(self, live: Shell, *more: str, **environ: str) -> str:
        run = partial(live.run, "doctor", *more, **(self.environ | environ))
        return (await asyncio.to_thread(run)).stdout


@pytest.fixture
async def ground() -> AsyncIterator[tuple[Ground, Mailbox]]:
    world = World(SystemClock())
    server = await start(world)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with opened(Mailbox()) as mailbox:
        environ = {
            "CARNET_TELEGRAM_TOKEN": TOKEN,
            "CARNET_TELEGRAM_API_URL": server.url,
            "CARNET_SMTP_URL": mailbox.url,
            "CARNET_HTTP_PORT": str(port),
            "CARNET_PUBLIC_URL": f"http://127.0.0.1:{port}",
        }
        yield Ground(world, environ), mailbox
    await server.stop()


async def test_every_door_is_tried_for_real(live: Shell, ground: tuple[Ground, Mailbox]) -> None:
    here, mailbox = ground
    live.migrated().close()
    said = await here.examined(live, "--courriel", "moi@example.org")
    assert "❌" not in said
    assert "mène à ce bot" in said
    assert "Lettre : partie à moi@example.org" in said
    (letter,) = mailbox.letters
    assert f"{here.environ['CARNET_PUBLIC_URL']}/essai" in letter.get_content()

    here.world.faults.add("getUpdates", 409)
    said = await here.examined(live, CARNET_PUBLIC_URL=here.environ["CARNET_TELEGRAM_API_URL"])
    assert "❌ Écoute : un autre programme écoute déjà avec ce jeton" in said
    assert "❌ Adresse publique : ce n'est pas ce bot qui répond" in said
    assert "Conflict" not in said


def test_the_secret_of_a_service_s_program_is_looked_for_and_never_shown(shell: Shell) -> None:
    tree = read(amiens_file()).tree
    url = "https://suivi.example.org/carnet"
    tree["services"][0]["webhook"] = {"url": url, "secret_env": "SECRET_UN"}
    tree["services"][1]["open311"] = {"url": url, "cle_env": "CLE_DEUX", "code": "1"}
    told = {"CARNET_DISPOSITIF": written(shell.folder, tree), "SECRET_UN": "whsec_tropcourt"}
    said = shell.run("doctor", **told).stdout
    (line,) = [one for one in said.splitlines() if "Logiciels des services" in one]
    assert line.startswith("❌")
    assert "SECRET_UN un secret" in line
    assert "CLE_DEUX la clé" in line
    assert "tropcourt" not in said
    told |= {"SECRET_UN": f"whsec_{'ab' * 16}", "CLE_DEUX": "cle"}
    assert "✅ Logiciels des services : 2 logiciels" in shell.run("doctor", **told).stdout
    key = shell.folder / "cle"
    key.write_text("cle\n")
    by_file = told | {"CLE_DEUX": "", "CLE_DEUX_FILE": str(key)}
    assert "✅ Logiciels des services" in shell.run("doctor", **by_file).stdout
    key.write_text("")
    assert "CLE_DEUX la clé" in shell.run("doctor", **by_file).stdout


def test_a_room_without_an_account_or_whose_server_is_away_is_said(shell: Shell) -> None:
    tree = read(amiens_file()).tree
    tree["services"][0]["matrix"] = "#proximite:example.org"
    told = {"CARNET_DISPOSITIF": written(shell.folder, tree)}
    assert "❌ Salons Matrix : un service a un salon" in shell.run("doctor", **told).stdout
    told |= {"CARNET_MATRIX_URL": f"https://carnet:chut{'@'}127.0.0.1:9"}
    said = shell.run("doctor", **told).stdout
    assert "❌ Salons Matrix : Direction" in said
    assert "l'adresse mène au réseau de cette machine" in said
    assert "chut" not in said


def test_the_lists_that_an_older_file_lacks_are_named(shell: Shell) -> None:
    tree = read(amiens_file()).tree
    for nom in ("motifs_creneau", "objets_demande"):
        assert f"listes.{nom}" in NEEDED
        del tree["listes"][nom]
    said = shell.run("doctor", CARNET_DISPOSITIF=written(shell.folder, tree)).stdout
    assert "✅ Dispositif" in said
    assert "prises dans celles de départ : objets_demande, motifs_creneau." in said


def test_what_left_the_file_and_is_still_named_by_entries_is_said(shell: Shell) -> None:
    team = open_team(shell.migrated(), MovableClock(EVENING, frozen=True))
    for _ in range(2):
        team.says(MEDIATRICE, "👥 Rencontres")
        team.taps(MEDIATRICE, "📍 Site A", "12-17 ans", "✅ Fini", "⏭ Passer")
    team.says(MEDIATRICE, "/difficulte")
    team.taps(MEDIATRICE, "📍 Site A", "Insultes", "Non")
    team.database.close()
    assert "✅ Anciennes saisies : chaque ligne" in shell.run("doctor").stdout

    tree = read(amiens_file()).tree
    tree["publics"] = [one for one in tree["publics"] if one["slug"] != "ados"]
    harms = tree["listes"]["difficultes_pro"]
    tree["listes"]["difficultes_pro"] = [one for one in harms if one["slug"] != "dp-insultes"]
    said = shell.run("doctor", CARNET_DISPOSITIF=written(shell.folder, tree)).stdout
    assert (
        "listes.difficultes_pro : dp-insultes (1 saisie), publics : ados (2 saisies) ; "
        "remettez-les avec « actif: false »"
    ) in said


def written(folder: Path, tree: object) -> str:
    """That tree as a dispositif file; its path."""
    file = folder / "amiens.yaml"
    file.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    return str(file)

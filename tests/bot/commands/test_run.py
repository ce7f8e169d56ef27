"""Starting, and everything that keeps the bot from starting: one line, exit 2."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.commands import practice
from bot.sandbox.memory import TOKEN
from bot.sandbox.server import start
from bot.sandbox.world import World
from bot.settings import SettingsError
from tests.bot.commands.conftest import Shell
from tests.bot.commands.test_desk_commands import newer


def test_a_database_from_a_later_program_is_refused(live: Shell) -> None:
    newer(live)
    assert "schéma 9999" in live.refused("run")


def test_a_read_only_disk_is_refused(live: Shell) -> None:
    said = live.refused("run", CARNET_DATABASE_URL="sqlite:////proc/carnet/carnet.db")
    assert "ne peut pas servir" in said


def test_a_base_that_cannot_be_written_is_said_in_plain_words(live: Shell) -> None:
    only_read = f"sqlite:///file:{live.database}?mode=ro&uri=true"
    said = live.refused("run", CARNET_DATABASE_URL=only_read)
    assert said.startswith(
        "la base ne peut pas être écrite : le fichier ou le disque est en lecture"
    )
    assert "Traceback" not in said


def test_a_photos_folder_that_cannot_be_written_is_refused(live: Shell) -> None:
    said = live.refused("run", CARNET_PHOTOS_DIR="/proc/carnet")
    assert said.startswith("CARNET_PHOTOS_DIR : /proc/carnet : ")


def test_a_missing_setting_is_named(live: Shell) -> None:
    assert "CARNET_SMTP_URL" in live.refused("run", CARNET_SMTP_URL="")


def test_a_wrong_dispositif_is_refused(live: Shell) -> None:
    assert "rien.yaml" in live.refused("run", CARNET_DISPOSITIF=str(live.folder / "rien.yaml"))


async def carnet(shell: Shell, *arguments: str, **more: str) -> asyncio.subprocess.Process:
    """The command in a process of its own, in the shell's folder."""
    root = str(Path(__file__).parents[3])
    environ = {**os.environ, **shell.environ, **more, "PYTHONPATH": root}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=shell.folder,
        env=environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@pytest.mark.parametrize("token", ["123456789:" + "A" * 35, TOKEN])
async def test_a_token_that_telegram_refuses_is_refused_by_name(live: Shell, token: str) -> None:
    """One that it never knew, and one that it takes back while the bot runs."""
    world = World(MovableClock())
    world.faults.add("getUpdates", 401, times=None)
    server = await start(world)
    try:
        running = await carnet(
            live, "run", CARNET_TELEGRAM_API_URL=server.url, CARNET_TELEGRAM_TOKEN=token
        )
        _out, said = await asyncio.wait_for(running.communicate(), 60)
    finally:
        await server.stop()
    assert running.returncode == 2
    lines = said.decode().strip().splitlines()
    assert lines[-1].startswith("CARNET_TELEGRAM_TOKEN : Telegram refuse ce jeton")
    assert token not in said.decode()
    assert "Traceback" not in said.decode()


async def test_a_base_that_goes_under_the_running_bot_ends_it_before_anything_is_confirmed(
    live: Shell,
) -> None:
    world = World(MovableClock(datetime.now(UTC)))
    server = await start(world)
    try:
        running = await carnet(
            live, "run", CARNET_TELEGRAM_API_URL=server.url, CARNET_TELEGRAM_TOKEN=TOKEN
        )
        assert running.stdout
        await asyncio.wait_for(running.stdout.readline(), 60)
        live.database.unlink()
        world.person("Inconnue", id=501).write("/aide")
        _out, said = await asyncio.wait_for(running.communicate(), 60)
        assert running.returncode == 2
        assert f"le fichier de la base ({live.database}) a disparu" in said.decode()
        assert [one.method for one in world.calls if one.method == "sendMessage"] == []
        assert len(world.updates.pending) == 1, "Telegram keeps what came"
    finally:
        await server.stop()
    refused = live.refused("run")
    assert refused.startswith(f"la base sqlite:///{live.database} est vide, alors qu'une base a")
    assert "carnet migrate --nouveau" in live.refused("migrate")
    assert not live.database.exists()
    assert "au schéma" in live.says("migrate", "--nouveau")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def test_telegram_away_at_the_start_keeps_nothing_else_from_working(live: Shell) -> None:
    port, pages = free_port(), free_port()
    away = f"http://127.0.0.1:{port}"
    running = await carnet(
        live,
        "run",
        CARNET_TELEGRAM_API_URL=away,
        CARNET_TELEGRAM_TOKEN=TOKEN,
        CARNET_HTTP_PORT=str(pages),
    )
    assert running.stdout
    said = (await asyncio.wait_for(running.stdout.readline(), 60)).decode()
    assert said.startswith(f"CARNET_TELEGRAM_API_URL : {away} ne répond pas")
    async with aiohttp.ClientSession() as visitor:
        answer = await visitor.get(f"http://127.0.0.1:{pages}/health")
        assert (await answer.json())["ecoute"] in ("sans_reponse", "en_attente")
    world = World(MovableClock(datetime.now(UTC)))
    server = await start(world, port=port)
    try:
        stranger = world.person("Inconnue", id=501)
        stranger.write("/aide")
        async with asyncio.timeout(60):
            while not any(call.method == "sendMessage" for call in world.calls):
                await asyncio.sleep(0.05)
    finally:
        running.send_signal(signal.SIGTERM)
        await asyncio.wait_for(running.communicate(), 30)
        await server.stop()


async def test_a_port_that_is_taken_is_named(live: Shell) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        world = World(MovableClock())
        server = await start(world)
        try:
            running = await carnet(
                live,
                "run",
                CARNET_TELEGRAM_API_URL=server.url,
                CARNET_TELEGRAM_TOKEN=TOKEN,
                CARNET_HTTP_PORT=port,
            )
            _out, said = await asyncio.wait_for(running.communicate(), 60)
        finally:
            await server.stop()
    assert running.returncode == 2
    assert f"CARNET_HTTP_PORT : le port {port} ne s'ouvre pas" in said.decode()


@pytest.mark.usefixtures("bare")
async def test_the_practice_ground_prints_its_address_and_stops_when_told(shell: Shell) -> None:
    running = await carnet(shell, "run", CARNET_HTTP_PORT="0")
    assert running.stdout
    said = await asyncio.wait_for(running.stdout.readline(), 60)
    assert said.decode().startswith("Terrain d'entraînement : http://127.0.0.1:")
    running.send_signal(signal.SIGTERM)
    out, err = await asyncio.wait_for(running.communicate(), 30)
    assert running.returncode == 0, err.decode()
    assert out.decode().strip().endswith("Arrêté.")
    assert not shell.database.exists(), "its data never mix with a real database"


def test_a_second_practice_ground_in_the_folder_is_refused_and_erases_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    held = practice._hold_folder()
    with pytest.raises(SettingsError, match="tourne déjà dans ce dossier"):
        practice._hold_folder()
    held.close()
    practice._hold_folder().close()

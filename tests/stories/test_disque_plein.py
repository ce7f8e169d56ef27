"""A full disk: said at once by mail and on Telegram, nothing lost, and it goes on alone."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.domain.roles import Role
from bot.penurie import BACK_SUBJECT, SUBJECT
from storage.models import Rencontre
from tests.stories.stage import PATIENCE, Home, Stage, stage

BUREAU = "coordination@mediation.example.org"


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """No file of this process grows past what the journal of the base holds now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    journal = (folder / "carnet.db-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def until_mail(play: Stage, subject: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while not any(subject in one.subject for one in play.mail_to(BUREAU)):
            await asyncio.sleep(0.05)


async def test_a_full_disk_is_told_at_once_and_loses_nothing(home: Home) -> None:
    async with stage(home) as play:
        bureau = await play.joins("Coordination", Role.COORDINATION)
        she = await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1")
        with full(home.folder):
            she.write("8 ados 3 adultes à Site A")
            await until_mail(play, SUBJECT)
            assert "Le disque" in bureau.read()
            assert not play.running.done()
        await until_mail(play, BACK_SUBJECT)
        await play.quiet()
        await play.taps(she, "✅ Enregistrer")
        assert "écrit de nouveau" in bureau.read()
        assert len([one for one in play.mail_to(BUREAU) if SUBJECT in one.subject]) == 1
        total = await play.read(lambda tx: sum(row.nombre for row in tx.query(Rencontre)))
        assert total == 11

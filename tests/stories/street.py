"""The people of an evening already under way, for stories that begin in the middle."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import func, select

from bot.domain.roles import Role
from bot.sandbox.persons import Person
from storage.dispositif import Dispositif
from storage.models import Base
from tests.stories.stage import Home, Stage, stage

Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True)
class Street:
    """A binôme in presence on Site A since 17:04, and the coordination."""

    play: Stage
    mediatrice: Person
    mediateur: Person
    coordination: Person

    async def rows(self, table: type[Row]) -> list[Row]:
        """Every row of a table, oldest first."""
        key = table.__mapper__.primary_key[0]
        return await self.play.carnet.database.run(
            lambda tx: list(tx.scalars(select(table).order_by(key)))
        )

    async def count(self, table: type[Base]) -> int:
        return await self.play.carnet.database.run(
            lambda tx: tx.execute(select(func.count()).select_from(table)).scalar_one()
        )

    async def reports(self, *labels: str) -> str:
        """A signalement from its menu to its last button; once sent, it can be taken back no more
        and leaves.
        """
        await self.play.says(self.mediatrice, "🔧 Signalement")
        said = await self.play.taps(self.mediatrice, *labels)
        await self.play.leaves()
        return said


@asynccontextmanager
async def street(
    home: Home, *, config: Dispositif | None = None, present: bool = True, **lent: Any
) -> AsyncIterator[Street]:
    """The bot running; `present`: the binôme has started its presence. `lent`: of its Wiring."""
    async with stage(home, config=config, **lent) as play:
        coordination = await play.joins("Coordination", Role.COORDINATION)
        mediatrice = await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1")
        mediateur = await play.joins("Médiateur", Role.MEDIATEUR, "binome-1")
        if present:
            await play.says(mediatrice, "▶️ Présence")
            await play.taps(mediatrice, "✅ Démarrer")
        yield Street(play, mediatrice, mediateur, coordination)

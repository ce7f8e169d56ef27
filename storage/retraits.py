"""When a binôme or a site was retired: what was planned before stays, nothing is planned after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final, cast

from sqlalchemy import Select, Table, bindparam, select

from bot.clock import PARIS, paris
from storage import ajustements
from storage.dispositif import Item
from storage.machine.db import Tx
from storage.models import BinomeRow, Presence, SiteRow
from storage.programme import Programme

_Kind = tuple[str, Iterable[Item], Mapping[str, int]]
"""A list of the file by its name, its lines, and the row ids behind their slugs."""
_PRESENCE: Final = cast(Table, Presence.__table__)


def _last_of(table: Any, column: str) -> Select[int, datetime | None]:
    """Each row's last presence, found from the end of an index: years before it are not read."""
    last = (
        select(_PRESENCE.c.debut)
        .where(_PRESENCE.c[column] == table.c.id, _PRESENCE.c.supprimee_le.is_(None))
        .order_by(_PRESENCE.c.debut.desc())
        .limit(1)
        .scalar_subquery()
    )
    wanted = table.c.id.in_(bindparam("b_ids", expanding=True))
    return select(table.c.id, last).where(wanted)


_LAST: Final = {
    "binomes": _last_of(BinomeRow.__table__, "binome_id"),
    "sites": _last_of(SiteRow.__table__, "site_id"),
}
NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Retraits:
    """The instant from which each retired one is left out, by slug."""

    binomes: Mapping[str, datetime]
    sites: Mapping[str, datetime]

    @property
    def nobody(self) -> bool:
        """Whether none was retired."""
        return not self.binomes and not self.sites

    def leave_in(self, binome: str, site: str, start: datetime) -> bool:
        """Whether a slot that begins then was planned for a binôme and a site still in use."""
        ends = (self.binomes.get(binome), self.sites.get(site))
        return all(end is None or start < end for end in ends)


def of(tx: Tx, programme: Programme, binomes: Iterable[str], sites: Iterable[str]) -> Retraits:
    """Of those named: nothing is asked of the database while none of them was retired."""
    config = programme.config
    return Retraits(
        _ends(tx, programme, ("binomes", config.binomes, programme.binomes), binomes),
        _ends(tx, programme, ("sites", config.sites, programme.sites), sites),
    )


def _ends(tx: Tx, programme: Programme, kind: _Kind, named: Iterable[str]) -> dict[str, datetime]:
    """From the bot, that instant; by the file, which bears no date, after the last presence."""
    cle, items, ids = kind
    retired = {item.slug for item in items if not item.actif}.intersection(named)
    if not retired:
        return {}
    instants = ajustements.retired_at(tx, programme.id, cle)
    undated = [ids[slug] for slug in retired if slug not in instants]
    last = _after_last(tx, cle, undated) if undated else {}
    return {slug: instants.get(slug) or last.get(ids[slug], NEVER) for slug in retired}


def _after_last(tx: Tx, cle: str, row_ids: Sequence[int]) -> dict[int, datetime]:
    """By row id, midnight after the last presence, in Paris; nothing where there was none."""
    found = tx.execute(_LAST[cle], {"b_ids": row_ids})
    return {row_id: _next_midnight(debut) for row_id, debut in found if debut}


def _next_midnight(moment: datetime) -> datetime:
    return datetime.combine(paris(moment).date() + timedelta(days=1), time(0), PARIS)

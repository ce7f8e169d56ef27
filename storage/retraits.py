"""When a binôme or a site was retired: what was planned before stays, nothing is planned after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import func, select

from bot.clock import PARIS, paris
from storage import ajustements
from storage.dispositif import Item
from storage.machine.db import Tx
from storage.models import Presence
from storage.programme import Programme

NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Retraits:
    """The instant from which each retired one is left out, by slug."""

    binomes: Mapping[str, datetime]
    sites: Mapping[str, datetime]

    def leave_in(self, binome: str, site: str, start: datetime) -> bool:
        """Whether a slot that begins then was planned for a binôme and a site still in use."""
        ends = (self.binomes.get(binome), self.sites.get(site))
        return all(end is None or start < end for end in ends)


def of(tx: Tx, programme: Programme) -> Retraits:
    """Those of the programme: nothing is asked of the database while nobody was retired."""
    config = programme.config
    return Retraits(
        _ends(tx, programme, ("binomes", config.binomes, programme.binomes, Presence.binome_id)),
        _ends(tx, programme, ("sites", config.sites, programme.sites, Presence.site_id)),
    )


def _ends(
    tx: Tx, programme: Programme, kind: tuple[str, Iterable[Item], Mapping[str, int], Any]
) -> dict[str, datetime]:
    """From the bot, that instant; by the file, which bears no date, after the last presence."""
    cle, items, ids, column = kind
    retired = [item.slug for item in items if not item.actif]
    if not retired:
        return {}
    instants = ajustements.retired_at(tx, programme.id, cle)
    last = _after_last(tx, column, [ids[slug] for slug in retired if slug not in instants])
    return {slug: instants.get(slug) or last.get(ids[slug], NEVER) for slug in retired}


def _after_last(tx: Tx, column: Any, row_ids: Iterable[int]) -> dict[int, datetime]:
    """By row id, midnight after the last presence, in Paris; nothing where there was none."""
    last = (
        select(column, func.max(Presence.debut))
        .where(column.in_(list(row_ids)), Presence.supprimee_le.is_(None))
        .group_by(column)
    )
    return {row_id: _next_midnight(debut) for row_id, debut in tx.execute(last)}


def _next_midnight(moment: datetime) -> datetime:
    return datetime.combine(paris(moment).date() + timedelta(days=1), time(0), PARIS)

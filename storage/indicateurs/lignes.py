"""Lines of a table, alike by some of their words, counted by site and period in one statement."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeVar, cast

from sqlalchemy import JSON, ColumnElement, Select, String, Table, case, func, select
from sqlalchemy import cast as as_type

from storage.figures import SITES, bound
from storage.indicateurs.releve import Cle, Constat, Recolte

L = TypeVar("L")
_Statement = Callable[[int], Select[Any]]
"""Of so many periods: columns rank, row id of a site, then the fields of a line."""
COUNT: Final = func.count()


def noted(
    line: Callable[..., L],
    model: Any,
    *words: str,
    moment: str = "le",
    n: ColumnElement[Any] = COUNT,
) -> Constat[L]:
    """Rows of a model that were not deleted: `line` takes these words of them, then `n`.

    Several words in one column come as JSON text: see `several`.
    """
    table = cast(Table, model.__table__)

    @cache
    def statement(periodes: int) -> Select[Any]:
        le = table.c[moment]
        groups: list[Any] = [rank_of(le, periodes), table.c.site_id]
        groups += [_text(table.c[word]) for word in words]
        return (
            select(*[*groups, n])
            .where(table.c.site_id.in_(SITES), table.c.supprimee_le.is_(None))
            .where(le >= bound(0), le < bound(periodes))
            .group_by(*groups)
        )

    return Constat(lambda recolte: lines(recolte, statement, line), par_tranche="tranche" in words)


def lines(
    recolte: Recolte, statement: _Statement, line: Callable[..., L]
) -> Mapping[Cle, list[L]]:
    """The lines of a statement, by period and site: those of the same words are one and the same.

    A year of a large programme is a few hundred lines that way, not half a million.
    """
    found: defaultdict[Cle, list[L]] = defaultdict(list)
    rows: Any = recolte.tx.connection().execute(statement(recolte.periodes), recolte.values())
    one_of: dict[tuple[Any, ...], L] = {}
    for rang, site, *words in rows:
        key = tuple(words)
        if key not in one_of:
            one_of[key] = line(*words)
        found[rang, site].append(one_of[key])
    return found


def rank_of(moment: ColumnElement[Any], periodes: int) -> ColumnElement[int]:
    """The rank of the period of an instant that lies in one of them."""
    ranks = [(moment < bound(rang + 1), rang) for rang in range(periodes)]
    return cast(ColumnElement[int], case(*ranks))


@cache
def several(text: str | None) -> Sequence[str]:
    """Words that stand in one column."""
    return tuple(json.loads(text or "[]"))


def _text(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """JSON as its text: PostgreSQL groups by nothing else."""
    return as_type(column, String) if isinstance(column.type, JSON) else column

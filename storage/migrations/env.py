"""What Alembic runs: on the connection and in the transaction of storage.machine.migrate."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from storage.machine.base import Instant
from storage.models import Base


def _frozen(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """A step must not move with the models: it names the database's types, never ours."""
    is_instant = kind == "type" and isinstance(item, Instant)
    return "sa.DateTime(timezone=True)" if is_instant else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
    render_item=_frozen,
    # SQLite changes a column by rebuilding its table.
    render_as_batch=True,
)
context.run_migrations()

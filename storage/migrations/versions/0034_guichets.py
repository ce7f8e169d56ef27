"""Where a case stands at a service's own counter: its number there, and what was last read."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import INSTANT, SLUG, TEXT

revision = "0034"
down_revision = "0033"

ADDED: Final[dict[str, Any]] = {
    "jeton": TEXT,
    "numero_externe": TEXT,
    "etat_externe": SLUG,
    "demandee_le": INSTANT,
    "entendue_le": INSTANT,
}


def upgrade() -> None:
    """No copy of before went to a counter."""
    for name, kind in ADDED.items():
        op.add_column("alerte", sa.Column(name, kind, nullable=True))
    kept = sa.text("demandee_le IS NOT NULL")
    op.create_index(
        "ix_alerte_demandee_le",
        "alerte",
        ["demandee_le"],
        sqlite_where=kept,
        postgresql_where=kept,
    )


def downgrade() -> None:
    op.drop_index("ix_alerte_demandee_le", "alerte")
    with op.batch_alter_table("alerte") as table:
        for name in ADDED:
            table.drop_column(name)

"""Rooms whose messages bear texts: which one shows an alert, and how far they were heard."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import TEXT, key, new_tables

revision = "0035"
down_revision = "0034"

TABLES = new_tables()

sa.Table("ecoute", TABLES, key("nom"), sa.Column("suite", TEXT, nullable=False))


def upgrade() -> None:
    """No copy of before went to such a room, and none was heard."""
    op.add_column("alerte", sa.Column("evenement", TEXT, nullable=True))
    # A reaction does not say in which topic its message is: only its number.
    for name in ("evenement", "message_id"):
        kept = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_alerte_{name}", "alerte", [name], sqlite_where=kept, postgresql_where=kept
        )
    TABLES.create_all(op.get_bind())


def downgrade() -> None:
    TABLES.drop_all(op.get_bind())
    op.drop_index("ix_alerte_message_id", "alerte")
    op.drop_index("ix_alerte_evenement", "alerte")
    with op.batch_alter_table("alerte") as table:
        table.drop_column("evenement")

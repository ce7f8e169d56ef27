"""The card that a group answers; the mailboxes of services: their letter, their refusals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import (
    DATE,
    INSTANT,
    ROW_ID,
    SLUG,
    TEXT,
    cols,
    new_tables,
    opts,
    row_id,
)

revision = "0033"
down_revision = "0032"

TABLES = new_tables()


def upgrade() -> None:
    op.create_index("ix_alerte_adresse_message_id", "alerte", ["adresse", "message_id"])
    TABLES.create_all(op.get_bind(), tables=NEW, checkfirst=False)


def downgrade() -> None:
    """Every address is written to again."""
    TABLES.drop_all(op.get_bind(), tables=NEW, checkfirst=False)
    op.drop_index("ix_alerte_adresse_message_id", "alerte")


sa.Table("dispositif", TABLES, row_id())

NEW = [
    sa.Table(
        "adresse_refusee",
        TABLES,
        row_id(),
        sa.Column("dispositif_id", ROW_ID, sa.ForeignKey("dispositif.id"), nullable=False),
        *cols(SLUG, "service", "canal"),
        *cols(TEXT, "adresse", "raison"),
        *cols(INSTANT, "refusee_le"),
        *opts(INSTANT, "retablie_le"),
        sa.UniqueConstraint("dispositif_id", "service", "canal", "adresse"),
    ),
    sa.Table(
        "lettre_service",
        TABLES,
        row_id(),
        sa.Column("dispositif_id", ROW_ID, sa.ForeignKey("dispositif.id"), nullable=False),
        *cols(SLUG, "service", "canal"),
        *cols(TEXT, "adresse"),
        *opts(DATE, "lundi"),
        *opts(INSTANT, "arretee_le"),
        sa.UniqueConstraint("dispositif_id", "service", "canal", "adresse"),
    ),
]

"""A validated document is sent to its readers: to whom, when, and what came of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import INSTANT, ROW_ID, SLUG, TEXT, cols, new_tables, opts, row_id

revision = "0042"
down_revision = "0041"

TABLES = new_tables()


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), tables=NEW, checkfirst=False)


def downgrade() -> None:
    """To whom documents were sent is known no more."""
    TABLES.drop_all(op.get_bind(), tables=NEW, checkfirst=False)


sa.Table("version_livrable", TABLES, row_id())

NEW = [
    sa.Table(
        "livrable_envoi",
        TABLES,
        row_id(),
        sa.Column("version_id", ROW_ID, sa.ForeignKey("version_livrable.id"), nullable=False),
        *opts(SLUG, "comite"),
        *cols(SLUG, "canal"),
        *cols(TEXT, "adresse"),
        *cols(INSTANT, "creee_le"),
        *opts(INSTANT, "envoyee_le"),
        *opts(TEXT, "echec"),
        sa.UniqueConstraint("version_id", "canal", "adresse"),
    ),
]

"""What is said of a due date, and the links to the calendar."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import (
    INSTANT,
    ROW_ID,
    SLUG,
    TEXT,
    cols,
    new_tables,
    opts,
    ref,
    row_id,
)

revision = "0037"
down_revision = "0036"

TABLES = new_tables()


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), tables=NEW, checkfirst=False)


def downgrade() -> None:
    """What was set aside is due again, and no calendar that was given is read any more."""
    TABLES.drop_all(op.get_bind(), tables=NEW, checkfirst=False)


for _name in ["dispositif", "personne"]:
    sa.Table(_name, TABLES, row_id())

NEW = [
    sa.Table(
        "echeance_dite",
        TABLES,
        row_id(),
        sa.Column("dispositif_id", ROW_ID, sa.ForeignKey("dispositif.id"), nullable=False),
        *cols(TEXT, "cle"),
        *opts(SLUG, "motif"),
        *cols(INSTANT, "le"),
        ref("personne", null=True),
        sa.UniqueConstraint("dispositif_id", "cle"),
    ),
    sa.Table(
        "lien_calendrier",
        TABLES,
        row_id(),
        ref("dispositif"),
        ref("personne", null=True),
        *cols(INSTANT, "donne_le"),
        *opts(INSTANT, "retire_le"),
    ),
]

"""A document keeps the logos that stood on it as its figures were frozen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import SLUG, cols, new_tables, row_id

revision = "0041"
down_revision = "0040"

TABLES = new_tables()


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), tables=NEW, checkfirst=False)


def downgrade() -> None:
    """What was validated bears the logos of the day on which it is printed."""
    TABLES.drop_all(op.get_bind(), tables=NEW, checkfirst=False)


NEW = [
    sa.Table(
        "logo_garde",
        TABLES,
        row_id(),
        *cols(SLUG, "empreinte"),
        *cols(sa.LargeBinary(), "image"),
        sa.UniqueConstraint("empreinte"),
    ),
]

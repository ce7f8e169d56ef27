"""Which comité a member or an invitation is of: empty on older rows, which never said it."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import SLUG

revision = "0008"
down_revision = "0007"

TABLES: Final = ("personne", "invitation")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("comite", SLUG, nullable=True))


def downgrade() -> None:
    """The members stay, and read nothing any more."""
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("comite")

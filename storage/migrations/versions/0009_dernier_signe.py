"""The last sign of life of a tournée, noted with each turn; empty on the tallies of before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import INSTANT

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("tableau", sa.Column("signe_le", INSTANT, nullable=True))


def downgrade() -> None:
    """When somebody last said something is no longer known."""
    with op.batch_alter_table("tableau") as batch:
        batch.drop_column("signe_le")

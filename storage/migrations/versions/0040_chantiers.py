"""A defect may be linked to works: a mark on any signalement."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    """Nobody said it of those of before."""
    op.add_column("signalement", sa.Column("chantier", sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("signalement") as table:
        table.drop_column("chantier")

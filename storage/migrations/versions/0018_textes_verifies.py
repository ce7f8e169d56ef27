"""Whether a note, or the place of a signalement, was searched for whoever it names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import BOOLEAN

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Nobody knows of those of before: no letter says that they name nobody."""
    op.add_column("note", sa.Column("verifie", BOOLEAN, nullable=True))
    op.add_column("signalement", sa.Column("lieu_verifie", BOOLEAN, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("note") as batch:
        batch.drop_column("verifie")
    with op.batch_alter_table("signalement") as batch:
        batch.drop_column("lieu_verifie")

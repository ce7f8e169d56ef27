"""A deed of the command line may be taken back too: it has no author."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import ROW_ID

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    with op.batch_alter_table("geste") as table:
        table.alter_column("auteur_id", existing_type=ROW_ID, nullable=True)


def downgrade() -> None:
    """What nobody signed cannot be taken back by the program before: it is forgotten."""
    op.execute(sa.text("DELETE FROM geste WHERE auteur_id IS NULL"))
    with op.batch_alter_table("geste") as table:
        table.alter_column("auteur_id", existing_type=ROW_ID, nullable=False)

"""Every entry knows whose card shows it: once deleted or corrected, that card follows."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import INTEGER

revision = "0010"
down_revision = "0009"

TABLES: Final = (
    *("action_collective", "conflit", "demande", "difficulte", "dossier_mediation", "etonnement"),
    *("geste", "hors_terrain", "observation", "preconisation", "presence", "releve_site"),
    *("signalement", "sollicitation"),
)


def upgrade() -> None:
    """Empty on older rows, whose card keeps its words."""
    for table in TABLES:
        op.add_column(table, sa.Column("conversation_id", INTEGER, nullable=True))


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("conversation_id")

"""What an entry may say besides: alone or together, whose idea, which scheme, a resource."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import SLUG

revision = "0038"
down_revision = "0037"

ADDED: Final = {
    "sollicitation": ("cadre",),
    "observation": ("ressource",),
    "action_collective": ("origine", "appui"),
    "preconisation": ("origine",),
}


def upgrade() -> None:
    """Entries of before say nothing of it."""
    for table, columns in ADDED.items():
        for name in columns:
            op.add_column(table, sa.Column(name, SLUG, nullable=True))


def downgrade() -> None:
    for table, columns in ADDED.items():
        with op.batch_alter_table(table) as batch:
            for name in columns:
                batch.drop_column(name)

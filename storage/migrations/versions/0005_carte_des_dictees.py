"""A typed message knows the conversation that read it: once corrected, its card follows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import INTEGER

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("dictee") as table:
        table.add_column(sa.Column("conversation_id", INTEGER, nullable=True))
        table.create_index("ix_dictee_conversation_id", ["conversation_id"])


def downgrade() -> None:
    with op.batch_alter_table("dictee") as table:
        table.drop_index("ix_dictee_conversation_id")
        table.drop_column("conversation_id")

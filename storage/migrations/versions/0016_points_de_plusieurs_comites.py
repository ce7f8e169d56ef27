"""Whoever sits in several comités reads their points hebdo in one letter: which one it was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import ROW_ID

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Each letter sent before was of one comité: the column says nothing of it."""
    with op.batch_alter_table("digest_envoi") as table:
        table.add_column(sa.Column("avec_id", ROW_ID, nullable=True))
        table.create_index("ix_digest_envoi_avec_id", ["avec_id"], unique=False)
        table.create_foreign_key("fk_digest_envoi_avec_id", "digest_envoi", ["avec_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("digest_envoi") as table:
        table.drop_constraint("fk_digest_envoi_avec_id", type_="foreignkey")
        table.drop_index("ix_digest_envoi_avec_id")
        table.drop_column("avec_id")

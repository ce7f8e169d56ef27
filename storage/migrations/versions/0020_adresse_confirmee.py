"""When the holder of an address said that the answers to a request may be written to it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import INSTANT

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Whoever left one before was written to at once: they are still."""
    op.add_column("demande", sa.Column("confirmee_le", INSTANT, nullable=True))
    op.execute("UPDATE demande SET confirmee_le = recue_le WHERE contact <> ''")


def downgrade() -> None:
    """The step before writes to every address: those that nobody confirmed are erased."""
    op.execute("UPDATE demande SET contact = '' WHERE confirmee_le IS NULL AND contact <> ''")
    with op.batch_alter_table("demande") as table:
        table.drop_column("confirmee_le")

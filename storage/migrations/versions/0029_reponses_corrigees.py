"""What a service answered to a préconisation, kept so that it may be corrected within a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import JSON

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Answers of before stay as they are: nothing says what was there before them."""
    op.add_column("preconisation", sa.Column("reponse_service", JSON, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("preconisation") as table:
        table.drop_column("reponse_service")

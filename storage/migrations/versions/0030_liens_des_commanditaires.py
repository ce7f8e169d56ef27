"""A link to the dashboards may be that of one commanditaire."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import SLUG

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.add_column("lien_bord", sa.Column("commanditaire", SLUG, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("lien_bord") as table:
        table.drop_column("commanditaire")

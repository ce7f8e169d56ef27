"""The number that whoever asked reads, drawn at random; none for requests of before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import TEXT

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    for change in FORWARD:
        change()


def downgrade() -> None:
    for change in BACK:
        change()


def _demande_forward() -> None:
    with op.batch_alter_table("demande") as table:
        table.add_column(sa.Column("publique", TEXT, nullable=True))


def _demande_back() -> None:
    with op.batch_alter_table("demande") as table:
        table.drop_column("publique")


FORWARD = (_demande_forward,)

BACK = (_demande_back,)

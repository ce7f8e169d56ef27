"""The last sign of life of a tournée, empty on tallies of before; an index of open relais."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import INSTANT

revision = "0013"
down_revision = "0012"

LIVING: Final = sa.text("clos_le IS NULL AND supprimee_le IS NULL")
"""A handful, among years of relais."""


def upgrade() -> None:
    op.add_column("tableau", sa.Column("signe_le", INSTANT, nullable=True))
    op.create_index(
        *("ix_relais_dispositif_id_open", "relais", ["dispositif_id"]),
        sqlite_where=LIVING,
        postgresql_where=LIVING,
    )


def downgrade() -> None:
    """When somebody last said something is no longer known."""
    op.drop_index("ix_relais_dispositif_id_open", table_name="relais")
    with op.batch_alter_table("tableau") as batch:
        batch.drop_column("signe_le")

"""What is said of a defect where it is seen, and the letter that carries several of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import INSTANT, INTEGER, JSON, SLUG

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Those of before say nothing of it, and each left in a letter of its own."""
    op.add_column("signalement", sa.Column("depuis", SLUG, nullable=True))
    op.add_column("signalement", sa.Column("concernes", JSON, nullable=True))
    op.add_column("signalement", sa.Column("risque", SLUG, nullable=True))
    op.add_column("signalement", sa.Column("recurrence_de", INTEGER, nullable=True))
    op.add_column("signalement", sa.Column("relu_le", INSTANT, nullable=True))
    op.add_column("personne", sa.Column("nouvelles_le", INSTANT, nullable=True))
    op.add_column("alerte", sa.Column("lot_id", INTEGER, nullable=True))
    carried = sa.text("lot_id IS NOT NULL")
    op.create_index(
        "ix_alerte_lot_id",
        "alerte",
        ["lot_id"],
        sqlite_where=carried,
        postgresql_where=carried,
    )


def downgrade() -> None:
    op.drop_index("ix_alerte_lot_id", "alerte")
    with op.batch_alter_table("alerte") as table:
        table.drop_column("lot_id")
    with op.batch_alter_table("personne") as table:
        table.drop_column("nouvelles_le")
    with op.batch_alter_table("signalement") as table:
        for name in ("relu_le", "recurrence_de", "risque", "concernes", "depuis"):
            table.drop_column(name)

"""Which topic a service reads, who invited whom, and which account waits to be let in.

Empty on older rows: they never said it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import BIG, ROW_ID

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("service", sa.Column("sujet_telegram", BIG, nullable=True))
    with op.batch_alter_table("invitation") as table:
        table.add_column(sa.Column("creee_par", ROW_ID, nullable=True))
        table.add_column(sa.Column("demandee_par", BIG, nullable=True))
        table.create_foreign_key("fk_invitation_creee_par", "personne", ["creee_par"], ["id"])
    waits = sa.text("demandee_par IS NOT NULL")
    op.create_index(
        "ix_invitation_demandee_par",
        "invitation",
        ["demandee_par"],
        sqlite_where=waits,
        postgresql_where=waits,
    )


def downgrade() -> None:
    """Who waited waits no longer: their invitation is used, another one is due."""
    op.drop_index("ix_invitation_demandee_par", "invitation")
    with op.batch_alter_table("invitation") as table:
        table.drop_constraint("fk_invitation_creee_par", type_="foreignkey")
        table.drop_column("demandee_par")
        table.drop_column("creee_par")
    with op.batch_alter_table("service") as table:
        table.drop_column("sujet_telegram")

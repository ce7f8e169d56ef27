"""When the silence of a service is answered next, and how many times it was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import INSTANT, INTEGER

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Those that are open are looked at when their term comes, or now when it has passed."""
    op.add_column("signalement", sa.Column("relance_le", INSTANT, nullable=True))
    op.add_column("signalement", sa.Column("relances", INTEGER, nullable=True))
    op.execute("UPDATE signalement SET relance_le = echeance WHERE clos_le IS NULL")
    waiting = sa.text("relance_le IS NOT NULL")
    op.create_index(
        "ix_signalement_dispositif_id_relance_le",
        "signalement",
        ["dispositif_id", "relance_le"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def downgrade() -> None:
    op.drop_index("ix_signalement_dispositif_id_relance_le", "signalement")
    with op.batch_alter_table("signalement") as table:
        table.drop_column("relances")
        table.drop_column("relance_le")

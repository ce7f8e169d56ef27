"""The point mensuel is frozen beside the point hebdo: what is there already is of a week."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import SLUG

revision = "0023"
down_revision = "0022"

OLD, NEW = "uq_digest_dispositif_id_comite_lundi", "uq_digest_dispositif_id_comite_rythme_lundi"


def upgrade() -> None:
    with op.batch_alter_table("digest") as table:
        table.add_column(sa.Column("rythme", SLUG, nullable=False, server_default="hebdo"))
        table.drop_constraint(OLD, type_="unique")
        table.create_unique_constraint(NEW, ["dispositif_id", "comite", "rythme", "lundi"])


def downgrade() -> None:
    """The step before knows no months: those that left are lost with their sendings."""
    op.execute(
        "DELETE FROM digest_envoi WHERE digest_id IN"
        " (SELECT id FROM digest WHERE rythme <> 'hebdo')"
    )
    op.execute("DELETE FROM digest WHERE rythme <> 'hebdo'")
    with op.batch_alter_table("digest") as table:
        table.drop_constraint(NEW, type_="unique")
        table.create_unique_constraint(OLD, ["dispositif_id", "comite", "lundi"])
        table.drop_column("rythme")

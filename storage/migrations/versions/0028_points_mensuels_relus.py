"""The coordination rereads the months too, and says what each of them looks at more closely."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import SLUG

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """What was reread until then was weeks."""
    with op.batch_alter_table("point") as table:
        table.add_column(sa.Column("rythme", SLUG, nullable=False, server_default="hebdo"))
        table.add_column(sa.Column("zoom", SLUG, nullable=True))
        table.drop_constraint("uq_point_dispositif_id_lundi", type_="unique")
        table.create_unique_constraint(
            "uq_point_dispositif_id_rythme_lundi", ["dispositif_id", "rythme", "lundi"]
        )


def downgrade() -> None:
    """The months that were reread are lost, their sentences with them; their letters stay."""
    op.execute(
        "DELETE FROM point_phrase WHERE point_id IN (SELECT id FROM point WHERE rythme <> 'hebdo')"
    )
    op.execute("DELETE FROM point WHERE rythme <> 'hebdo'")
    with op.batch_alter_table("point") as table:
        table.drop_constraint("uq_point_dispositif_id_rythme_lundi", type_="unique")
        table.create_unique_constraint("uq_point_dispositif_id_lundi", ["dispositif_id", "lundi"])
        table.drop_column("zoom")
        table.drop_column("rythme")

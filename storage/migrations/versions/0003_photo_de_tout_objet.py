"""A photo may show any row (« signalement », 12), as notes and audit already say theirs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import INTEGER, ROW_ID, SLUG

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("photo") as table:
        table.add_column(sa.Column("objet", SLUG, nullable=True))
        table.add_column(sa.Column("objet_id", INTEGER, nullable=True))
    op.execute("UPDATE photo SET objet = 'signalement', objet_id = signalement_id")
    with op.batch_alter_table("photo") as table:
        table.alter_column("objet", nullable=False)
        table.alter_column("objet_id", nullable=False)
        table.create_index("ix_photo_objet_objet_id", ["objet", "objet_id"])
        table.drop_index("ix_photo_signalement_id")
        table.drop_constraint("fk_photo_signalement_id", type_="foreignkey")
        table.drop_column("signalement_id")


def downgrade() -> None:
    with op.batch_alter_table("photo") as table:
        table.add_column(sa.Column("signalement_id", ROW_ID, nullable=True))
    # The step before knows no other photos. Their files, if any, stay on the disk: remove by hand
    # those that no row names any more.
    op.execute(
        "DELETE FROM photo WHERE objet <> 'signalement'"
        " OR objet_id NOT IN (SELECT id FROM signalement)"
    )
    op.execute("UPDATE photo SET signalement_id = objet_id")
    with op.batch_alter_table("photo") as table:
        table.alter_column("signalement_id", nullable=False)
        table.create_foreign_key(
            "fk_photo_signalement_id", "signalement", ["signalement_id"], ["id"]
        )
        table.create_index("ix_photo_signalement_id", ["signalement_id"])
        table.drop_index("ix_photo_objet_objet_id")
        table.drop_column("objet_id")
        table.drop_column("objet")

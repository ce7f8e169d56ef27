"""What a partner asks to correct on its own card waits until the coordination has done it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import INSTANT, ROW_ID, SLUG, TEXT, new_tables, row_id

revision = "0011"
down_revision = "0010"

TABLES = new_tables()
LEFT = sa.text("faite_le IS NULL")


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), tables=NEW, checkfirst=False)


def downgrade() -> None:
    """What partners asked is no longer followed; its words stay, as notes."""
    TABLES.drop_all(op.get_bind(), tables=NEW, checkfirst=False)


sa.Table("dispositif", TABLES, row_id())

NEW = [
    sa.Table(
        "correction_fiche",
        TABLES,
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("dispositif_id", ROW_ID, nullable=False),
        sa.Column("partenaire", SLUG, nullable=False),
        sa.Column("recue_le", INSTANT, nullable=False),
        sa.Column("faite_le", INSTANT, nullable=True),
        sa.Column("source", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["dispositif_id"], ["dispositif.id"], name="fk_correction_fiche_dispositif_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_correction_fiche"),
        sa.UniqueConstraint("source", name="uq_correction_fiche_source"),
        sa.Index(
            "ix_correction_fiche_dispositif_id_left",
            "dispositif_id",
            sqlite_where=LEFT,
            postgresql_where=LEFT,
        ),
    )
]

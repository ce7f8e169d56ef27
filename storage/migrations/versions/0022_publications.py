"""The register of what was published of people: one row for each table that left."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import DATE, INSTANT, JSON, ROW_ID, SLUG, TEXT, new_tables, row_id

revision = "0022"
down_revision = "0021"

TABLES = new_tables()


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), tables=NEW, checkfirst=False)


def downgrade() -> None:
    TABLES.drop_all(op.get_bind(), tables=NEW, checkfirst=False)


for _name in ["dispositif"]:
    sa.Table(_name, TABLES, row_id())

NEW = [
    sa.Table(
        "publication",
        TABLES,
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("dispositif_id", ROW_ID, nullable=False),
        sa.Column("support", SLUG, nullable=False),
        sa.Column("mesure", SLUG, nullable=False),
        sa.Column("portee", TEXT, nullable=False),
        sa.Column("debut", DATE, nullable=False),
        sa.Column("fin", DATE, nullable=False),
        sa.Column("ventilation", JSON, nullable=False),
        sa.Column("publie_le", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["dispositif_id"], ["dispositif.id"], name="fk_publication_dispositif_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_publication"),
        sa.Index("ix_publication_dispositif_id", "dispositif_id", unique=False),
        sa.Index("ix_publication_dispositif_id_fin", "dispositif_id", "fin", unique=False),
    )
]

"""The coordination rereads the point hebdo first: its weeks, its sentences, what it let leave.

Weeks of before were reread by nobody, and have no row.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import DATE, INSTANT, JSON, ROW_ID, SLUG, TEXT, new_tables, row_id

revision = "0026"
down_revision = "0025"

TABLES = new_tables()


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), tables=NEW, checkfirst=False)
    op.create_index("ix_note_dispositif_id_relue_le", "note", ["dispositif_id", "relue_le"])


def downgrade() -> None:
    """The sentences « à retenir » are lost; those that left stay in their letters."""
    op.drop_index("ix_note_dispositif_id_relue_le", "note")
    TABLES.drop_all(op.get_bind(), tables=NEW, checkfirst=False)


sa.Table("dispositif", TABLES, row_id())

NEW = [
    sa.Table(
        "point",
        TABLES,
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("dispositif_id", ROW_ID, nullable=False),
        sa.Column("lundi", DATE, nullable=False),
        sa.Column("statut", SLUG, nullable=False),
        sa.Column("brouillon", JSON, nullable=False),
        sa.Column("brouillon_le", INSTANT, nullable=True),
        sa.Column("chiffres", JSON, nullable=False),
        sa.Column("fige_le", INSTANT, nullable=True),
        sa.Column("valide_le", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["dispositif_id"], ["dispositif.id"], name="fk_point_dispositif_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_point"),
        sa.UniqueConstraint("dispositif_id", "lundi", name="uq_point_dispositif_id_lundi"),
        sa.Index(
            "ix_point_dispositif_id_waiting",
            "dispositif_id",
            unique=False,
            sqlite_where=sa.text("statut IN ('brouillon', 'relu', 'fige', 'pret', 'rattrape')"),
            postgresql_where=sa.text(
                "statut IN ('brouillon', 'relu', 'fige', 'pret', 'rattrape')"
            ),
        ),
    ),
    sa.Table(
        "point_phrase",
        TABLES,
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("dispositif_id", ROW_ID, nullable=False),
        sa.Column("point_id", ROW_ID, nullable=False),
        sa.Column("comite", SLUG, nullable=True),
        sa.Column("texte", TEXT, nullable=False),
        sa.Column("chiffres", JSON, nullable=False),
        sa.Column("le", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["dispositif_id"], ["dispositif.id"], name="fk_point_phrase_dispositif_id"
        ),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name="fk_point_phrase_point_id"),
        sa.PrimaryKeyConstraint("id", name="pk_point_phrase"),
        sa.Index("ix_point_phrase_dispositif_id", "dispositif_id", unique=False),
        sa.Index("ix_point_phrase_point_id", "point_id", unique=False),
    ),
]

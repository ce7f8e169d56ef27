"""Passers-by are asked at T0, T1 and T2; the agenda of a meeting is edited and validated."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import (
    DATE,
    INSTANT,
    INTEGER,
    JSON,
    ROW_ID,
    SLUG,
    TEXT,
    cols,
    new_tables,
    opts,
    partial,
    ref,
    row_id,
)

revision = "0039"
down_revision = "0038"

TABLES = new_tables()


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), tables=NEW, checkfirst=False)
    op.add_column("personne", sa.Column("tient_ordre", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """What passers-by answered is lost, and the agendas."""
    with op.batch_alter_table("personne") as personne:
        personne.drop_column("tient_ordre")
    TABLES.drop_all(op.get_bind(), tables=NEW, checkfirst=False)


for _name in ["dispositif", "intervention", "reunion", "personne"]:
    sa.Table(_name, TABLES, row_id())

NEW = [
    sa.Table(
        "campagne_passants",
        TABLES,
        row_id(),
        ref("dispositif"),
        sa.Column("intervention_id", ROW_ID, sa.ForeignKey("intervention.id"), nullable=False),
        *cols(SLUG, "mesure"),
        *cols(DATE, "debut"),
        *cols(INTEGER, "personnes"),
        *cols(JSON, "comptes"),
        *opts(JSON, "derniere"),
        *cols(INSTANT, "le"),
        sa.UniqueConstraint("intervention_id", "mesure", "debut"),
        partial("ix_campagne_passants_le_said", "derniere IS NOT NULL", "dispositif_id", "le"),
    ),
    sa.Table(
        "ordre_du_jour",
        TABLES,
        row_id(),
        sa.Column("dispositif_id", ROW_ID, sa.ForeignKey("dispositif.id"), nullable=False),
        sa.Column("reunion_id", ROW_ID, sa.ForeignKey("reunion.id"), nullable=False),
        *cols(JSON, "points"),
        *cols(JSON, "retires"),
        *cols(JSON, "arretes"),
        *cols(TEXT, "texte"),
        *cols(INSTANT, "le"),
        *opts(INSTANT, "valide_le"),
        *opts(SLUG, "valide_par"),
        sa.UniqueConstraint("reunion_id"),
    ),
    sa.Table(
        "point_ordre",
        TABLES,
        row_id(),
        ref("ordre_du_jour"),
        *cols(TEXT, "texte"),
        *cols(INSTANT, "le"),
    ),
]

"""Passers-by are asked at T0, T1 and T2: counts by campaign, nothing of anybody."""

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
    cols,
    new_tables,
    opts,
    partial,
    ref,
    row_id,
)

revision = "0041"
down_revision = "0037"

TABLES = new_tables()


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), tables=NEW, checkfirst=False)


def downgrade() -> None:
    """What passers-by answered is lost."""
    TABLES.drop_all(op.get_bind(), tables=NEW, checkfirst=False)


for _name in ["dispositif", "intervention"]:
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
]

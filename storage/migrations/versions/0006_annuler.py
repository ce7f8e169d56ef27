"""What one tap did can be taken back: what was before it is kept, and the tap itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import (
    DATE,
    INSTANT,
    INTEGER,
    JSON,
    SLUG,
    TEXT,
    cols,
    new_tables,
    opts,
    partial,
    ref,
    row_id,
)

revision = "0006"
down_revision = "0005"

TABLES = new_tables()
POINTED = [
    sa.Table(name, TABLES, row_id()) for name in ("dispositif", "binome", "personne", "site")
]


def plain(table: str, name: str = "") -> sa.Column[int]:
    """A reference that another index serves."""
    column = ref(table, name)
    column.index = False
    return column


NEW = [
    sa.Table(
        "geste",
        TABLES,
        row_id(),
        plain("dispositif"),
        ref("binome", null=True),
        ref("personne", "auteur_id"),
        *cols(TEXT, "source"),
        *cols(INSTANT, "le"),
        *cols(SLUG, "quoi"),
        *cols(INTEGER, "objet_id"),
        *opts(JSON, "avant"),
        *opts(INSTANT, "supprimee_le"),
        sa.UniqueConstraint("source"),
        sa.Index("ix_geste_dispositif_id_le", "dispositif_id", "le"),
        sa.Index("ix_geste_objet_id_quoi", "objet_id", "quoi"),
    ),
    sa.Table(
        "question_securite",
        TABLES,
        row_id(),
        plain("dispositif"),
        ref("binome"),
        ref("personne"),
        ref("site"),
        *cols(SLUG, "objet"),
        *cols(INTEGER, "objet_id"),
        *cols(INSTANT, "posee_le"),
        *opts(INSTANT, "repondue_le", "prevenue_le"),
        sa.UniqueConstraint("objet", "objet_id"),
        partial(
            "ix_question_securite_waiting",
            "repondue_le IS NULL AND prevenue_le IS NULL",
            "dispositif_id",
            "posee_le",
        ),
    ),
]

ADDED: Mapping[str, Mapping[str, sa.types.TypeEngine[Any]]] = {
    "alerte": {"retiree_le": INSTANT},
    "relais": {"rdv_le": DATE},
    "relais_acte": {"avant": JSON, "defait_le": INSTANT},
    "seance": {"annulee_le": INSTANT},
    "signalement_acte": {"avant": JSON, "defait_le": INSTANT},
    "suivi_accord": {"demandes": INTEGER},
}
"""Lines written before have none of it: they can no more be taken back, and are said so."""


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), tables=NEW, checkfirst=False)
    for table, columns in ADDED.items():
        for column, kind in columns.items():
            op.add_column(table, sa.Column(column, kind, nullable=True))


def downgrade() -> None:
    for table, columns in ADDED.items():
        with op.batch_alter_table(table) as changed:
            for column in columns:
                changed.drop_column(column)
    # What was taken back stays so; who took it back is forgotten.
    TABLES.drop_all(op.get_bind(), tables=NEW, checkfirst=False)

"""To whom a signalement was routed, and what each answer said: why, to whom, until when."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import DATE, INSTANT, INTEGER, JSON, SLUG

revision = "0031"
down_revision = "0030"

ADDED: dict[str, dict[str, sa.types.TypeEngine[Any]]] = {
    "signalement": {"bailleur": SLUG, "destinataires": JSON},
    "signalement_acte": {
        "raison": SLUG,
        "cible": SLUG,
        "doublon_de": INTEGER,
        "prevu_le": DATE,
        "jusqu_au": INSTANT,
    },
}


def upgrade() -> None:
    """What was said before is left as it was said: in words."""
    for table, columns in ADDED.items():
        for name, kind in columns.items():
            op.add_column(table, sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for name, columns in ADDED.items():
        with op.batch_alter_table(name) as table:
            for column in columns:
                table.drop_column(column)

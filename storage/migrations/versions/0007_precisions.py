"""What an entry may say besides: a column each, empty on older rows, which never said it."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import SLUG, TEXT

revision = "0007"
down_revision = "0006"

WORDS: Final = {
    "action_collective": ("cible", "stade"),
    "conflit": ("stade", "service"),
    "dossier_mediation": ("parties", "stade"),
    "observation": ("type_lieu",),
    "preconisation": ("visee",),
    "presence": ("evenement",),
    "presence_acteur": ("type_acteur",),
    "rencontre": ("genre",),
    "signalement": ("type_lieu",),
    "sollicitation": ("initiative", "suivi_par", "institution", "besoin"),
}
OBJECTIF: Final = ("action_collective", "objectif")
"""The words of an objective, as the comité technique decided it."""


def upgrade() -> None:
    for table, columns in WORDS.items():
        for column in columns:
            op.add_column(table, sa.Column(column, SLUG, nullable=True))
    table, column = OBJECTIF
    op.add_column(table, sa.Column(column, TEXT, nullable=True))


def downgrade() -> None:
    """What was specified is lost: the entries stay as they were first noted."""
    table, column = OBJECTIF
    with op.batch_alter_table(table) as batch:
        batch.drop_column(column)
    for table, columns in WORDS.items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column)

"""One account may be in several programmes: a living row each, and which one it speaks in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import INSTANT, INTEGER

revision = "0015"
down_revision = "0014"

ONE, EACH = "uq_personne_telegram_id_active", "uq_personne_telegram_id_dispositif_id_active"


def upgrade() -> None:
    """Nobody has two rows yet: whoever is alone in one programme chooses none."""
    op.add_column("personne", sa.Column("choisie_le", INSTANT, nullable=True))
    op.add_column("conversation", sa.Column("programme", INTEGER, nullable=True))
    op.drop_index(ONE, "personne")
    _unique(EACH, "telegram_id", "dispositif_id")


def downgrade() -> None:
    """Who was in two programmes stays in the one that they joined first."""
    op.execute(
        "UPDATE personne SET revoquee_le = charte_le WHERE revoquee_le IS NULL AND EXISTS ("
        "SELECT 1 FROM personne AS first WHERE first.telegram_id = personne.telegram_id "
        "AND first.revoquee_le IS NULL AND first.id < personne.id)"
    )
    op.drop_index(EACH, "personne")
    _unique(ONE, "telegram_id")
    with op.batch_alter_table("personne") as batch:
        batch.drop_column("choisie_le")
    with op.batch_alter_table("conversation") as batch:
        batch.drop_column("programme")


def _unique(name: str, *columns: str) -> None:
    living = sa.text("revoquee_le IS NULL")
    op.create_index(
        name, "personne", list(columns), unique=True, sqlite_where=living, postgresql_where=living
    )

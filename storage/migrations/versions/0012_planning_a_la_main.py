"""What was put in the planning by hand, who is absent, and what was done after an intervention."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import (
    BOOLEAN,
    INSTANT,
    INTEGER,
    SLUG,
    cols,
    new_tables,
    ref,
    row_id,
)

revision = "0012"
down_revision = "0011"

TABLES = new_tables()
POINTED = [sa.Table(name, TABLES, row_id()) for name in ("dispositif", "intervention", "personne")]
NEW = [
    sa.Table(
        "echeance_faite",
        TABLES,
        row_id(),
        ref("dispositif"),
        ref("intervention"),
        ref("personne", null=True),
        *cols(SLUG, "quoi"),
        *cols(INSTANT, "faite_le"),
        sa.UniqueConstraint("intervention_id", "quoi"),
    )
]
ADDED: Final[Mapping[str, sa.types.TypeEngine[Any]]] = {
    "origine": SLUG,
    "hors_decision": BOOLEAN,
    "absent_id": INTEGER,
}
"""Empty, a slot comes from the week type, inside an intervention, with the whole binôme."""
BY_HAND: Final = (
    "UPDATE creneau_prevu SET origine = 'ajout', hors_decision = true"
    " WHERE source LIKE '%:ajout:%'"
)
"""What the coordination had added stays planned, whatever the intervention of its site."""


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), tables=NEW, checkfirst=False)
    for column, kind in ADDED.items():
        op.add_column("creneau_prevu", sa.Column(column, kind, nullable=True))
    op.execute(BY_HAND)


def downgrade() -> None:
    """Slots stay; that they were put by hand, and who was absent, is forgotten."""
    with op.batch_alter_table("creneau_prevu") as changed:
        for column in ADDED:
            changed.drop_column(column)
    TABLES.drop_all(op.get_bind(), tables=NEW, checkfirst=False)

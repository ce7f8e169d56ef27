"""Links to the dashboards, given, dated, taken back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import BOOLEAN, INSTANT, SLUG, cols, new_tables, opts, ref, row_id

revision = "0025"
down_revision = "0024"

TABLES = new_tables()


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), tables=NEW, checkfirst=False)


def downgrade() -> None:
    """No link that was given opens anything there any more."""
    TABLES.drop_all(op.get_bind(), tables=NEW, checkfirst=False)


for _name in ["dispositif", "personne"]:
    sa.Table(_name, TABLES, row_id())

NEW = [
    sa.Table(
        "lien_bord",
        TABLES,
        row_id(),
        ref("dispositif"),
        *cols(SLUG, "lecteur"),
        *opts(SLUG, "comite", "bailleur"),
        ref("personne", null=True),
        *cols(BOOLEAN, "lettre"),
        *cols(INSTANT, "donne_le"),
        *opts(INSTANT, "expire_le", "retire_le"),
    ),
]

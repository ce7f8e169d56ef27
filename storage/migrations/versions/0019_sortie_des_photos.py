"""Whether a photo may leave the team, what is to be blurred on it; links of letters that wait.

Empty on older photos: whoever sent them had been asked to look at them, and they left.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import JSON, SLUG, TEXT

revision = "0019"
down_revision = "0018"

STOOD: str = "https://lien.invalid/page"
"""What stood for every signed page until now, whoever had written it."""


def upgrade() -> None:
    with op.batch_alter_table("photo") as table:
        table.add_column(sa.Column("sortie", SLUG, nullable=True))
        table.add_column(sa.Column("zones", JSON, nullable=True))
        table.add_column(sa.Column("nom_autre", TEXT, nullable=True))
    to_do = sa.text("zones IS NOT NULL OR nom_autre IS NOT NULL")
    op.create_index(
        "ix_photo_id_to_blur", "photo", ["id"], sqlite_where=to_do, postgresql_where=to_do
    )
    _name_the_links()


def downgrade() -> None:
    """What was kept in the team may leave again: the step before knows no such thing."""
    op.drop_index("ix_photo_id_to_blur", "photo")
    with op.batch_alter_table("photo") as table:
        for name in ("nom_autre", "zones", "sortie"):
            table.drop_column(name)


def _name_the_links() -> None:
    """Letters that wait to leave say what stands for their link, as new ones do."""
    outbox = sa.table("outbox", sa.column("id"), sa.column("etat"), sa.column("contenu", JSON))
    connection = op.get_bind()
    waiting = sa.select(outbox.c.id, outbox.c.contenu).where(
        outbox.c.etat.in_(("todo", "retry", "sending", "uncertain"))
    )
    for id, content in connection.execute(waiting).all():
        if STOOD in json.dumps(content):
            linked = sa.update(outbox).where(outbox.c.id == id)
            connection.execute(linked.values(contenu=content | {"lien": STOOD}))

"""Documents that are due keep their versions, and what the coordination wrote in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import (
    INSTANT,
    INTEGER,
    JSON,
    SLUG,
    TEXT,
    cols,
    new_tables,
    opts,
    partial,
    row_id,
)

revision = "0036"
down_revision = "0035"


def tables() -> sa.MetaData:
    """Both, with the keys that they need of others."""
    meta = new_tables()
    for known in ("dispositif", "reunion"):
        sa.Table(known, meta, row_id())
    sa.Table(
        "version_livrable",
        meta,
        row_id(),
        _key("dispositif"),
        *cols(SLUG, "livrable"),
        *cols(TEXT, "cible"),
        *cols(INTEGER, "numero"),
        *cols(SLUG, "statut"),
        *cols(INSTANT, "ouvert_le"),
        *cols(JSON, "contenu"),
        *opts(INSTANT, "fige_le", "relu_le", "presente_le", "valide_le"),
        _key("reunion", null=True, index=True),
        *cols(JSON, "demandeurs"),
        *opts(INSTANT, "demande_le"),
        sa.UniqueConstraint("dispositif_id", "livrable", "cible", "numero"),
        partial(
            "ix_version_livrable_dispositif_id_waiting",
            "demande_le IS NOT NULL",
            "dispositif_id",
        ),
    )
    sa.Table(
        "texte_livrable",
        meta,
        row_id(),
        _key("version_livrable", "version_id"),
        *cols(SLUG, "chapitre"),
        *cols(TEXT, "texte"),
        *cols(INSTANT, "le"),
        sa.UniqueConstraint("version_id", "chapitre"),
    )
    return meta


def _key(table: str, name: str = "", *, null: bool = False, index: bool = False) -> sa.Column[int]:
    """Like `columns.ref`, whose index another one may serve."""
    foreign = sa.ForeignKey(f"{table}.id")
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name or f"{table}_id", kind, foreign, nullable=null, index=index)


def upgrade() -> None:
    mine = tables()
    for name in ("version_livrable", "texte_livrable"):
        mine.tables[name].create(op.get_bind())


def downgrade() -> None:
    op.drop_table("texte_livrable")
    op.drop_table("version_livrable")

"""How far forgetting went, what is forgotten later, pseudonyms, and the chain of the audit.

Nobody of before asked to be forgotten, and the whole audit of before is sealed at the first start.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import (
    BIG,
    DATE,
    INSTANT,
    INTEGER,
    ROW_ID,
    SLUG,
    TEXT,
    new_tables,
    row_id,
)

revision = "0021"
down_revision = "0020"

TABLES = new_tables()


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), tables=NEW, checkfirst=False)
    for change in FORWARD:
        change()
    leaving = sa.text("etat IN ('a_effacer')")
    op.create_index(
        "ix_photo_id_leaving",
        "photo",
        ["id"],
        sqlite_where=leaving,
        postgresql_where=leaving,
    )


def downgrade() -> None:
    """What was asked to be forgotten is forgotten no more; photos on their way out stay."""
    op.drop_index("ix_photo_id_leaving", "photo")
    for change in BACK:
        change()
    TABLES.drop_all(op.get_bind(), tables=NEW, checkfirst=False)


def _personne_forward() -> None:
    with op.batch_alter_table("personne") as table:
        table.add_column(sa.Column("oubli_le", INSTANT, nullable=True))
        table.add_column(sa.Column("anonyme_le", INSTANT, nullable=True))


def _personne_back() -> None:
    with op.batch_alter_table("personne") as table:
        table.drop_column("anonyme_le")
        table.drop_column("oubli_le")


for _name in ["dispositif", "personne"]:
    sa.Table(_name, TABLES, row_id())

NEW = [
    sa.Table(
        "ancre",
        TABLES,
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("le", INSTANT, nullable=False),
        sa.Column("empreinte", TEXT, nullable=False),
        sa.Column("signature", TEXT, nullable=False),
        sa.Column("sceau_id", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ancre"),
    ),
    sa.Table(
        "oubli",
        TABLES,
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("objet", SLUG, nullable=False),
        sa.Column("objet_id", INTEGER, nullable=False),
        sa.Column("des_le", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_oubli"),
        sa.UniqueConstraint("objet", "objet_id", name="uq_oubli_objet_objet_id"),
    ),
    sa.Table(
        "sceau",
        TABLES,
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("audit_id", BIG, nullable=False),
        sa.Column("empreinte", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sceau"),
        sa.UniqueConstraint("audit_id", name="uq_sceau_audit_id"),
    ),
    sa.Table(
        "conservation",
        TABLES,
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("dispositif_id", ROW_ID, nullable=False),
        sa.Column("quoi", SLUG, nullable=False),
        sa.Column("jusqua", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["dispositif_id"], ["dispositif.id"], name="fk_conservation_dispositif_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_conservation"),
        sa.UniqueConstraint("dispositif_id", "quoi", name="uq_conservation_dispositif_id_quoi"),
    ),
    sa.Table(
        "pseudonyme",
        TABLES,
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("dispositif_id", ROW_ID, nullable=False),
        sa.Column("mois", DATE, nullable=False),
        sa.Column("personne_id", ROW_ID, nullable=False),
        sa.Column("remplacant_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["dispositif_id"], ["dispositif.id"], name="fk_pseudonyme_dispositif_id"
        ),
        sa.ForeignKeyConstraint(
            ["personne_id"], ["personne.id"], name="fk_pseudonyme_personne_id"
        ),
        sa.ForeignKeyConstraint(
            ["remplacant_id"], ["personne.id"], name="fk_pseudonyme_remplacant_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pseudonyme"),
        sa.UniqueConstraint(
            "dispositif_id",
            "mois",
            "personne_id",
            name="uq_pseudonyme_dispositif_id_mois_personne_id",
        ),
    ),
]

FORWARD = (_personne_forward,)

BACK = (_personne_back,)

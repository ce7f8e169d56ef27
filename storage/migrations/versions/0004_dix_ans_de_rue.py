"""Ten years of street: each reading has its index, what has been said for good may leave."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import (
    BIG,
    DATE,
    INSTANT,
    INTEGER,
    JSON,
    TEXT,
    cols,
    key,
    new_tables,
    ref,
    row_id,
)

revision = "0004"
down_revision = "0003"

TABLES = new_tables()
POINTED = sa.Table("dispositif", TABLES, row_id())
NEW = [
    sa.Table("cle_sortie", TABLES, key("cle")),
    sa.Table("effacement", TABLES, row_id(), *cols(TEXT, "mots"), *cols(BIG, "apres")),
    sa.Table(
        "temps_cumule",
        TABLES,
        row_id(),
        ref("dispositif"),
        *cols(INTEGER, "binome_id"),
        *cols(DATE, "avant"),
        *cols(INTEGER, "presence", "hors_terrain"),
        sa.UniqueConstraint("dispositif_id", "binome_id"),
    ),
]

BY_SITE = (
    *("action_collective", "conflit", "difficulte", "etonnement", "observation"),
    *("preconisation", "releve_site", "rencontre", "sollicitation"),
)
LONGER = (
    *((table, ("site_id", "le")) for table in BY_SITE),
    ("hors_terrain", ("auteur_id", "jour")),
    ("presence", ("binome_id", "debut")),
    ("presence", ("site_id", "debut")),
    ("relais", ("binome_id", "verifier_le")),
    ("signalement", ("site_id", "emis_le")),
    ("signalement_acte", ("signalement_id", "vers", "le")),
)
"""Each takes the place of the index of its first column alone."""
USELESS = (
    *("action_collective", "conflit", "demande", "difficulte", "dossier_mediation", "etonnement"),
    *("hors_terrain", "observation", "preconisation", "presence", "releve_site", "rencontre"),
    *("signalement", "sollicitation"),
)
"""Their index of the programme alone: another begins with it, and knows the date."""
ADDED = (
    ("demande", ("dispositif_id", "recue_le")),
    ("demande", ("dispositif_id", "statut", "repondre_avant")),
    ("dossier_mediation", ("dispositif_id", "ouvert_le")),
    ("dossier_mediation", ("dispositif_id", "statut", "prochaine_le")),
    ("hors_terrain", ("dispositif_id", "le")),
    ("presence_segment", ("debut", "presence_id")),
)
RUNNING = "fin IS NULL AND supprimee_le IS NULL"
OF_SOME_ROWS = (
    ("conversation", "user_id_live", "user_id", "etat IN ('ouverte', 'gardee')"),
    ("demande", "dispositif_id_contact", "dispositif_id", "contact <> ''"),
    ("outbox", "id_dead", "id", "etat IN ('dead')"),
    ("outbox", "oublier_le", "oublier_le", "oublier_le IS NOT NULL"),
    ("photo", "id_waiting", "id", "etat IN ('a_telecharger')"),
    ("presence", "auteur_id_running", "auteur_id", RUNNING),
    ("presence", "dispositif_id_running", "dispositif_id fin_prevue", RUNNING),
    ("reunion", "dispositif_id_jour_open", "dispositif_id jour", "tenue IS NULL"),
    ("suivi_accord", "prevu_le_left", "prevu_le", "fait_le IS NULL"),
)
MAILED = (
    "INSERT INTO passage (tache, periode, le) SELECT 'point hebdo',"
    " CAST(dispositif_id AS TEXT) || ':' || comite || ':' || CAST(lundi AS TEXT), fige_le"
    " FROM digest"
)
"""A digest was mailed as it was frozen: two steps now, and the second one is written down too."""


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), tables=NEW, checkfirst=False)
    op.add_column("alerte", sa.Column("photo", TEXT, nullable=True))
    op.add_column("outbox", sa.Column("oublier_le", INSTANT, nullable=True))
    op.execute(MAILED)
    _fill_photos()
    _fill_lives()
    for table, column in _shorter():
        op.drop_index(f"ix_{table}_{column}", table)
    for table, columns in (*LONGER, *ADDED):
        op.create_index(_name(table, columns), table, list(columns))
    for table, name, words, condition in OF_SOME_ROWS:
        where = sa.text(condition)
        op.create_index(
            f"ix_{table}_{name}",
            table,
            words.split(),
            sqlite_where=where,
            postgresql_where=where,
        )


def downgrade() -> None:
    """Keys of messages that left are lost: what one of them said could be said again."""
    for table, name, _columns, _condition in OF_SOME_ROWS:
        op.drop_index(f"ix_{table}_{name}", table)
    for table, columns in (*LONGER, *ADDED):
        op.drop_index(_name(table, columns), table)
    for table, column in _shorter():
        op.create_index(f"ix_{table}_{column}", table, [column])
    for table, column in (("outbox", "oublier_le"), ("alerte", "photo")):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
    op.execute("DELETE FROM passage WHERE tache = 'point hebdo'")
    TABLES.drop_all(op.get_bind(), tables=NEW, checkfirst=False)


def _shorter() -> list[tuple[str, str]]:
    """Indexes of one column, which a longer one makes useless."""
    return [
        *((table, columns[0]) for table, columns in LONGER),
        *((table, "dispositif_id") for table in USELESS),
    ]


def _name(table: str, columns: tuple[str, ...]) -> str:
    return f"ix_{table}_{'_'.join(columns)}"


def _fill_photos() -> None:
    """The photo that each card left with was told by its message alone, which will leave."""
    outbox = sa.table("outbox", sa.column("cle", TEXT), sa.column("contenu", JSON))
    alerte = sa.table("alerte", sa.column("id"), sa.column("photo", TEXT))
    first = sa.select(outbox).where(outbox.c.cle.like("alerte:%:envoi"))
    for row in op.get_bind().execute(first).all():
        if photo := row.contenu.get("photo"):
            mine = alerte.c.id == int(row.cle.split(":")[1])
            op.execute(sa.update(alerte).where(mine).values(photo=photo))


def _fill_lives() -> None:
    """What was found by the beginning of its key says now by itself when it is to be forgotten."""
    names = ("creee_le", "oublier_le")
    columns = [sa.column(name, INSTANT) for name in names]
    outbox = sa.table("outbox", sa.column("id"), sa.column("cle", TEXT), *columns)
    for prefix, life in (("refus:", timedelta(hours=48)), ("invitation:", timedelta(hours=72))):
        found = sa.select(outbox).where(outbox.c.cle.like(f"{prefix}%"))
        for row in op.get_bind().execute(found).all():
            mine = sa.update(outbox).where(outbox.c.id == row.id)
            op.execute(mine.values(oublier_le=row.creee_le + life))

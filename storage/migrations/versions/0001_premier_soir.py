"""The first evening: team, frame, presences, signalements, digests, and the machinery."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# SQLite numbers its rows by itself only in INTEGER columns.
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BIG = sa.BigInteger()
BOOLEAN = sa.Boolean()
DATE = sa.Date()
DOUBLE: sa.types.TypeEngine[float] = sa.Double()
INSTANT = sa.DateTime(timezone=True)
INTEGER = sa.Integer()
JSON = sa.JSON()
SLUG = sa.String(64)
TEXT = sa.Text()

TABLES = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *columns: sa.schema.SchemaItem) -> None:
    sa.Table(name, TABLES, *columns)


def _id() -> sa.Column[int]:
    return sa.Column("id", ROW_ID, primary_key=True)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, primary_key=True)


def _cols(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name in names]


def _opts(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=True) for name in names]


def _ref(table: str, name: str = "", *, null: bool = False) -> sa.Column[int]:
    foreign = sa.ForeignKey(f"{table}.id")
    return sa.Column(name or f"{table}_id", ROW_ID, foreign, nullable=null, index=True)


def _partial(name: str, condition: str, *columns: str, unique: bool = False) -> sa.Index:
    where = sa.text(condition)
    return sa.Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), checkfirst=False)


def downgrade() -> None:
    TABLES.drop_all(op.get_bind(), checkfirst=False)


_table("bail", _key("nom"), *_cols(TEXT, "titulaire"), *_cols(INSTANT, "expire_le"))
_table("compteur", _key("nom"), *_cols(INTEGER, "valeur"))
_table(
    "conversation",
    _id(),
    *_cols(BIG, "chat_id", "user_id"),
    *_cols(SLUG, "flow"),
    *_cols(INTEGER, "version"),
    *_cols(SLUG, "etat"),
    *_cols(JSON, "answers"),
    *_cols(TEXT, "position"),
    *_cols(INTEGER, "rev"),
    *_cols(BOOLEAN, "editing"),
    *_cols(INTEGER, "invalid"),
    *_opts(BIG, "screen_message_id"),
    *_cols(INSTANT, "ouverte_le", "touchee_le"),
    sa.Index("ix_conversation_chat_id_user_id_etat", "chat_id", "user_id", "etat"),
)
_table(
    "dispositif",
    _id(),
    *_cols(SLUG, "slug"),
    *_cols(TEXT, "nom", "empreinte"),
    *_cols(INSTANT, "charge_le"),
    sa.UniqueConstraint("slug"),
)
_table(
    "inbox",
    _id(),
    *_cols(BIG, "bot_id", "update_id"),
    *_cols(TEXT, "voie", "contenu"),
    *_cols(INSTANT, "recu_le"),
    *_cols(SLUG, "etat"),
    *_cols(INTEGER, "essais"),
    *_opts(TEXT, "erreur"),
    sa.UniqueConstraint("bot_id", "update_id"),
    sa.Index("ix_inbox_etat_id", "etat", "id"),
)
_table(
    "outbox",
    _id(),
    *_cols(TEXT, "cle"),
    *_cols(INTEGER, "lane"),
    *_cols(SLUG, "canal"),
    *_cols(TEXT, "adresse"),
    *_cols(JSON, "contenu"),
    *_cols(TEXT, "sujet"),
    *_cols(SLUG, "etat"),
    *_cols(INTEGER, "essais"),
    *_cols(INSTANT, "pas_avant", "creee_le"),
    *_opts(INSTANT, "envoyee_le"),
    *_opts(BIG, "message_id"),
    *_opts(TEXT, "erreur"),
    sa.UniqueConstraint("cle"),
    _partial(
        "ix_outbox_canal_adresse_id",
        "etat IN ('todo', 'retry', 'uncertain', 'sending')",
        "canal",
        "adresse",
        "id",
    ),
    _partial(
        "ix_outbox_canal_lane_id",
        "etat IN ('todo', 'retry', 'uncertain', 'sending')",
        "canal",
        "lane",
        "id",
    ),
)
_table(
    "passage",
    _id(),
    *_cols(SLUG, "tache"),
    *_cols(TEXT, "periode"),
    *_cols(INSTANT, "le"),
    sa.UniqueConstraint("tache", "periode"),
)
_table(
    "binome",
    _id(),
    _ref("dispositif"),
    *_cols(SLUG, "slug"),
    *_cols(TEXT, "label"),
    *_cols(BOOLEAN, "actif"),
    sa.UniqueConstraint("dispositif_id", "slug"),
)
_table(
    "desabonnement",
    _id(),
    _ref("dispositif"),
    *_cols(SLUG, "comite"),
    *_cols(TEXT, "adresse"),
    *_cols(INSTANT, "le"),
    sa.UniqueConstraint("dispositif_id", "comite", "adresse"),
)
_table(
    "digest",
    _id(),
    _ref("dispositif"),
    *_cols(SLUG, "comite"),
    *_cols(DATE, "lundi"),
    *_cols(INSTANT, "fige_le"),
    *_cols(JSON, "instantane"),
    sa.UniqueConstraint("dispositif_id", "comite", "lundi"),
)
_table(
    "service",
    _id(),
    _ref("dispositif"),
    *_cols(SLUG, "slug"),
    *_cols(TEXT, "label"),
    *_opts(BIG, "groupe_telegram"),
    *_cols(BOOLEAN, "actif"),
    sa.UniqueConstraint("dispositif_id", "slug"),
)
_table(
    "territoire",
    _id(),
    _ref("dispositif"),
    *_cols(SLUG, "slug"),
    *_cols(TEXT, "label"),
    *_cols(BOOLEAN, "actif"),
    sa.UniqueConstraint("dispositif_id", "slug"),
)
_table(
    "digest_envoi",
    _id(),
    _ref("digest"),
    *_cols(SLUG, "canal"),
    *_cols(TEXT, "adresse"),
    *_cols(INSTANT, "creee_le"),
    *_opts(INSTANT, "envoyee_le"),
    *_opts(TEXT, "echec"),
    sa.UniqueConstraint("digest_id", "canal", "adresse"),
)
_table(
    "invitation",
    _id(),
    _ref("dispositif"),
    _ref("binome", null=True),
    _ref("service", null=True),
    *_cols(SLUG, "role"),
    *_cols(TEXT, "nom"),
    *_cols(SLUG, "code_sha256"),
    *_cols(INSTANT, "creee_le", "expire_le"),
    *_opts(INSTANT, "utilisee_le"),
    sa.UniqueConstraint("code_sha256"),
)
_table(
    "personne",
    _id(),
    _ref("dispositif"),
    _ref("binome", null=True),
    *_cols(SLUG, "role"),
    *_cols(TEXT, "prenom"),
    *_cols(BIG, "telegram_id"),
    *_cols(INSTANT, "charte_le"),
    *_opts(INSTANT, "revoquee_le", "injoignable_le"),
    _partial("uq_personne_telegram_id_active", "revoquee_le IS NULL", "telegram_id", unique=True),
)
_table(
    "quartier",
    _id(),
    _ref("dispositif"),
    _ref("territoire"),
    *_cols(SLUG, "slug"),
    *_cols(TEXT, "label"),
    *_cols(BOOLEAN, "actif"),
    sa.UniqueConstraint("dispositif_id", "slug"),
)
_table(
    "audit",
    _id(),
    *_cols(INSTANT, "le"),
    _ref("personne", null=True),
    *_cols(SLUG, "acte", "objet"),
    *_opts(INTEGER, "objet_id"),
    *_cols(TEXT, "detail"),
)
_table(
    "site",
    _id(),
    _ref("dispositif"),
    _ref("quartier"),
    *_cols(SLUG, "slug"),
    *_cols(TEXT, "label"),
    *_cols(SLUG, "type_lieu"),
    *_opts(SLUG, "bailleur"),
    *_cols(DOUBLE, "latitude", "longitude"),
    *_cols(BOOLEAN, "actif"),
    sa.UniqueConstraint("dispositif_id", "slug"),
)
_table(
    "intervention",
    _id(),
    _ref("dispositif"),
    _ref("site"),
    *_cols(SLUG, "slug", "type_intervention"),
    *_cols(DATE, "decision", "debut", "fin"),
    *_cols(JSON, "objectifs"),
    *_cols(BOOLEAN, "actif"),
    sa.UniqueConstraint("dispositif_id", "slug"),
)
_table(
    "presence",
    _id(),
    _ref("dispositif"),
    _ref("site"),
    _ref("intervention", null=True),
    _ref("binome"),
    _ref("personne", "auteur_id"),
    *_cols(INSTANT, "debut"),
    *_opts(INSTANT, "fin"),
    *_cols(INSTANT, "fin_prevue"),
    *_cols(SLUG, "mode"),
    *_cols(INTEGER, "mediateurs"),
    *_opts(INTEGER, "ambiance", "frequentation"),
    *_cols(BOOLEAN, "a_confirmer"),
    *_opts(INSTANT, "relancee_le", "supprimee_le"),
    *_cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_presence_dispositif_id_debut", "dispositif_id", "debut"),
    _partial(
        "uq_presence_binome_id_running",
        "fin IS NULL AND supprimee_le IS NULL",
        "binome_id",
        unique=True,
    ),
)
_table("presence_pause", _id(), _ref("presence"), *_cols(INSTANT, "debut"), *_opts(INSTANT, "fin"))
_table(
    "presence_segment",
    _id(),
    _ref("presence"),
    *_cols(INSTANT, "debut", "fin"),
    *_cols(INTEGER, "minutes"),
    *_cols(SLUG, "tranche"),
    *_cols(JSON, "reperes"),
)
_table(
    "rencontre",
    _id(),
    _ref("dispositif"),
    _ref("site"),
    _ref("presence", null=True),
    _ref("binome"),
    _ref("personne", "auteur_id"),
    *_opts(INTEGER, "conversation_id"),
    *_cols(SLUG, "public"),
    *_cols(INTEGER, "nombre"),
    *_cols(INSTANT, "le"),
    *_cols(SLUG, "tranche"),
    *_opts(INTEGER, "premiere_fois"),
    *_opts(INSTANT, "supprimee_le"),
    *_cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_rencontre_conversation_id", "conversation_id"),
    sa.Index("ix_rencontre_dispositif_id_le", "dispositif_id", "le"),
)
_table(
    "signalement",
    _id(),
    _ref("dispositif"),
    _ref("site"),
    _ref("presence", null=True),
    _ref("binome"),
    _ref("personne", "auteur_id"),
    *_cols(INTEGER, "numero"),
    *_cols(SLUG, "categorie", "urgence"),
    *_cols(BOOLEAN, "danger"),
    *_cols(SLUG, "service"),
    *_cols(TEXT, "lieu"),
    *_opts(DOUBLE, "latitude", "longitude"),
    *_cols(SLUG, "statut"),
    *_cols(INSTANT, "emis_le", "echeance"),
    *_opts(INSTANT, "recu_le", "traite_le", "clos_le"),
    *_cols(TEXT, "source"),
    sa.UniqueConstraint("dispositif_id", "numero"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_signalement_dispositif_id_emis_le", "dispositif_id", "emis_le"),
)
_table(
    "alerte",
    _id(),
    _ref("signalement"),
    *_cols(SLUG, "service", "canal"),
    *_cols(TEXT, "adresse"),
    *_cols(SLUG, "etape"),
    *_opts(BIG, "message_id"),
    *_cols(INSTANT, "creee_le"),
    *_opts(INSTANT, "envoyee_le"),
    *_opts(TEXT, "echec"),
    sa.UniqueConstraint("signalement_id", "canal", "adresse", "etape"),
)
_table(
    "photo",
    _id(),
    _ref("signalement"),
    *_cols(TEXT, "file_id"),
    *_opts(TEXT, "nom"),
    *_cols(SLUG, "etat"),
    *_cols(INTEGER, "essais"),
    *_cols(INSTANT, "recue_le"),
)
_table(
    "signalement_acte",
    _id(),
    _ref("signalement"),
    *_cols(INSTANT, "le"),
    *_cols(SLUG, "acte", "de", "vers"),
    *_cols(TEXT, "par", "motif"),
)

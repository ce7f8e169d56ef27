"""The first evening: team, frame, presences, signalements, digests, and the machinery."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import (
    BIG,
    BOOLEAN,
    DATE,
    DOUBLE,
    INSTANT,
    INTEGER,
    JSON,
    SLUG,
    TEXT,
    cols,
    key,
    new_tables,
    opts,
    partial,
    ref,
    row_id,
)

revision = "0001"
down_revision = None

TABLES = new_tables()


def _table(name: str, *columns: sa.schema.SchemaItem) -> None:
    sa.Table(name, TABLES, *columns)


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), checkfirst=False)


def downgrade() -> None:
    TABLES.drop_all(op.get_bind(), checkfirst=False)


_table("bail", key("nom"), *cols(TEXT, "titulaire"), *cols(INSTANT, "expire_le"))
_table("compteur", key("nom"), *cols(INTEGER, "valeur"))
_table(
    "conversation",
    row_id(),
    *cols(BIG, "chat_id", "user_id"),
    *cols(SLUG, "flow"),
    *cols(INTEGER, "version"),
    *cols(SLUG, "etat"),
    *cols(JSON, "answers"),
    *cols(TEXT, "position"),
    *cols(INTEGER, "rev"),
    *cols(BOOLEAN, "editing"),
    *cols(INTEGER, "invalid"),
    *opts(BIG, "screen_message_id"),
    *cols(INSTANT, "ouverte_le", "touchee_le"),
    sa.Index("ix_conversation_chat_id_user_id_etat", "chat_id", "user_id", "etat"),
)
_table(
    "dispositif",
    row_id(),
    *cols(SLUG, "slug"),
    *cols(TEXT, "nom", "empreinte"),
    *cols(INSTANT, "charge_le"),
    sa.UniqueConstraint("slug"),
)
_table(
    "inbox",
    row_id(),
    *cols(BIG, "bot_id", "update_id"),
    *cols(TEXT, "voie", "contenu"),
    *cols(INSTANT, "recu_le"),
    *cols(SLUG, "etat"),
    *cols(INTEGER, "essais"),
    *opts(TEXT, "erreur"),
    sa.UniqueConstraint("bot_id", "update_id"),
    sa.Index("ix_inbox_etat_id", "etat", "id"),
)
_table(
    "outbox",
    row_id(),
    *cols(TEXT, "cle"),
    *cols(INTEGER, "lane"),
    *cols(SLUG, "canal"),
    *cols(TEXT, "adresse"),
    *cols(JSON, "contenu"),
    *cols(TEXT, "sujet"),
    *cols(SLUG, "etat"),
    *cols(INTEGER, "essais"),
    *cols(INSTANT, "pas_avant", "creee_le"),
    *opts(INSTANT, "envoyee_le"),
    *opts(BIG, "message_id"),
    *opts(TEXT, "erreur"),
    sa.UniqueConstraint("cle"),
    partial(
        "ix_outbox_canal_adresse_id",
        "etat IN ('todo', 'retry', 'uncertain', 'sending')",
        "canal",
        "adresse",
        "id",
    ),
    partial(
        "ix_outbox_canal_lane_id",
        "etat IN ('todo', 'retry', 'uncertain', 'sending')",
        "canal",
        "lane",
        "id",
    ),
)
_table(
    "passage",
    row_id(),
    *cols(SLUG, "tache"),
    *cols(TEXT, "periode"),
    *cols(INSTANT, "le"),
    sa.UniqueConstraint("tache", "periode"),
)
_table(
    "binome",
    row_id(),
    ref("dispositif"),
    *cols(SLUG, "slug"),
    *cols(TEXT, "label"),
    *cols(BOOLEAN, "actif"),
    sa.UniqueConstraint("dispositif_id", "slug"),
)
_table(
    "desabonnement",
    row_id(),
    ref("dispositif"),
    *cols(SLUG, "comite"),
    *cols(TEXT, "adresse"),
    *cols(INSTANT, "le"),
    sa.UniqueConstraint("dispositif_id", "comite", "adresse"),
)
_table(
    "digest",
    row_id(),
    ref("dispositif"),
    *cols(SLUG, "comite"),
    *cols(DATE, "lundi"),
    *cols(INSTANT, "fige_le"),
    *cols(JSON, "instantane"),
    sa.UniqueConstraint("dispositif_id", "comite", "lundi"),
)
_table(
    "service",
    row_id(),
    ref("dispositif"),
    *cols(SLUG, "slug"),
    *cols(TEXT, "label"),
    *opts(BIG, "groupe_telegram"),
    *cols(BOOLEAN, "actif"),
    sa.UniqueConstraint("dispositif_id", "slug"),
)
_table(
    "territoire",
    row_id(),
    ref("dispositif"),
    *cols(SLUG, "slug"),
    *cols(TEXT, "label"),
    *cols(BOOLEAN, "actif"),
    sa.UniqueConstraint("dispositif_id", "slug"),
)
_table(
    "digest_envoi",
    row_id(),
    ref("digest"),
    *cols(SLUG, "canal"),
    *cols(TEXT, "adresse"),
    *cols(INSTANT, "creee_le"),
    *opts(INSTANT, "envoyee_le"),
    *opts(TEXT, "echec"),
    sa.UniqueConstraint("digest_id", "canal", "adresse"),
)
_table(
    "invitation",
    row_id(),
    ref("dispositif"),
    ref("binome", null=True),
    ref("service", null=True),
    *cols(SLUG, "role"),
    *cols(TEXT, "nom"),
    *cols(SLUG, "code_sha256"),
    *cols(INSTANT, "creee_le", "expire_le"),
    *opts(INSTANT, "utilisee_le"),
    sa.UniqueConstraint("code_sha256"),
)
_table(
    "personne",
    row_id(),
    ref("dispositif"),
    ref("binome", null=True),
    *cols(SLUG, "role"),
    *cols(TEXT, "prenom"),
    *cols(BIG, "telegram_id"),
    *cols(INSTANT, "charte_le"),
    *opts(INSTANT, "revoquee_le", "injoignable_le"),
    partial("uq_personne_telegram_id_active", "revoquee_le IS NULL", "telegram_id", unique=True),
)
_table(
    "quartier",
    row_id(),
    ref("dispositif"),
    ref("territoire"),
    *cols(SLUG, "slug"),
    *cols(TEXT, "label"),
    *cols(BOOLEAN, "actif"),
    sa.UniqueConstraint("dispositif_id", "slug"),
)
_table(
    "audit",
    row_id(),
    *cols(INSTANT, "le"),
    ref("personne", null=True),
    *cols(SLUG, "acte", "objet"),
    *opts(INTEGER, "objet_id"),
    *cols(TEXT, "detail"),
)
_table(
    "site",
    row_id(),
    ref("dispositif"),
    ref("quartier"),
    *cols(SLUG, "slug"),
    *cols(TEXT, "label"),
    *cols(SLUG, "type_lieu"),
    *opts(SLUG, "bailleur"),
    *cols(DOUBLE, "latitude", "longitude"),
    *cols(BOOLEAN, "actif"),
    sa.UniqueConstraint("dispositif_id", "slug"),
)
_table(
    "intervention",
    row_id(),
    ref("dispositif"),
    ref("site"),
    *cols(SLUG, "slug", "type_intervention"),
    *cols(DATE, "decision", "debut", "fin"),
    *cols(JSON, "objectifs"),
    *cols(BOOLEAN, "actif"),
    sa.UniqueConstraint("dispositif_id", "slug"),
)
_table(
    "presence",
    row_id(),
    ref("dispositif"),
    ref("site"),
    ref("intervention", null=True),
    ref("binome"),
    ref("personne", "auteur_id"),
    *cols(INSTANT, "debut"),
    *opts(INSTANT, "fin"),
    *cols(INSTANT, "fin_prevue"),
    *cols(SLUG, "mode"),
    *cols(INTEGER, "mediateurs"),
    *opts(INTEGER, "ambiance", "frequentation"),
    *cols(BOOLEAN, "a_confirmer"),
    *opts(INSTANT, "relancee_le", "supprimee_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_presence_dispositif_id_debut", "dispositif_id", "debut"),
    partial(
        "uq_presence_binome_id_running",
        "fin IS NULL AND supprimee_le IS NULL",
        "binome_id",
        unique=True,
    ),
)
_table("presence_pause", row_id(), ref("presence"), *cols(INSTANT, "debut"), *opts(INSTANT, "fin"))
_table(
    "presence_segment",
    row_id(),
    ref("presence"),
    *cols(INSTANT, "debut", "fin"),
    *cols(INTEGER, "minutes"),
    *cols(SLUG, "tranche"),
    *cols(JSON, "reperes"),
)
_table(
    "rencontre",
    row_id(),
    ref("dispositif"),
    ref("site"),
    ref("presence", null=True),
    ref("binome"),
    ref("personne", "auteur_id"),
    *opts(INTEGER, "conversation_id"),
    *cols(SLUG, "public"),
    *cols(INTEGER, "nombre"),
    *cols(INSTANT, "le"),
    *cols(SLUG, "tranche"),
    *opts(INTEGER, "premiere_fois"),
    *opts(INSTANT, "supprimee_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_rencontre_conversation_id", "conversation_id"),
    sa.Index("ix_rencontre_dispositif_id_le", "dispositif_id", "le"),
)
_table(
    "signalement",
    row_id(),
    ref("dispositif"),
    ref("site"),
    ref("presence", null=True),
    ref("binome"),
    ref("personne", "auteur_id"),
    *cols(INTEGER, "numero"),
    *cols(SLUG, "categorie", "urgence"),
    *cols(BOOLEAN, "danger"),
    *cols(SLUG, "service"),
    *cols(TEXT, "lieu"),
    *opts(DOUBLE, "latitude", "longitude"),
    *cols(SLUG, "statut"),
    *cols(INSTANT, "emis_le", "echeance"),
    *opts(INSTANT, "recu_le", "traite_le", "clos_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("dispositif_id", "numero"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_signalement_dispositif_id_emis_le", "dispositif_id", "emis_le"),
)
_table(
    "alerte",
    row_id(),
    ref("signalement"),
    *cols(SLUG, "service", "canal"),
    *cols(TEXT, "adresse"),
    *cols(SLUG, "etape"),
    *opts(BIG, "message_id"),
    *cols(INSTANT, "creee_le"),
    *opts(INSTANT, "envoyee_le"),
    *opts(TEXT, "echec"),
    sa.UniqueConstraint("signalement_id", "canal", "adresse", "etape"),
)
_table(
    "photo",
    row_id(),
    ref("signalement"),
    *cols(TEXT, "file_id"),
    *opts(TEXT, "nom"),
    *cols(SLUG, "etat"),
    *cols(INTEGER, "essais"),
    *cols(INSTANT, "recue_le"),
)
_table(
    "signalement_acte",
    row_id(),
    ref("signalement"),
    *cols(INSTANT, "le"),
    *cols(SLUG, "acte", "de", "vers"),
    *cols(TEXT, "par", "motif"),
)

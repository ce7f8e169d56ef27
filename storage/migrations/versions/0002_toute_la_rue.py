"""The whole street: every kind of entry, what lasts beyond an evening, the coordination."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import (
    BIG,
    BOOLEAN,
    DATE,
    INSTANT,
    INTEGER,
    JSON,
    SLUG,
    TEXT,
    TIME,
    cols,
    new_tables,
    opts,
    ref,
    row_id,
)

revision = "0002"
down_revision = "0001"

TABLES = new_tables()
KNOWN = ("binome", "dispositif", "intervention", "personne", "presence", "signalement", "site")
"""Tables of the step before, that the new ones point to."""


def _table(name: str, *columns: sa.schema.SchemaItem) -> None:
    sa.Table(name, TABLES, *columns)


def _new() -> list[sa.Table]:
    return [table for name, table in TABLES.tables.items() if name not in KNOWN]


def upgrade() -> None:
    TABLES.create_all(op.get_bind(), tables=_new(), checkfirst=False)
    op.create_index("ix_audit_objet_objet_id", "audit", ["objet", "objet_id"])


def downgrade() -> None:
    op.drop_index("ix_audit_objet_objet_id", "audit")
    TABLES.drop_all(op.get_bind(), tables=_new(), checkfirst=False)


for _name in KNOWN:
    _table(_name, row_id())
_table(
    "presence_acteur",
    row_id(),
    ref("dispositif"),
    *cols(TEXT, "acteur"),
    *cols(SLUG, "quartier"),
    *cols(DATE, "jour"),
    *cols(TIME, "de", "a"),
    *cols(INSTANT, "ajoutee_le"),
    *opts(INSTANT, "supprimee_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_presence_acteur_dispositif_id_jour", "dispositif_id", "jour"),
)
_table(
    "lien_acteur",
    row_id(),
    ref("dispositif"),
    *cols(SLUG, "partenaire"),
    sa.UniqueConstraint("dispositif_id", "partenaire"),
)
_table(
    "reunion",
    row_id(),
    ref("dispositif"),
    *cols(SLUG, "comite"),
    *cols(DATE, "jour"),
    *opts(BOOLEAN, "tenue"),
    *cols(TEXT, "decisions", "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_reunion_dispositif_id_comite_jour", "dispositif_id", "comite", "jour"),
)
_table(
    "ajustement",
    row_id(),
    ref("dispositif"),
    *cols(TEXT, "cle"),
    *cols(SLUG, "slug"),
    *cols(JSON, "valeurs"),
    *cols(INSTANT, "le"),
    ref("personne", null=True),
)
_table(
    "dictee",
    row_id(),
    *cols(BIG, "chat_id", "message_id"),
    ref("personne"),
    *cols(INSTANT, "le"),
    *cols(JSON, "objets"),
    sa.UniqueConstraint("chat_id", "message_id"),
)
_table(
    "hors_terrain",
    row_id(),
    ref("dispositif"),
    ref("binome", null=True),
    ref("personne", "auteur_id"),
    *cols(DATE, "jour"),
    *cols(SLUG, "categorie"),
    *cols(INTEGER, "minutes"),
    *cols(INSTANT, "le"),
    *opts(INSTANT, "supprimee_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_hors_terrain_dispositif_id_jour", "dispositif_id", "jour"),
)
_table(
    "note",
    row_id(),
    ref("dispositif"),
    *cols(SLUG, "objet"),
    *cols(INTEGER, "objet_id"),
    ref("personne", "auteur_id", null=True),
    *cols(INSTANT, "le"),
    *cols(TEXT, "texte"),
    *cols(SLUG, "statut"),
    *opts(TEXT, "texte_valide"),
    *opts(INSTANT, "relue_le"),
    ref("personne", "relue_par_id", null=True),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_note_dispositif_id_statut", "dispositif_id", "statut"),
    sa.Index("ix_note_objet_objet_id", "objet", "objet_id"),
)
_table(
    "creneau_prevu",
    row_id(),
    ref("dispositif"),
    ref("binome"),
    ref("site"),
    *cols(DATE, "jour"),
    *cols(TIME, "de", "a"),
    *cols(BOOLEAN, "annule"),
    *opts(SLUG, "motif"),
    *opts(INSTANT, "rappele_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_creneau_prevu_dispositif_id_jour", "dispositif_id", "jour"),
)
_table(
    "demande",
    row_id(),
    ref("dispositif"),
    ref("site", null=True),
    ref("binome", null=True),
    ref("personne", "auteur_id", null=True),
    *cols(INTEGER, "numero"),
    *cols(SLUG, "origine", "objet", "urgence", "statut"),
    *cols(INSTANT, "recue_le", "repondre_avant"),
    *opts(INSTANT, "decidee_le"),
    ref("binome", "affectee_id", null=True),
    *opts(TEXT, "suite", "contact"),
    *opts(INSTANT, "supprimee_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("dispositif_id", "numero"),
    sa.UniqueConstraint("source"),
)
_table(
    "dossier_mediation",
    row_id(),
    ref("dispositif"),
    ref("site"),
    ref("binome"),
    ref("personne", "auteur_id"),
    ref("demande", null=True),
    *cols(INTEGER, "numero"),
    *cols(SLUG, "origine", "type", "consentement", "mode", "statut"),
    *cols(INSTANT, "ouvert_le"),
    *opts(INSTANT, "prochaine_le", "accord_le", "clos_le", "supprimee_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("dispositif_id", "numero"),
    sa.UniqueConstraint("source"),
)
_table(
    "action_collective",
    *cols(SLUG, "type", "theme", "participants"),
    *cols(JSON, "partenaires"),
    row_id(),
    ref("dispositif"),
    ref("site"),
    ref("presence", null=True),
    ref("binome"),
    ref("personne", "auteur_id"),
    *cols(INSTANT, "le"),
    *cols(SLUG, "tranche"),
    *opts(INSTANT, "supprimee_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_action_collective_dispositif_id_le", "dispositif_id", "le"),
)
_table(
    "conflit",
    *cols(SLUG, "type"),
    *opts(SLUG, "parties"),
    *cols(JSON, "gestes"),
    *cols(SLUG, "issue"),
    row_id(),
    ref("dispositif"),
    ref("site"),
    ref("presence", null=True),
    ref("binome"),
    ref("personne", "auteur_id"),
    *cols(INSTANT, "le"),
    *cols(SLUG, "tranche"),
    *opts(INSTANT, "supprimee_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_conflit_dispositif_id_le", "dispositif_id", "le"),
)
_table(
    "difficulte",
    *cols(SLUG, "nature"),
    *cols(BOOLEAN, "prevenue"),
    row_id(),
    ref("dispositif"),
    ref("site"),
    ref("presence", null=True),
    ref("binome"),
    ref("personne", "auteur_id"),
    *cols(INSTANT, "le"),
    *cols(SLUG, "tranche"),
    *opts(INSTANT, "supprimee_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_difficulte_dispositif_id_le", "dispositif_id", "le"),
)
_table(
    "etonnement",
    *cols(DATE, "lundi"),
    *cols(SLUG, "question"),
    row_id(),
    ref("dispositif"),
    ref("site"),
    ref("presence", null=True),
    ref("binome"),
    ref("personne", "auteur_id"),
    *cols(INSTANT, "le"),
    *cols(SLUG, "tranche"),
    *opts(INSTANT, "supprimee_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_etonnement_dispositif_id_le", "dispositif_id", "le"),
)
_table(
    "observation",
    *opts(INTEGER, "ambiance", "frequentation"),
    *cols(JSON, "positifs", "mesusages"),
    row_id(),
    ref("dispositif"),
    ref("site"),
    ref("presence", null=True),
    ref("binome"),
    ref("personne", "auteur_id"),
    *cols(INSTANT, "le"),
    *cols(SLUG, "tranche"),
    *opts(INSTANT, "supprimee_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_observation_dispositif_id_le", "dispositif_id", "le"),
)
_table(
    "preconisation",
    *cols(INTEGER, "numero"),
    *cols(SLUG, "type", "destinataire", "horizon"),
    *cols(JSON, "observations"),
    *cols(SLUG, "statut"),
    *opts(INSTANT, "decidee_le"),
    row_id(),
    ref("dispositif"),
    ref("site"),
    ref("presence", null=True),
    ref("binome"),
    ref("personne", "auteur_id"),
    *cols(INSTANT, "le"),
    *cols(SLUG, "tranche"),
    *opts(INSTANT, "supprimee_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_preconisation_dispositif_id_le", "dispositif_id", "le"),
)
_table(
    "releve_site",
    ref("intervention", null=True),
    *cols(SLUG, "mesure"),
    *cols(JSON, "notes"),
    row_id(),
    ref("dispositif"),
    ref("site"),
    ref("presence", null=True),
    ref("binome"),
    ref("personne", "auteur_id"),
    *cols(INSTANT, "le"),
    *cols(SLUG, "tranche"),
    *opts(INSTANT, "supprimee_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_releve_site_dispositif_id_le", "dispositif_id", "le"),
)
_table(
    "seance",
    row_id(),
    ref("dossier_mediation", "dossier_id"),
    ref("personne", "auteur_id"),
    *cols(INSTANT, "le"),
    *cols(SLUG, "avec", "resultat"),
    ref("site", null=True),
    *opts(INTEGER, "presents"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
)
_table(
    "sollicitation",
    *opts(SLUG, "public"),
    *cols(SLUG, "type", "reponse"),
    *opts(SLUG, "domaine", "partenaire"),
    row_id(),
    ref("dispositif"),
    ref("site"),
    ref("presence", null=True),
    ref("binome"),
    ref("personne", "auteur_id"),
    *cols(INSTANT, "le"),
    *cols(SLUG, "tranche"),
    *opts(INSTANT, "supprimee_le"),
    *cols(TEXT, "source"),
    sa.UniqueConstraint("source"),
    sa.Index("ix_sollicitation_dispositif_id_le", "dispositif_id", "le"),
)
_table(
    "suivi_accord",
    row_id(),
    ref("dossier_mediation", "dossier_id"),
    *cols(SLUG, "etape"),
    *cols(INSTANT, "prevu_le"),
    *opts(INSTANT, "demande_le", "fait_le"),
    *opts(SLUG, "resultat"),
    sa.UniqueConstraint("dossier_id", "etape"),
)
_table(
    "tableau",
    row_id(),
    ref("presence"),
    *cols(BIG, "chat_id"),
    *opts(BIG, "message_id"),
    *cols(TEXT, "montre"),
    *cols(JSON, "compte"),
    *cols(INTEGER, "tours", "vus"),
    *opts(INSTANT, "clos_le"),
    sa.UniqueConstraint("presence_id", "chat_id"),
    sa.Index("ix_tableau_clos_le_chat_id", "clos_le", "chat_id"),
)
_table(
    "relais",
    row_id(),
    ref("dispositif"),
    ref("site"),
    ref("binome"),
    ref("sollicitation"),
    *cols(INTEGER, "numero"),
    *cols(SLUG, "mot"),
    *opts(SLUG, "public"),
    *cols(SLUG, "domaine"),
    *opts(SLUG, "partenaire"),
    *cols(SLUG, "statut"),
    *cols(INTEGER, "sans_nouvelles"),
    *cols(INSTANT, "ouvert_le"),
    *opts(INSTANT, "verifier_le", "demande_le", "effectif_le", "clos_le", "supprimee_le"),
    sa.UniqueConstraint("dispositif_id", "numero"),
    sa.Index("ix_relais_dispositif_id_verifier_le", "dispositif_id", "verifier_le"),
)
_table(
    "retour_donne",
    row_id(),
    ref("signalement"),
    ref("personne"),
    *cols(INSTANT, "le"),
    sa.UniqueConstraint("signalement_id"),
)
_table(
    "relais_acte",
    row_id(),
    ref("relais"),
    *cols(INSTANT, "le"),
    *cols(SLUG, "acte", "de", "vers"),
    *cols(TEXT, "par"),
)

"""Who may do what, and how far: one table, read by the chat, the pages and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bot.domain.roles import Role


class Portee(StrEnum):
    """How far a deed reaches."""

    SOI = "le sien"
    BINOME = "son binôme"
    COMITE = "son comité"
    ADRESSE = "ce qu'il reçoit"
    PROGRAMME = "le programme"


class Droit(StrEnum):
    """A deed that somebody may do, or not."""

    ENTRER = "entrer"
    DEMANDER = "demander"
    CONFIRMER_ADRESSE = "confirmer_adresse"
    TENIR_PRESENCE = "tenir_presence"
    NOTER = "noter"
    PRECISER = "preciser"
    SIGNALER = "signaler"
    FLOUTER = "flouter"
    DIRE_DIFFICULTE = "dire_difficulte"
    REPONDRE_SECURITE = "repondre_securite"
    CORRIGER_SA_JOURNEE = "corriger_sa_journee"
    ANNULER = "annuler"
    TENIR_SON_TEMPS = "tenir_son_temps"
    LIRE_SON_PLANNING = "lire_son_planning"
    LIRE_CHARTE = "lire_charte"
    SUIVRE_RELAIS = "suivre_relais"
    MENER_MEDIATION = "mener_mediation"
    SUIVRE_DEMANDE = "suivre_demande"
    VERIFIER = "verifier"
    CHERCHER_PARTENAIRE = "chercher_partenaire"
    LIRE_FICHE = "lire_fiche"
    LIRE_PRESENCES = "lire_presences"
    LIRE_GRILLE = "lire_grille"
    ENVOYER_GRILLE = "envoyer_grille"
    ANNONCER_SA_PRESENCE = "annoncer_sa_presence"
    TENIR_SA_FICHE = "tenir_sa_fiche"
    SUIVRE_SON_RELAIS = "suivre_son_relais"
    REPONDRE_ALERTE = "repondre_alerte"
    REPONDRE_PROPOSITION = "repondre_proposition"
    LIRE_POINT_HEBDO = "lire_point_hebdo"
    LIRE_DEFINITIONS = "lire_definitions"
    LIRE_PUBLIES = "lire_publies"
    DONNER_AVIS = "donner_avis"
    LIRE_TABLEAU = "lire_tableau"
    LIRE_CARTE_DIFFICULTES = "lire_carte_difficultes"
    DONNER_TABLEAU = "donner_tableau"
    TENIR_EQUIPE = "tenir_equipe"
    INVITER = "inviter"
    TENIR_PLANNING = "tenir_planning"
    TENIR_INTERVENTIONS = "tenir_interventions"
    TENIR_LISTES = "tenir_listes"
    TENIR_ANNUAIRE = "tenir_annuaire"
    TENIR_ROUTAGE = "tenir_routage"
    SUSPENDRE_RAPPELS = "suspendre_rappels"
    TENIR_COMITES = "tenir_comites"
    TENIR_ORDRE_DU_JOUR = "tenir_ordre_du_jour"
    CHOISIR_DESTINATAIRES = "choisir_destinataires"
    DECIDER_DEMANDE = "decider_demande"
    CONFIER_MEDIATION = "confier_mediation"
    REPONDRE_PRECONISATION = "repondre_preconisation"
    RELIRE = "relire"
    CONFIRMER_CHIFFRES = "confirmer_chiffres"
    CORRIGER_EQUIPE = "corriger_equipe"
    VOIR_EQUIPE = "voir_equipe"
    LIRE_REGISTRES = "lire_registres"
    CHERCHER_TEXTES = "chercher_textes"
    LIRE_SES_DONNEES = "lire_ses_donnees"
    VALIDER_POINT_HEBDO = "valider_point_hebdo"
    ECRIRE_POINT_HEBDO = "ecrire_point_hebdo"
    TENIR_DOCUMENTS = "tenir_documents"
    EXPORTER = "exporter"
    RECEVOIR_INCIDENTS = "recevoir_incidents"
    TENIR_MACHINE = "tenir_machine"


@dataclass(frozen=True, slots=True)
class Permission:
    """One line of the table."""

    geste: str
    """The deed, in the words of its reader."""
    qui: Mapping[Role, Portee] = field(default_factory=dict)
    """Each role that may, and how far."""
    tous: bool = False
    """Anybody may, known or not."""
    par_lettre: bool = False
    """Whoever reads a letter may, by its link: a resident who has no role."""


_BINOME: Final = {Role.MEDIATEUR: Portee.BINOME}
_SOI: Final = {Role.MEDIATEUR: Portee.SOI}
_BUREAU: Final = {Role.COORDINATION: Portee.PROGRAMME}
_EQUIPE: Final = {Role.MEDIATEUR: Portee.PROGRAMME, **_BUREAU}
_PERSONNES: Final = tuple(role for role in Role if role is not Role.SERVICE)
_MACHINE: Final = {Role.ADMIN: Portee.PROGRAMME}
D: Final = Droit

TABLE: Final[Mapping[Droit, Permission]] = {
    D.ENTRER: Permission("Entrer par une invitation", tous=True),
    D.DEMANDER: Permission("Écrire une demande sur la page publique", tous=True),
    D.CONFIRMER_ADRESSE: Permission(
        "Dire qu'une adresse laissée dans une demande est la sienne", par_lettre=True
    ),
    D.TENIR_PRESENCE: Permission("Commencer, changer, finir une présence", _BINOME),
    D.NOTER: Permission("Noter ce qui se passe : rencontres, sollicitations, conflits…", _BINOME),
    D.PRECISER: Permission(
        "Préciser ce qu'on vient de noter",
        {**_BINOME, Role.COORDINATION: Portee.SOI, Role.PARTENAIRE: Portee.SOI},
    ),
    D.SIGNALER: Permission("Signaler une chose abîmée", _BINOME),
    D.FLOUTER: Permission(
        "Dire si une photo montre quelqu'un, la flouter",
        {**_BINOME, Role.COORDINATION: Portee.PROGRAMME},
    ),
    D.DIRE_DIFFICULTE: Permission("Dire une difficulté de l'équipe", _SOI),
    D.REPONDRE_SECURITE: Permission("Répondre à « Vous êtes en sécurité ? »", _BINOME),
    D.CORRIGER_SA_JOURNEE: Permission("Relire, corriger, effacer ses saisies", _BINOME),
    D.ANNULER: Permission(
        "Annuler ce qu'on vient de faire",
        {**_BINOME, Role.COORDINATION: Portee.SOI, Role.COMITE: Portee.SOI},
    ),
    D.TENIR_SON_TEMPS: Permission("Noter son temps hors terrain, lire sa semaine", _SOI),
    D.LIRE_SON_PLANNING: Permission("Lire ses créneaux", _BINOME),
    D.LIRE_CHARTE: Permission("Relire et accepter la charte", _SOI),
    D.SUIVRE_RELAIS: Permission("Suivre un relais : sa carte, son mot, sa réponse", _BINOME),
    D.MENER_MEDIATION: Permission("Mener une médiation : séances, accord", _BINOME),
    D.SUIVRE_DEMANDE: Permission("Donner suite à une demande confiée", _BINOME),
    D.VERIFIER: Permission("Vérifier une réparation, redire aux habitants", _EQUIPE),
    D.CHERCHER_PARTENAIRE: Permission(
        "Chercher un partenaire dans l'annuaire, de la rue", _BINOME
    ),
    D.LIRE_FICHE: Permission("Lire la fiche d'un partenaire", _EQUIPE),
    D.LIRE_PRESENCES: Permission("Voir qui est là, équipe comprise", _EQUIPE),
    D.LIRE_GRILLE: Permission(
        "Lire la grille de présence partagée", {Role.PARTENAIRE: Portee.PROGRAMME}
    ),
    D.ENVOYER_GRILLE: Permission("Envoyer la grille aux partenaires", _BUREAU),
    D.ANNONCER_SA_PRESENCE: Permission(
        "Annoncer ou retirer un passage", {Role.PARTENAIRE: Portee.SOI}
    ),
    D.TENIR_SA_FICHE: Permission(
        "Relire sa fiche de l'annuaire, demander une correction",
        {Role.PARTENAIRE: Portee.ADRESSE},
    ),
    D.SUIVRE_SON_RELAIS: Permission(
        "Dire que la personne est venue", {Role.PARTENAIRE: Portee.ADRESSE}
    ),
    D.REPONDRE_ALERTE: Permission("Répondre à une alerte", {Role.SERVICE: Portee.ADRESSE}),
    D.REPONDRE_PROPOSITION: Permission(
        "Répondre à une préconisation qui lui est adressée", {Role.SERVICE: Portee.ADRESSE}
    ),
    D.LIRE_POINT_HEBDO: Permission(
        "Lire le point hebdo, ne plus le recevoir", {Role.COMITE: Portee.COMITE}
    ),
    D.LIRE_DEFINITIONS: Permission("Lire comment les chiffres sont faits", tous=True),
    D.LIRE_PUBLIES: Permission("Lire les signalements que le fichier publie", tous=True),
    D.DONNER_AVIS: Permission("Répondre à une préconisation", {Role.COMITE: Portee.COMITE}),
    D.LIRE_TABLEAU: Permission(
        "Lire un tableau de bord, aussi loin que va son lien",
        {**_BUREAU, Role.COMITE: Portee.COMITE, Role.SERVICE: Portee.ADRESSE},
        par_lettre=True,
    ),
    D.LIRE_CARTE_DIFFICULTES: Permission(
        "Lire la carte des difficultés de l'équipe, lecture notée",
        {**_BUREAU, Role.COMITE: Portee.COMITE},
    ),
    D.DONNER_TABLEAU: Permission(
        "Ouvrir les tableaux de bord, en donner un lien, le retirer", _BUREAU
    ),
    D.TENIR_EQUIPE: Permission("Tenir l'équipe : entrées, binômes, départs", _BUREAU),
    D.INVITER: Permission("Inviter quelqu'un", {**_BUREAU, **_MACHINE}),
    D.TENIR_PLANNING: Permission("Tenir le planning", _BUREAU),
    D.TENIR_INTERVENTIONS: Permission("Tenir les interventions et les sites", _BUREAU),
    D.TENIR_LISTES: Permission("Tenir les listes", _BUREAU),
    D.TENIR_ANNUAIRE: Permission("Tenir l'annuaire", _BUREAU),
    D.TENIR_ROUTAGE: Permission(
        "Dire qui reçoit quoi, essayer un service, changer la table", _BUREAU
    ),
    D.SUSPENDRE_RAPPELS: Permission(
        "Suspendre les rappels d'un signalement, les reprendre", _BUREAU
    ),
    D.TENIR_COMITES: Permission("Tenir les comités : dates, décisions", _BUREAU),
    D.TENIR_ORDRE_DU_JOUR: Permission(
        "Tenir l'ordre du jour d'un comité : ses points, sa validation",
        {**_BUREAU, Role.COMITE: Portee.COMITE},
    ),
    D.CHOISIR_DESTINATAIRES: Permission("Choisir qui reçoit le point hebdo", _BUREAU),
    D.DECIDER_DEMANDE: Permission("Décider d'une demande directe", _BUREAU),
    D.CONFIER_MEDIATION: Permission("Lire et confier les médiations de l'équipe", _BUREAU),
    D.REPONDRE_PRECONISATION: Permission("Répondre à une préconisation de l'équipe", _BUREAU),
    D.RELIRE: Permission("Relire les mots libres avant qu'ils ne sortent", _BUREAU),
    D.CONFIRMER_CHIFFRES: Permission("Confirmer ce qui fausserait les chiffres", _BUREAU),
    D.CORRIGER_EQUIPE: Permission(
        "Corriger une saisie de l'équipe, revenir sur ses décisions", _BUREAU
    ),
    D.VOIR_EQUIPE: Permission(
        "Voir qui est dans la rue, ce qui est dû, ce qui est suivi", _BUREAU
    ),
    D.LIRE_REGISTRES: Permission("Lire les registres : chartes, difficultés, suites", _BUREAU),
    D.CHERCHER_TEXTES: Permission(
        "Chercher des mots dans les textes, pour répondre à un habitant", _BUREAU
    ),
    D.LIRE_SES_DONNEES: Permission(
        "Recevoir ce qui est gardé de soi, demander l'oubli", dict.fromkeys(_PERSONNES, Portee.SOI)
    ),
    D.VALIDER_POINT_HEBDO: Permission(
        "Relire et valider le point hebdo ou mensuel avant son départ", _BUREAU
    ),
    D.ECRIRE_POINT_HEBDO: Permission("Écrire en fichiers le point hebdo et le planning", _BUREAU),
    D.TENIR_DOCUMENTS: Permission(
        "Tenir les documents dus aux comités : écrire, relire, présenter, valider", _BUREAU
    ),
    D.EXPORTER: Permission("Exporter les chiffres d'un trimestre en fichiers", _BUREAU),
    D.RECEVOIR_INCIDENTS: Permission("Être prévenu d'une panne", {**_BUREAU, **_MACHINE}),
    D.TENIR_MACHINE: Permission("Installer, sauvegarder, examiner la machine", _MACHINE),
}


def portee(role: Role, droit: Droit) -> Portee | None:
    """How far `role` may do it; None when it may not, or when everybody may."""
    return TABLE[droit].qui.get(role)


def peut(role: Role, droit: Droit) -> bool:
    """Whether `role` may do it at all."""
    return TABLE[droit].tous or role in TABLE[droit].qui


def holders(droit: Droit) -> frozenset[Role]:
    """The roles that may do it."""
    return frozenset(role for role in Role if peut(role, droit))

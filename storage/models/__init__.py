"""One model, two databases: every module of this folder is found, and its tables with it.

A model of a new module is imported from there: nothing is added here.
"""

from importlib import import_module
from pkgutil import iter_modules

from storage.machine.base import Base
from storage.machine.tables import (
    Bail,
    CleSortie,
    Compteur,
    Conversation,
    Effacement,
    Inbox,
    Outbox,
    TacheFaite,
)
from storage.models.bord import BORD, CARTE_DIFFICULTES, LienBord
from storage.models.coordination import (
    ACTEUR,
    FICHE,
    Ajustement,
    CorrectionFiche,
    CreneauPrevu,
    EcheanceFaite,
    LienActeur,
    PresenceActeur,
    Reunion,
)
from storage.models.digests import (
    DIGEST_ENVOI,
    LETTRE,
    Desabonnement,
    Digest,
    DigestEnvoi,
    Publication,
)
from storage.models.people import Audit, BinomeRow, Invitation, Personne
from storage.models.referential import (
    DispositifRow,
    InterventionRow,
    QuartierRow,
    ServiceRow,
    SiteRow,
    TerritoireRow,
)
from storage.models.saisies import (
    ActionCollective,
    Conflit,
    Dictee,
    Difficulte,
    Etonnement,
    HorsTerrain,
    Note,
    Observation,
    Photo,
    Preconisation,
    ReleveSite,
    Saisie,
    Sollicitation,
)
from storage.models.suivi import (
    DEMANDE,
    RELAIS,
    Demande,
    DossierMediation,
    Relais,
    RelaisActe,
    RetourDonne,
    Seance,
    SuiviAccord,
)
from storage.models.terrain import (
    EPINGLE_TABLEAU,
    TEXTE_TABLEAU,
    Presence,
    PresencePause,
    PresenceSegment,
    Rencontre,
    Tableau,
    TempsCumule,
)
from storage.models.veille import ALERTE, FLOU, Alerte, Signalement, SignalementActe

__all__ = [
    "ACTEUR",
    "ALERTE",
    "BORD",
    "CARTE_DIFFICULTES",
    "DEMANDE",
    "DIGEST_ENVOI",
    "EPINGLE_TABLEAU",
    "FICHE",
    "FLOU",
    "LETTRE",
    "RELAIS",
    "TEXTE_TABLEAU",
    "ActionCollective",
    "Ajustement",
    "Alerte",
    "Audit",
    "Bail",
    "Base",
    "BinomeRow",
    "CleSortie",
    "Compteur",
    "Conflit",
    "Conversation",
    "CorrectionFiche",
    "CreneauPrevu",
    "Demande",
    "Desabonnement",
    "Dictee",
    "Difficulte",
    "Digest",
    "DigestEnvoi",
    "DispositifRow",
    "DossierMediation",
    "EcheanceFaite",
    "Effacement",
    "Etonnement",
    "HorsTerrain",
    "Inbox",
    "InterventionRow",
    "Invitation",
    "LienActeur",
    "LienBord",
    "Note",
    "Observation",
    "Outbox",
    "Personne",
    "Photo",
    "Preconisation",
    "Presence",
    "PresenceActeur",
    "PresencePause",
    "PresenceSegment",
    "Publication",
    "QuartierRow",
    "Relais",
    "RelaisActe",
    "ReleveSite",
    "Rencontre",
    "RetourDonne",
    "Reunion",
    "Saisie",
    "Seance",
    "ServiceRow",
    "Signalement",
    "SignalementActe",
    "SiteRow",
    "Sollicitation",
    "SuiviAccord",
    "Tableau",
    "TacheFaite",
    "TempsCumule",
    "TerritoireRow",
]

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)

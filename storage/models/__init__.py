"""One model, two databases: every table in one place to import from."""

from storage.models.base import Base
from storage.models.digests import Desabonnement, Digest, DigestEnvoi
from storage.models.machinery import Bail, Compteur, Conversation, Inbox, Outbox, Passage
from storage.models.people import Audit, Binome, Invitation, Personne
from storage.models.referential import (
    Dispositif,
    Intervention,
    Quartier,
    Service,
    Site,
    Territoire,
)
from storage.models.terrain import Presence, PresencePause, PresenceSegment, Rencontre
from storage.models.veille import Alerte, Photo, Signalement, SignalementActe

__all__ = [
    "Alerte",
    "Audit",
    "Bail",
    "Base",
    "Binome",
    "Compteur",
    "Conversation",
    "Desabonnement",
    "Digest",
    "DigestEnvoi",
    "Dispositif",
    "Inbox",
    "Intervention",
    "Invitation",
    "Outbox",
    "Passage",
    "Personne",
    "Photo",
    "Presence",
    "PresencePause",
    "PresenceSegment",
    "Quartier",
    "Rencontre",
    "Service",
    "Signalement",
    "SignalementActe",
    "Site",
    "Territoire",
]

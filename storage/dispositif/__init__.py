"""The dispositif file: models, loader with line numbers, warnings, who receives what."""

from storage.dispositif.advice import horizon, warnings
from storage.dispositif.alertes import (
    Categorie,
    Comite,
    Coordination,
    Destinataire,
    LigneQuotidienne,
    Numero,
    Profondeur,
    Regle,
    Service,
    SorteComite,
    Urgence,
)
from storage.dispositif.annuaire import Partenaire, SuiviRelais
from storage.dispositif.commanditaires import Commanditaire
from storage.dispositif.convention import Convention
from storage.dispositif.emails import check_email
from storage.dispositif.entries import (
    Binome,
    Creneau,
    Echelon,
    Element,
    Intervention,
    Item,
    Periodes,
    Public,
    Quartier,
    ReglesPresence,
    Repere,
    Site,
    Territoire,
    Tranche,
    TypeLieu,
)
from storage.dispositif.loading import check_tree, load, packaged
from storage.dispositif.machines import GuichetOpen311, Webhook
from storage.dispositif.model import Dispositif, actifs
from storage.dispositif.problems import DispositifError
from storage.dispositif.receivers import who_receives
from storage.dispositif.reglages import Prereglage, ReglesHorsTerrain

__all__ = [
    "Binome",
    "Categorie",
    "Comite",
    "Commanditaire",
    "Convention",
    "Coordination",
    "Creneau",
    "Destinataire",
    "Dispositif",
    "DispositifError",
    "Echelon",
    "Element",
    "GuichetOpen311",
    "Intervention",
    "Item",
    "LigneQuotidienne",
    "Numero",
    "Partenaire",
    "Periodes",
    "Prereglage",
    "Profondeur",
    "Public",
    "Quartier",
    "Regle",
    "ReglesHorsTerrain",
    "ReglesPresence",
    "Repere",
    "Service",
    "Site",
    "SorteComite",
    "SuiviRelais",
    "Territoire",
    "Tranche",
    "TypeLieu",
    "Urgence",
    "Webhook",
    "actifs",
    "check_email",
    "check_tree",
    "horizon",
    "load",
    "packaged",
    "warnings",
    "who_receives",
]

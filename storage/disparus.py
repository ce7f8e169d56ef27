"""Lines that left the file while what was noted still names them, with how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import func, select

from storage import ajustements
from storage.dispositif import Dispositif, Item
from storage.machine.db import Tx
from storage.models import (
    ActionCollective,
    Conflit,
    CreneauPrevu,
    Demande,
    Difficulte,
    DossierMediation,
    Etonnement,
    HorsTerrain,
    Observation,
    Preconisation,
    Presence,
    Relais,
    ReleveSite,
    Rencontre,
    Reunion,
    Signalement,
    Sollicitation,
)
from storage.models import Dispositif as DispositifRow

WORDS: Final[dict[Any, str]] = {
    Sollicitation.public: "publics",
    Sollicitation.type: "listes.sollicitations",
    Sollicitation.reponse: "listes.reponses",
    Sollicitation.domaine: "listes.domaines_orientation",
    Sollicitation.partenaire: "annuaire",
    Relais.domaine: "listes.domaines_orientation",
    Relais.partenaire: "annuaire",
    Rencontre.public: "publics",
    Rencontre.tranche: "periodes.tranches",
    Presence.mode: "presence.modes",
    Conflit.type: "listes.types_conflit",
    Conflit.parties: "listes.parties_conflit",
    Conflit.issue: "listes.issues",
    DossierMediation.origine: "listes.origines_demande",
    DossierMediation.type: "listes.types_conflit",
    DossierMediation.mode: "listes.modes_mediation",
    ActionCollective.type: "listes.types_action",
    ActionCollective.theme: "listes.themes_action",
    ActionCollective.participants: "listes.tranches_participants",
    Preconisation.type: "listes.types_preconisation",
    Preconisation.destinataire: "services",
    Preconisation.horizon: "listes.horizons_preconisation",
    Etonnement.question: "listes.etonnement_questions",
    Difficulte.nature: "listes.difficultes_pro",
    HorsTerrain.categorie: "listes.temps_hors_terrain",
    Demande.origine: "listes.origines_demande",
    Demande.objet: "listes.objets_demande",
    Demande.urgence: "listes.urgences_demande",
    Signalement.categorie: "categories",
    Signalement.urgence: "urgences",
    Signalement.service: "services",
    CreneauPrevu.motif: "listes.motifs_creneau",
    Reunion.comite: "comites",
}
"""Which list of the file each column takes its slugs from."""

SEVERAL: Final[dict[Any, str]] = {
    Conflit.gestes: "listes.modes_mediation",
    Observation.positifs: "listes.usages_positifs",
    Observation.mesusages: "listes.mesusages",
    ActionCollective.partenaires: "listes.partenaires_types",
    ReleveSite.notes: "listes.grille_site",
}
"""The same for columns that keep several slugs at once."""


@dataclass(frozen=True, slots=True)
class Disparue:
    """« vt-tag », gone from « categories », that three entries name."""

    cle: str
    slug: str
    fois: int


def disparues(tx: Tx, config: Dispositif) -> tuple[Disparue, ...]:
    """What left the file, and the changes made from the bot, while entries still name it.

    Places are left out: they keep their last name by themselves. Raises DispositifError when a
    change made from the bot no longer holds over the file.
    """
    mine = select(DispositifRow.id).where(DispositifRow.slug == config.slug)
    owner = tx.scalars(mine).first()
    if owner is None:
        return ()
    whole = ajustements.applied(config, ajustements.known(tx, owner))
    counted: Counter[tuple[str, str]] = Counter()
    for cle, slug, times in _named(tx, owner):
        if slug not in _slugs(whole, cle):
            counted[cle, slug] += times
    return tuple(Disparue(cle, slug, times) for (cle, slug), times in sorted(counted.items()))


def _named(tx: Tx, owner: int) -> Iterator[tuple[str, str, int]]:
    """(list, slug, how many entries) of everything that was noted and not deleted."""
    for column, cle in WORDS.items():
        found = select(column, func.count()).where(*_standing(column, owner)).group_by(column)
        for slug, times in tx.execute(found):
            yield cle, slug, times
    for column, cle in SEVERAL.items():
        rows = tx.scalars(select(column).where(*_standing(column, owner)))
        for slug, times in Counter(slug for listed in rows for slug in listed).items():
            yield cle, slug, times


def _standing(column: Any, owner: int) -> Iterator[Any]:
    table = column.class_
    yield table.dispositif_id == owner
    yield column.is_not(None)
    if hasattr(table, "supprimee_le"):
        yield table.supprimee_le.is_(None)


def _slugs(config: Dispositif, cle: str) -> frozenset[str]:
    """Every slug of one of the file's lists, retired ones too."""
    if cle == "publics":
        return _of((*config.publics, *config.roles))
    if cle.startswith("listes."):
        return _of(config.listes.get(cle.removeprefix("listes."), ()))
    return _of(attrgetter(cle)(config))


def _of(lines: Iterable[Item]) -> frozenset[str]:
    return frozenset(line.slug for line in lines)

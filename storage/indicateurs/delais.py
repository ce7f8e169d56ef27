"""How long a repair takes, and how often the same defect comes back (003 l.1055; I08)."""

from __future__ import annotations

from collections.abc import Iterator

from storage.indicateurs.contrat import (
    EVALUATION,
    SUIVI,
    Mediane,
    Medianes,
    Proportion,
    Unite,
    indicateur,
    median,
    medians,
)
from storage.indicateurs.releve import Releve
from storage.indicateurs.signalements import (
    DEAD_ENDS,
    SIGNALEMENTS,
    LigneSignalement,
    closed_in,
    sent_in,
)
from storage.indicateurs.vies import days, within
from storage.voisins import retour


@indicateur(
    *("delai-traitement", "Délai de traitement", SUIVI, Unite.JOURS), source="003 l.1055 ; I08"
)
def delai_traitement(releve: Releve) -> Mediane:
    """Médiane des jours entre l'envoi et la première réparation annoncée ou vue de la période."""
    return median(delay for _line, delay in _delays(releve))


@indicateur(
    *("delai-traitement-services", "Délai de traitement par service", SUIVI, Unite.JOURS),
    source="003 l.1055 ; I08",
)
def delai_traitement_services(releve: Releve) -> Medianes:
    """Le même délai, par service, avec le nombre de réparations dont il est fait."""
    return medians((line.service(releve.bornes[1]), delay) for line, delay in _delays(releve))


@indicateur(
    *("delai-traitement-categories", "Délai de traitement par catégorie", SUIVI, Unite.JOURS),
    source="003 l.1055 ; I08",
)
def delai_traitement_categories(releve: Releve) -> Medianes:
    """Le même délai, par catégorie, avec le nombre de réparations dont il est fait."""
    return medians((line.categorie, delay) for line, delay in _delays(releve))


@indicateur(
    *("delai-verification", "Délai jusqu'à la réparation vue", SUIVI, Unite.JOURS),
    source="003 l.1055 ; I08",
)
def delai_verification(releve: Releve) -> Mediane:
    """Médiane des jours entre l'envoi et la réparation vérifiée sur place pendant la période."""
    fin = releve.bornes[1]
    return median(
        days(le - line.emis_le) for line in closed_in(releve) if (le := line.closed(fin))
    )


@indicateur(
    *("recurrence", "Récurrence", EVALUATION, Unite.NOMBRE),
    source="proposé (§4.5 C)",
    denominateur="signalements vérifiés réparés pendant la période",
    version=2,
)
def recurrence(releve: Releve) -> Proportion:
    """Signalements clos pendant la période et revenus avant sa fin : même catégorie, à moins de
    mètres et de jours que ne le disent les réglages (50 m, ou le même site sans position, et
    90 jours, sans autre réglage)."""
    closed = closed_in(releve)
    return Proportion(sum(1 for line in closed if _came_back(releve, line)), len(closed))


@indicateur(
    *("signalements-revenus", "Défauts revenus", EVALUATION, Unite.NOMBRE),
    source="proposé (§4.5 C)",
    denominateur="signalements émis pendant la période",
    version=2,
)
def signalements_revenus(releve: Releve) -> Proportion:
    """Signalements émis peu après la réparation du même défaut, au même endroit : distance et
    délai des réglages (50 m et 90 jours, sans autre réglage)."""
    new, regle = list(sent_in(releve)), retour(releve.programme.config)
    earlier = [
        (line, le)
        for line in releve.durables(SIGNALEMENTS)
        if (le := line.closed(releve.bornes[1]))
    ]
    again = (line for line in new if any(line.is_back(old, le, regle) for old, le in earlier))
    return Proportion(sum(1 for _line in again), len(new))


def _delays(releve: Releve) -> Iterator[tuple[LigneSignalement, float]]:
    """Those of which a repair was first announced, or seen, in the period."""
    for line in releve.durables(SIGNALEMENTS):
        mended = line.mended(releve.bornes[1])
        if mended and within(mended, releve.bornes):
            yield line, days(mended - line.emis_le)


def _came_back(releve: Releve, line: LigneSignalement) -> bool:
    """Whether the same was sent again, soon after it was closed and before the period ended."""
    fin, regle = releve.bornes[1], retour(releve.programme.config)
    closed = line.closed(fin)
    return closed is not None and any(
        one.emis_le < fin and one.is_back(line, closed, regle)
        for one in releve.durables(SIGNALEMENTS)
        if not one.stands(fin, DEAD_ENDS)
    )

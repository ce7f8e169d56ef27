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
    AVANT,
    DEAD_ENDS,
    RETOUR,
    SIGNALEMENTS,
    LigneSignalement,
    closed_in,
    sent_in,
)
from storage.indicateurs.vies import days, within


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
)
def recurrence(releve: Releve) -> Proportion:
    """Signalements clos pendant la période et revenus avant sa fin : même catégorie, à moins de
    50 m (même site sans position), moins de 90 jours après."""
    closed = closed_in(releve)
    return Proportion(sum(1 for line in closed if _came_back(releve, line)), len(closed))


@indicateur(
    *("signalements-revenus", "Défauts revenus", EVALUATION, Unite.NOMBRE),
    source="proposé (§4.5 C)",
    denominateur="signalements émis pendant la période",
)
def signalements_revenus(releve: Releve) -> Proportion:
    """Signalements émis moins de 90 jours après la réparation du même défaut, au même endroit."""
    new = list(sent_in(releve))
    earlier = [
        (line, le) for line in releve.durables(AVANT) if (le := line.closed(releve.bornes[1]))
    ]
    again = (
        line
        for line in new
        if any(line.near(old) and within(line.emis_le, (le, le + RETOUR)) for old, le in earlier)
    )
    return Proportion(sum(1 for _line in again), len(new))


def _delays(releve: Releve) -> Iterator[tuple[LigneSignalement, float]]:
    """Those of which a repair was first announced, or seen, in the period."""
    for line in releve.durables(SIGNALEMENTS):
        mended = line.mended(releve.bornes[1])
        if mended and within(mended, releve.bornes):
            yield line, days(mended - line.emis_le)


def _came_back(releve: Releve, line: LigneSignalement) -> bool:
    """Whether the same was sent again, soon after it was closed and before the period ended."""
    fin = releve.bornes[1]
    closed = line.closed(fin)
    return closed is not None and any(
        one.near(line) and within(one.emis_le, (closed, min(fin, closed + RETOUR)))
        for one in releve.durables(SIGNALEMENTS)
        if not one.stands(fin, DEAD_ENDS)
    )

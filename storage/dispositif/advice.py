"""What is allowed but deserves a second look before the dispositif goes live."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.interventions import add_months
from storage.dispositif.model import Dispositif, actifs


def warnings(dispositif: Dispositif) -> tuple[str, ...]:
    """Sentences in French; none stops the program."""
    return (
        *_interventions(dispositif),
        *_comites(dispositif),
        *_holidays(dispositif),
        *_planning(dispositif),
    )


def _interventions(dispositif: Dispositif) -> Iterator[str]:
    months, end = dispositif.delais.intervention_max_mois, dispositif.convention.fin
    for line in dispositif.interventions:
        if line.fin > add_months(line.debut, months):
            yield f"Intervention « {line.slug} » : plus de {months} mois (000 l.43)."
        if line.fin > end:
            yield f"Intervention « {line.slug} » : finit après la convention ({end})."
        measure = next(e for e in dispositif.echeances(line) if e.slug == "mesure-impact")
        if measure.date > end:
            yield (
                f"Intervention « {line.slug} » : la mesure N+3 ({measure.date}) tombe après la "
                f"fin de la convention ({end}) et ne serait pas faite (000 l.166)."
            )


def _comites(dispositif: Dispositif) -> Iterator[str]:
    for comite in actifs(dispositif.comites):
        if (count := len(comite.destinataires)) < 3:
            yield f"Comité « {comite.slug} » : {count} destinataire(s), trois au moins attendus."
    followed = {comite.territoire for comite in actifs(dispositif.comites)}
    for territoire in actifs(dispositif.territoires):
        if territoire.slug not in followed:
            yield f"Territoire « {territoire.slug} » : aucun comité ne reçoit son point hebdo."


def _holidays(dispositif: Dispositif) -> Iterator[str]:
    known, end = dispositif.calendrier().vacances_connues, dispositif.convention.fin
    if known and known < end:
        yield (
            f"Vacances scolaires inconnues après le {known} alors que la convention court "
            f"jusqu'au {end} : complétez « periodes.vacances.periodes »."
        )


def _planning(dispositif: Dispositif) -> Iterator[str]:
    planned = {slot.site for slot in dispositif.creneaux}
    for line in dispositif.interventions:
        if line.site not in planned:
            yield f"Site « {line.site} » : aucun créneau prévu, le bot ne proposera pas de départ."

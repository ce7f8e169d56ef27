"""What is allowed but deserves a second look before the dispositif goes live."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from bot.domain.interventions import exceeds
from storage.dispositif.depart import BESIDES, DEPART
from storage.dispositif.entries import Item
from storage.dispositif.exemples import exemples_of
from storage.dispositif.lexique import words_of
from storage.dispositif.model import Dispositif, actifs


def warnings(dispositif: Dispositif) -> tuple[str, ...]:
    """Sentences in French; none stops the program."""
    return (
        *_starters(dispositif),
        *_interventions(dispositif),
        *_comites(dispositif),
        *_holidays(dispositif),
        *_planning(dispositif),
        *_examples(dispositif),
    )


def horizon(dispositif: Dispositif) -> str:
    """Until when days off are known: those of schools are decreed a few years ahead at most."""
    return f"vacances scolaires connues jusqu'au {dispositif.calendrier().vacances_connues}"


def _starters(dispositif: Dispositif) -> Iterator[str]:
    """Lists that an older file lacks: they serve, and a town may want its own words."""
    lists = {**dispositif.listes, **{nom: attrgetter(nom)(dispositif) for nom in BESIDES}}
    taken = [nom for nom, lines in lists.items() if _from_the_start(lines)]
    if taken:
        yield (
            f"Listes absentes du fichier, prises dans celles de départ : {', '.join(taken)}. "
            "Recopiez-les de l'exemple « amiens » pour les adapter."
        )


def _from_the_start(lines: tuple[Item, ...]) -> bool:
    return any((line.source or "").startswith(DEPART) for line in lines)


def _interventions(dispositif: Dispositif) -> Iterator[str]:
    months, end = dispositif.delais.intervention_max_mois, dispositif.convention.fin
    for line in dispositif.interventions:
        if exceeds(line.debut, line.fin, months):
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
    calendrier, end = dispositif.calendrier(), dispositif.convention.fin
    horizon = calendrier.vacances_connues
    if horizon and horizon < end:
        yield (
            f"Vacances scolaires inconnues après le {horizon} alors que la convention court "
            f"jusqu'au {end} : complétez « periodes.vacances.periodes »."
        )
    if (year := max(calendrier.feries).year) < end.year:
        yield (
            f"Jours fériés inconnus après {year} alors que la convention court jusqu'au {end} : "
            "installez une version plus récente."
        )


def _planning(dispositif: Dispositif) -> Iterator[str]:
    planned = {slot.site for slot in dispositif.creneaux}
    for line in dispositif.interventions:
        if line.site not in planned:
            yield f"Site « {line.site} » : aucun créneau prévu, le bot ne proposera pas de départ."


def _examples(dispositif: Dispositif) -> Iterator[str]:
    """What the bot shows as something to write is read as the file is loaded."""
    said = exemples_of(dispositif, words_of(dispositif))
    pieces = {"publics": said.comptes, "ambiance": said.ambiance, "categories": said.chose}
    missing = [name for name, piece in pieces.items() if not piece]
    if missing:
        yield (
            f"Aucun exemple à montrer n'est compris pour : {', '.join(missing)}. "
            "Ajoutez-y un `alias`, des `mots` ou des `choses`."
        )

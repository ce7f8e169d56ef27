"""What is allowed but deserves a second look before the dispositif goes live."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Final

from bot.domain.distance import metres
from bot.domain.interventions import MESURE_IMPACT, exceeds
from storage.dispositif.alertes import Comite
from storage.dispositif.creneaux import periods_without
from storage.dispositif.depart import BESIDES, DEPART
from storage.dispositif.domaines import est_dehors
from storage.dispositif.entries import Item
from storage.dispositif.exemples import exemples_of
from storage.dispositif.jumeaux import look_alikes
from storage.dispositif.lexique import words_of
from storage.dispositif.model import Dispositif, actifs


def warnings(dispositif: Dispositif) -> tuple[str, ...]:
    """Sentences in French; none stops the program."""
    return (
        *_starters(dispositif),
        *_interventions(dispositif),
        *_comites(dispositif),
        *_domaines(dispositif),
        *_proximite(dispositif),
        *_counters(dispositif),
        *_holidays(dispositif),
        *_planning(dispositif),
        *periods_without(dispositif),
        *look_alikes(dispositif),
        *_far_away(dispositif),
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
        measure = next((e for e in dispositif.echeances(line) if e.slug == MESURE_IMPACT), None)
        if measure and measure.date > end:
            yield (
                f"Intervention « {line.slug} » : la mesure N+3 ({measure.date}) tombe après la "
                f"fin de la convention ({end}) et ne serait pas faite (000 l.166)."
            )


def _comites(dispositif: Dispositif) -> Iterator[str]:
    for comite in actifs(dispositif.comites):
        count = len(comite.destinataires)
        if not count:
            yield f"Comité « {comite.slug} » : aucun destinataire, seul le porteur le lira."
        elif count < 3 and comite.sorte in ("operationnel", "technique"):
            yield f"Comité « {comite.slug} » : {count} destinataire(s), trois au moins attendus."
        if count and comite.operationnel and not dispositif.anime(comite):
            yield (
                f"Comité « {comite.slug} » : le porteur de projet n'en est pas, et il l'anime "
                "(000 l.71, l.77). Ajoutez un destinataire dont le rôle dit « Porteur »."
            )
        if comite.profondeur and comite.lit != comite.profondeur:
            yield (
                f"Comité « {comite.slug} » : les signalements un par un ne vont qu'à un "
                "territoire (§4.7) ; il les lira comptés. Donnez-lui un territoire, ou "
                "« profondeur: compte »."
            )
    followed = {comite.territoire for comite in dispositif.lecteurs("hebdo")}
    for territoire in actifs(dispositif.territoires):
        if territoire.slug not in followed:
            yield f"Territoire « {territoire.slug} » : aucun comité ne reçoit son point hebdo."


def _domaines(dispositif: Dispositif) -> Iterator[str]:
    """Only where the file says which domains are its own."""
    for comite in actifs(dispositif.comites) if dispositif.reglages.domaines_courriel else ():
        for one in comite.destinataires:
            if est_dehors(dispositif, one.email):
                yield (
                    f"Comité « {comite.slug} » : {one.email} n'est d'aucun domaine de "
                    "« domaines_courriel ». Relisez l'adresse."
                )


def _counters(dispositif: Dispositif) -> Iterator[str]:
    """A counter takes a case once: what comes later, and what is about none, has no way there."""
    for service in actifs(dispositif.services):
        if service.guichet_seulement:
            yield (
                f"Service « {service.label} » : seulement un guichet Open311. Ni les rappels, ni "
                "« ce qui reste ouvert chez vous », ni les préconisations, ni les messages n'y "
                "arrivent : ajoutez un courriel, un salon ou un webhook."
            )


def _proximite(dispositif: Dispositif) -> Iterator[str]:
    """One of each direction de proximité, in the comité technique and on each territoire."""
    several = len(actifs(dispositif.territoires))
    for service in actifs(dispositif.services):
        theirs = "proximité" in service.label.casefold() and not service.bailleur
        if theirs and several > 1 and len(service.emails) == 1 and not service.territoires:
            yield (
                f"Service « {service.label} » : une seule adresse pour {several} territoires ; "
                "donnez la sienne à chacun, sous « territoires: » (000 l.67, l.80)."
            )
    comites = actifs(dispositif.comites)
    expected = len({one.territoire for one in comites if one.operationnel})
    for comite in (one for one in comites if one.sorte == "technique"):
        if expected > 1 and len(_proximites([comite])) == 1:
            yield (
                f"Comité « {comite.slug} » : une seule adresse pour toutes les directions de "
                f"proximité ; chacune y a un représentant, {expected} attendus (000 l.67)."
            )
    followed = [one for one in comites if one.operationnel and _proximites([one])]
    if len(followed) > 1 and len(_proximites(followed)) == 1:
        yield (
            "Comités opérationnels : la même adresse pour la direction de proximité de chaque "
            "territoire ; donnez la sienne à chacun (000 l.67, l.80)."
        )


def _proximites(comites: Iterable[Comite]) -> set[str]:
    return {
        one.email
        for comite in comites
        for one in comite.destinataires
        if "proximité" in one.role.casefold()
    }


FAR: Final = 30_000
"""Metres from any other site: no binôme goes there and back in an evening."""


def _far_away(dispositif: Dispositif) -> Iterator[str]:
    sites = actifs(dispositif.sites)
    for site in sites:
        others = [one for one in sites if one is not site]
        nearest = min(
            (metres(site.latitude, site.longitude, o.latitude, o.longitude) for o in others),
            default=0.0,
        )
        if nearest > FAR:
            yield (
                f"Site « {site.slug} » : à {nearest / 1000:.0f} km du site le plus proche ; "
                "vérifiez latitude et longitude."
            )


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

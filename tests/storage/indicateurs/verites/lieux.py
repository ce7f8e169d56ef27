"""Hours by what the sites are, what the file says of them, and the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests.storage.indicateurs.verites.brut import Ici, counted, verite
from tests.storage.indicateurs.verites.rencontres import rencontres
from tests.storage.indicateurs.verites.temps import heures_presence, segments


def hours_by(ici: Ici, word: Callable[[Any], str | None]) -> dict[str, int]:
    config, slugs = ici.programme.config, ici.programme.site_slugs
    said = (
        (word(config.site(slugs[presence["site_id"]])), minutes)
        for presence, _, minutes in segments(ici)
    )
    return counted((one, minutes) for one, minutes in said if one is not None)


@verite("heures-type-site")
def heures_type_site(ici: Ici) -> dict[str, int]:
    return hours_by(ici, lambda site: site.type_site)


@verite("heures-type-lieu")
def heures_type_lieu(ici: Ici) -> dict[str, int]:
    return hours_by(ici, lambda site: site.type_lieu)


@verite("heures-bailleur")
def heures_bailleur(ici: Ici) -> dict[str, int]:
    return hours_by(ici, lambda site: site.bailleur)


@verite("heures-quartier")
def heures_quartier(ici: Ici) -> dict[str, int]:
    return hours_by(ici, lambda site: site.quartier)


def kind(ici: Ici, intervention_id: int | None) -> str:
    for one in ici.programme.config.interventions:
        if ici.programme.interventions[one.slug] == intervention_id:
            return one.type
    return "hors-intervention"


@verite("heures-type-intervention")
def heures_type_intervention(ici: Ici) -> dict[str, int]:
    return counted(
        (kind(ici, presence["intervention_id"]), minutes) for presence, _, minutes in segments(ici)
    )


@verite("preventif-evenements")
def preventif_evenements(ici: Ici) -> tuple[int, int]:
    mine = [
        (presence, minutes)
        for presence, _, minutes in segments(ici)
        if kind(ici, presence["intervention_id"]) == "preventive"
    ]
    during = sum(minutes for presence, minutes in mine if presence["evenement"] is not None)
    return during, sum(minutes for _, minutes in mine)


@verite("logements")
def logements(ici: Ici) -> dict[str, int]:
    services = ici.programme.config.services
    return counted((one.slug, one.nb_logements or 0) for one in services)


@verite("sites-en-intervention")
def sites_en_intervention(ici: Ici) -> tuple[int, int]:
    return len(ici.slugs & {one.site for one in ici.missions()}), len(ici.sites)


@verite("quartiers-en-intervention")
def quartiers_en_intervention(ici: Ici) -> tuple[int, int]:
    config = ici.programme.config
    mine = {config.site(slug).quartier for slug in ici.slugs}
    territoires = {one.territoire for one in config.quartiers if one.slug in mine}
    every = [one for one in config.quartiers if one.territoire in territoires and one.actif]
    busy = {config.site(one.site).quartier for one in ici.missions() if one.site in ici.slugs}
    return sum(one.slug in busy for one in every), len(every)


def days(ici: Ici) -> list[date]:
    first, last = ici.jours
    return [first + timedelta(days=rank) for rank in range((last - first).days + 1)]


@verite("jours-vacances")
def jours_vacances(ici: Ici) -> tuple[int, int]:
    calendrier = ici.programme.calendrier
    known = [one for one in days(ici) if one <= (calendrier.vacances_connues or date.max)]
    off = [one for one in known if any(v.du <= one < v.reprise for v in calendrier.vacances)]
    return len(off), len(known)


@verite("jours-feries")
def jours_feries(ici: Ici) -> int:
    return len(ici.programme.calendrier.feries.intersection(days(ici)))


@verite("courbe-presence")
def courbe_presence(ici: Ici) -> dict[str, int]:
    return {part.jours[0].isoformat(): heures_presence(part) for part in ici.parts()}


@verite("courbe-rencontres")
def courbe_rencontres(ici: Ici) -> dict[str, int]:
    return {part.jours[0].isoformat(): rencontres(part) for part in ici.parts()}

"""Meetings held, and what each mission owed by some day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from tests.storage.indicateurs.verites.brut import Ici, verite
from tests.storage.indicateurs.verites.vies import whole


def held(ici: Ici, comites: Sequence[str], first: date, last: date) -> list[tuple[str, date]]:
    return [
        (row["comite"], row["jour"])
        for row in ici.brut.table("reunion")
        if row["tenue"] and row["comite"] in comites and first <= row["jour"] <= last
    ]


def territoires(ici: Ici) -> set[str]:
    config = ici.programme.config
    return {config.quartier(config.site(slug).quartier).territoire for slug in ici.slugs}


@verite("reunions-acteurs")
def reunions_acteurs(ici: Ici) -> int:
    every = [one for one in ici.programme.config.comites if one.actif]
    mine = [one.slug for one in every if whole(ici) or one.territoire in territoires(ici)]
    return len(held(ici, mine, *ici.jours))


def away_from_sunday(jour: date, shift: int) -> date:
    return jour + timedelta(days=shift) if jour.weekday() == 6 else jour


@verite("delai-quinze-jours")
def delai_quinze_jours(ici: Ici) -> tuple[int, int]:
    config, (first, last) = ici.programme.config, ici.jours
    kept, every = 0, 0
    for one in config.interventions:
        latest = one.decision + timedelta(days=config.delais.premier_comite_jours)
        latest = away_from_sunday(latest, -1)
        if one.site in ici.slugs and first <= latest <= last:
            territoire = config.quartier(config.site(one.site).quartier).territoire
            comites = [c.slug for c in config.comites if c.actif and c.territoire == territoire]
            every += 1
            kept += bool(held(ici, comites, one.decision, latest))
    return kept, every


@verite("trois-comites")
def trois_comites(ici: Ici) -> tuple[int, int]:
    config, last = ici.programme.config, ici.jours[1]
    techniques = [one.slug for one in config.comites if one.actif and one.sorte == "technique"]
    days = [jour for _, jour in held(ici, techniques, date.min, last)]
    for one in config.interventions:
        days += [jour for jour in (one.decision, one.renouvelee_le) if jour and jour <= last]
    since = max(days, default=config.convention.debut)
    asked = config.delais.reunions_par_trimestre
    if not asked:
        return 0, 0
    active = {
        config.quartier(config.site(one.site).quartier).territoire
        for one in config.interventions
        if one.site in ici.slugs and one.debut <= last and one.fin >= since
    }
    met = 0
    for territoire in active:
        comites = [one for one in config.comites if one.actif and one.territoire == territoire]
        wanted = share(ici, territoire, since, asked)
        met += any(len(held(ici, [one.slug], since, last)) >= wanted for one in comites)
    return met, len(active)


def share(ici: Ici, territoire: str, since: date, asked: int) -> float:
    """Day after day of the quarter: is there an intervention in that territoire?"""
    config = ici.programme.config
    end = away_from_sunday(later(since, config.delais.trimestre_mois), 1)
    every = [since + timedelta(days=n) for n in range((end - since).days)]
    mine = [
        one
        for one in config.interventions
        if config.quartier(config.site(one.site).quartier).territoire == territoire
    ]
    alive = [day for day in every if any(one.debut <= day <= one.fin for one in mine)]
    return asked * len(alive) / len(every)


@verite("t0-releves")
def t0_releves(ici: Ici) -> tuple[int, int]:
    first, last = ici.jours
    notes = {
        row["intervention_id"]
        for row in ici.brut.table("releve_site")
        if row["mesure"] == "t0" and row["supprimee_le"] is None
    }
    length = timedelta(days=ici.programme.config.delais.mesure_fenetre_jours - 1)
    owed = [
        ici.programme.interventions[one.slug]
        for one in ici.programme.config.interventions
        if one.site in ici.slugs and first <= min(one.debut + length, one.fin) <= last
    ]
    return sum(one in notes for one in owed), len(owed)


def ticked(ici: Ici, quoi: str, due: dict[str, date]) -> tuple[int, int]:
    """Of the missions that owed it in the period, those of which it was noted before its end."""
    first, last = ici.jours
    done = {
        row["intervention_id"]
        for row in ici.brut.table("echeance_faite")
        if row["quoi"] == quoi and row["faite_le"] < ici.fin
    }
    mine = [one for one in ici.programme.config.interventions if one.site in ici.slugs]
    owed = [one for one in mine if one.slug in due and first <= due[one.slug] <= last]
    ids = [ici.programme.interventions[one.slug] for one in owed]
    return sum(one in done for one in ids), len(ids)


@verite("comptes-rendus-remis")
def comptes_rendus_remis(ici: Ici) -> tuple[int, int]:
    delay = timedelta(days=ici.programme.config.delais.compte_rendu_jours)
    missions = ici.programme.config.interventions if delay else ()
    due = {one.slug: away_from_sunday(one.fin + delay, 1) for one in missions}
    return ticked(ici, "compte-rendu", due)


@verite("mesures-n3-faites")
def mesures_n3_faites(ici: Ici) -> tuple[int, int]:
    months = ici.programme.config.delais.mesure_impact_mois
    missions = ici.programme.config.interventions if months else ()
    due = {one.slug: away_from_sunday(later(one.fin, months), 1) for one in missions}
    return ticked(ici, "mesure-impact", due)


def later(jour: date, months: int) -> date:
    """The same day so many months on, or the last one of a shorter month."""
    rank = 12 * jour.year + jour.month - 1 + months
    year, month = rank // 12, rank % 12 + 1
    return date(year, month, min(jour.day, monthrange(year, month)[1]))

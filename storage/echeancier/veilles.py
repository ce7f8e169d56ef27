"""What is watched: too many sites, too long, nobody there, a share out of its band."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import func, select

from bot.clock import PARIS, paris
from bot.domain.echeancier import (
    HEURES_N3,
    N3_HORS,
    PART_TERRAIN,
    PERIODE_ABSENTE,
    SANS_PRESENCE,
    TROP_DE_SITES,
    TROP_LONG,
    LigneEcheance,
    RappelDu,
)
from bot.domain.interventions import MESURE_IMPACT, exceeds
from bot.domain.semaine import Semaine
from bot.words import jour_court
from storage import heures_manquantes, heures_reservees, presences, temps
from storage.dispositif import Intervention, actifs
from storage.dispositif.echeancier import COORDINATION
from storage.echeancier.suivi import SuiviEcheances
from storage.figures import opening
from storage.models import Presence, PresenceSegment
from storage.work import Work

VENDREDI: Final = 4
WEEK: Final = timedelta(weeks=1)
DITE: Final = timedelta(days=14)
"""How long what is said once a month stays on the screens."""


def lignes(work: Work, suivi: SuiviEcheances) -> Iterator[LigneEcheance]:
    """Only what is so today."""
    running = [one for one in suivi.interventions if one.debut <= suivi.today <= one.fin]
    rules = work.programme.config.echeancier
    yield from _beyond_convention(work, suivi)
    if rules.heures_n3_jours:
        yield from _unreserved(work, suivi, timedelta(days=rules.heures_n3_jours))
    if rules.trop_de_sites:
        yield from _too_many(work, running)
    if rules.trop_long:
        yield from _too_long(work, running)
    asked = rules.periode_absente_semaines and running
    absent = list(_absent(work, running, suivi.today)) if asked else []
    yield from absent
    known = {one.site for one in absent}
    yield from (one for one in _nobody(work, suivi.today) if one.site not in known)
    if rules.terrain_semaines:
        yield from _share(work, suivi.today)


def vides(work: Work, semaine: Semaine) -> Iterator[str]:
    """Sites whose intervention began before that Friday and goes on, and where nobody came."""
    programme, friday = work.programme, semaine.lundi + timedelta(days=VENDREDI)
    seen = presences.sites_seen(work.tx, programme.id, *semaine.bornes())
    running = {one.site for one in programme.config.interventions if one.debut < friday <= one.fin}
    for site in programme.config.sites:
        if site.slug in running and programme.sites[site.slug] not in seen:
            yield site.slug


def _watched(
    regle: str,
    cle: str,
    quoi: str,
    depuis: date,
    *,
    objet: str = "",
    mot: str = "",
    site: str = "",
) -> LigneEcheance:
    """mot: what tells that it was said; « » for what is told by a message of its own."""
    return LigneEcheance(
        cle=cle,
        regle=regle,
        quoi=quoi,
        objet=objet,
        terme=depuis,
        qui=COORDINATION,
        rappels=(RappelDu(depuis, mot),) if mot else (),
        site=site,
    )


def _beyond_convention(work: Work, suivi: SuiviEcheances) -> Iterator[LigneEcheance]:
    """Its impact would be measured after the convention: it never will (requirements §0.9)."""
    config = work.programme.config
    for one in suivi.interventions:
        late = [
            due
            for due in config.echeances(one)
            if due.slug == MESURE_IMPACT and due.date > config.convention.fin
        ]
        if late and one.fin >= suivi.today:
            number, site = work.programme.interventions[one.slug], config.site(one.site)
            yield _watched(
                *(N3_HORS, f"{number}.{N3_HORS}"),
                "la mesure d'impact tombe après la fin de la convention",
                one.renouvelee_le or one.decision,
                objet=site.label,
                mot=f"n3-{one.fin}",
                site=one.site,
            )


def _unreserved(work: Work, suivi: SuiviEcheances, ahead: timedelta) -> Iterator[LigneEcheance]:
    """N+3 comes, and some period of the site has no slot (requirements §4.5)."""
    for one in suivi.interventions:
        window = heures_reservees.fenetre(work, one)
        if window is None or not window.debut - ahead <= suivi.today <= window.fin:
            continue
        empty = heures_reservees.manquent(work, one)
        if empty:
            number = work.programme.interventions[one.slug]
            yield _watched(
                *(HEURES_N3, f"{number}.{HEURES_N3}"),
                f"aucune heure réservée pour la mesure N+3 ({', '.join(empty)}), "
                f"dès le {jour_court(window.debut)}",
                window.debut - ahead,
                objet=work.programme.config.site(one.site).label,
                mot=f"heures-{window.debut}",
                site=one.site,
            )


def _too_many(work: Work, running: list[Intervention]) -> Iterator[LigneEcheance]:
    """Since the day on which the last of them began (000 l.120)."""
    config = work.programme.config
    most, sites = config.delais.sites_simultanes, {one.site for one in running}
    if len(sites) > most:
        since = max(one.debut for one in running)
        quoi = f"{len(sites)} sites à la fois, {most} au plus sont prévus"
        yield _watched(TROP_DE_SITES, f"{since}.{TROP_DE_SITES}", quoi, since, mot="sites")


def _too_long(work: Work, running: list[Intervention]) -> Iterator[LigneEcheance]:
    """Beyond one renewal (000 l.43, l.120)."""
    config = work.programme.config
    most = config.delais.intervention_max_mois
    for one in running:
        if exceeds(one.debut, one.fin, most):
            number = work.programme.interventions[one.slug]
            yield _watched(
                *(TROP_LONG, f"{number}.{TROP_LONG}"),
                f"plus de {most} mois au même endroit, au-delà d'un renouvellement",
                one.renouvelee_le or one.decision,
                objet=config.site(one.site).label,
                mot=f"long-{one.fin}",
                site=one.site,
            )


def _nobody(work: Work, today: date) -> Iterator[LigneEcheance]:
    """From Friday on; a message of its own tells it (000 l.103)."""
    semaine = Semaine.around(today)
    if today < semaine.lundi + timedelta(days=VENDREDI):
        return
    for slug in vides(work, semaine):
        label = work.programme.config.site(slug).label
        quoi = "aucune présence notée depuis lundi"
        cle = f"{work.programme.sites[slug]}.{SANS_PRESENCE}.{semaine.label}"
        yield _watched(SANS_PRESENCE, cle, quoi, semaine.lundi, objet=label, site=slug)


def _absent(work: Work, running: list[Intervention], today: date) -> Iterator[LigneEcheance]:
    """Periods of a site in which nobody was for so many whole weeks (C06).

    A carnet that has just been opened knows nothing of the weeks before.
    """
    config, monday = work.programme.config, Semaine.around(today).lundi
    weeks = config.echeancier.periode_absente_semaines
    latest = _last_days(work, min(one.debut for one in running))
    sign = opening(work.tx, work.programme.id)
    opened = paris(sign).date() if sign else today
    for one in running:
        number, empty = work.programme.sites[one.site], {}
        for tranche in actifs(config.periodes.tranches):
            since = max(latest.get((number, tranche.slug), one.debut), one.debut, opened)
            told = Semaine.around(since).lundi + (weeks + 1) * WEEK
            if told <= monday:
                empty[tranche.label.lower()] = told
        if empty:
            day = max(empty.values())
            yield _watched(
                *(PERIODE_ABSENTE, f"{number}.{PERIODE_ABSENTE}.{day}"),
                f"personne depuis {weeks} semaines ({', '.join(empty)})",
                day,
                objet=config.site(one.site).label,
                mot=f"absente-{day}",
                site=one.site,
            )


def _last_days(work: Work, first: date) -> Mapping[tuple[int, str], date]:
    """By site and period, the last day on which somebody was there, from that day on."""
    since = datetime.combine(first, time(0), PARIS)
    latest = (
        select(Presence.site_id, PresenceSegment.tranche, func.max(PresenceSegment.debut))
        .join(PresenceSegment, PresenceSegment.presence_id == Presence.id)
        .where(
            Presence.dispositif_id == work.programme.id,
            Presence.debut >= since,
            Presence.supprimee_le.is_(None),
        )
        .group_by(Presence.site_id, PresenceSegment.tranche)
    )
    rows = work.tx.execute(latest)
    return {(site, tranche): paris(le).date() for site, tranche, le in rows}


def _share(work: Work, today: date) -> Iterator[LigneEcheance]:
    """Out of its band over whole weeks; nothing while hours are missing (000 l.142)."""
    programme = work.programme
    rules, weeks = programme.config.hors_terrain, programme.config.echeancier.terrain_semaines
    monday = Semaine.around(today).lundi
    first, day = monday - weeks * WEEK, _first_monday(monday)
    if today >= day + DITE or heures_manquantes.missing(work.tx, programme.id, first, monday):
        return
    lately = temps.of_binomes(work.tx, programme.id, first, monday)
    share = temps.together(lately.values()).part_terrain
    if share is None or abs(share - rules.objectif_terrain_pct) <= rules.tolerance_pct:
        return
    quoi = (
        f"{share} % en présence sur {weeks} semaines, le repère est {rules.objectif_terrain_pct} %"
    )
    yield _watched(PART_TERRAIN, f"{day}.{PART_TERRAIN}", quoi, day, mot="terrain")


def _first_monday(monday: date) -> date:
    """Of the month of that Monday: it is said once a month as long as it lasts."""
    return monday - ((monday.day - 1) // 7) * WEEK

"""What an intervention's questions need: what runs, what may be picked, the dates that follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from bot.casework import ville
from bot.casework.livrable import renouvellement
from bot.clock import paris
from bot.domain.interventions import (
    PREMIER_COMITE,
    Echeance,
    add_months,
    before_sunday,
    exceeds,
    not_sunday,
    semaine_n,
)
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.questions.choix import options
from bot.questions.jours import day_options, last_days, sunday
from bot.words import date_longue, jour
from handlers.intervention import objectifs, tenues, touches
from storage import reunions
from storage.dispositif import Dispositif, Intervention, actifs

OPEN, RENEW, END, AIM = "ouvrir", "renouveler", "terminer", "objectifs"
CORRECT, DUE = "corriger", "dues"
ELSEWHERE: Final[Mapping[str, str]] = {
    CORRECT: "intervention_corrigee",
    DUE: "echeances",
}
"""Gestes whose questions are another flow's."""
YES_OPEN: Final = Option(OPEN, "✅ Ouvrir")
YES: Final = Option("oui", "✅ Confirmer")
CARD: Final = "fiche."
"""Begins the option that opens the card of one intervention, by its row id."""
SHOWN: Final = 8
"""Interventions on one screen, each with its line and its button."""


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    today = paris(context.now).date()
    running = sorted(
        (intervention for intervention in config.interventions if intervention.fin >= today),
        key=lambda intervention: intervention.fin,
    )
    decided = min((intervention.decision for intervention in running), default=today)
    comites = [one.slug for one in config.comites]
    held = reunions.suivis(context.tx, context.programme.id, comites, decided, today)
    general: Facts = {
        "now": context.now,
        "lignes": [_line(config, intervention, today, held) for intervention in running],
        "ville": ville.handed_over(context),
        "gestes": (
            *_gestes(bool(running)),
            *_cards(config, context.programme.interventions, running),
        ),
        "sites": tuple(Option(site.slug, f"📍 {site.label}") for site in actifs(config.sites)),
        "types": options(config.liste("types_intervention")),
        "jours": last_days(today),
        "interventions": tuple(
            Option(intervention.slug, label(config, intervention)) for intervention in running
        ),
    }
    choice = next(
        (intervention for intervention in running if intervention.slug == answers.get("laquelle")),
        None,
    )
    changing = _changing(context, choice, answers, today)
    opening, aims = _opening(config, answers, today), objectifs.facts(context, choice)
    days = {OPEN: "fin_prevue", RENEW: "fin_renouvelee"}
    day: date = {**opening, **changing}[days.get(answers.get("geste", ""), "fin_avancee")]
    yes = YES_OPEN if answers.get("geste") == OPEN else YES
    # « Terminer plus tôt » may end it on the last day that it has, never later.
    last = choice.fin if choice and answers.get("geste") == END else config.convention.fin
    asked = sunday(day, yes, today=today, last=last)
    return {**general, **opening, **changing, **aims, **asked, **_measure(config, day)}


def _measure(config: Dispositif, fin: date) -> Facts:
    """When the impact of one that ends that day is measured, and whether it ever will be (A03)."""
    months = config.delais.mesure_impact_mois
    measured = not_sunday(add_months(fin, months))
    return {"n3_prevue": measured, "n3_hors": bool(months) and measured > config.convention.fin}


def site_label(config: Dispositif, slug: str | None) -> str:
    return config.site(slug).label if slug else ""


def opening_dates(config: Dispositif, answers: Answers, today: date) -> tuple[date, date]:
    """The start and the end, as answered, else from the first free day and for three months."""
    first = _first_day(config, answers, today)
    debut = _day(answers, "debut") or max(today, first)
    usual = before_sunday(after_months(debut, config.delais.intervention_mois))
    return debut, _day(answers, "fin") or max(debut, min(usual, config.convention.fin))


def after_months(debut: date, months: int) -> date:
    """The last day of `months` that begin on `debut`."""
    return add_months(debut, months) - timedelta(days=1)


def _opening(config: Dispositif, answers: Answers, today: date) -> Facts:
    debut, fin = opening_dates(config, answers, today)
    sites, since = _sites_then(config, answers.get("site"), debut), _since(config, answers, debut)
    decided = answers.get("decision")
    kind = answers.get("type")
    starts = [max(today, _first_day(config, answers, today)) + timedelta(days=n) for n in range(4)]
    return {
        "site_label": site_label(config, answers.get("site")),
        "type_label": config.element("types_intervention", kind).label if kind else "",
        "decidee": date.fromisoformat(decided) if decided else today,
        "debut_min": _first_day(config, answers, today),
        "debut_prevu": debut,
        "fin_prevue": fin,
        "fin_calculee": not answers.get("fin"),
        "debuts": day_options(day for day in starts if day <= config.convention.fin),
        "fins": _ends(config, debut - timedelta(days=1)),
        "fin_convention": config.convention.fin,
        "nombre_sites": sites,
        "sites_prevus": config.delais.sites_simultanes,
        "trop_de_sites": sites > config.delais.sites_simultanes,
        "ouverture_longue": exceeds(since, fin, config.delais.intervention_max_mois),
    }


def _changing(
    context: Context, intervention: Intervention | None, answers: Answers, today: date
) -> Facts:
    config = context.programme.config
    fin = intervention.fin if intervention else today
    debut = intervention.debut if intervention else today
    usual = before_sunday(after_months(fin + timedelta(days=1), config.delais.intervention_mois))
    later = _day(answers, "nouvelle_fin") or usual
    renewing = intervention if answers.get("geste") == RENEW else None
    bilan = renouvellement.bilan_of(context, renewing) if renewing else None
    valide = bilan.valide_le if bilan else None
    most = config.delais.intervention_max_mois
    ended = _day(answers, "fin_anticipee") or max(debut, today)
    ending = intervention if answers.get("fin_anticipee") else None
    return {
        "touche": touches.after(context, ending, ended),
        "choisie": label(config, intervention) if intervention else "",
        "debut_choisie": debut,
        "bilan": bilan.titre if bilan else "",
        "bilans": (Option(bilan.cle, "📄 Ouvrir le bilan"),) if bilan else (),
        "sans_bilan": bilan is not None and valide is None,
        "bilan_valide": valide or debut,
        "bilan_dit": date_longue(valide) if valide else "",
        "jours_accord": _past_from(valide or debut, today),
        "apres_fin": fin + timedelta(days=1),
        "fins_renouvelees": _ends(config, fin),
        "fins_avancees": day_options(_earlier_ends(debut, today)),
        "fin_renouvelee": later,
        "fin_avancee": ended,
        "mois_max": most,
        "trop_long": exceeds(debut, later, most),
    }


def _earlier_ends(debut: date, today: date) -> Iterator[date]:
    """Today, whatever the day; then computed ones, which never fall on a Sunday."""
    yield max(debut, today)
    for days in (1, 7, 14):
        yield max(debut, not_sunday(today + timedelta(days=days)))


def _gestes(running: bool) -> tuple[Option, ...]:
    changes = (
        Option(RENEW, "🔁 Renouveler", stays=True),
        Option(AIM, "🎯 Changer les objectifs", stays=True),
        Option(END, "⏹ Terminer plus tôt", stays=True),
    )
    others = (
        Option(CORRECT, "✏️ Corriger, rouvrir", stays=True),
        Option(DUE, "📆 Échéances", stays=True),
    )
    opening = Option(OPEN, "➕ Ouvrir une intervention", stays=True)
    return (opening, *(changes if running else ()), *others)


def _cards(
    config: Dispositif, numbers: Mapping[str, int], running: Sequence[Intervention]
) -> Iterator[Option]:
    """One button for each, in the order of the lines: its card (`fiche`)."""
    for one in running:
        yield Option(f"{CARD}{numbers[one.slug]}", label(config, one))


def _first_day(config: Dispositif, answers: Answers, today: date) -> date:
    """After the decision, and after what is already decided on that site."""
    decided = _day(answers, "decision") or today
    taken = [
        intervention.fin
        for intervention in config.interventions
        if intervention.site == answers.get("site")
    ]
    return max([decided, *(fin + timedelta(days=1) for fin in taken)])


def _sites_then(config: Dispositif, site: str | None, debut: date) -> int:
    """How many sites would be in intervention that day, this one included."""
    others = {
        intervention.site
        for intervention in config.interventions
        if intervention.debut <= debut <= intervention.fin
    }
    return len(others | {site})


def _since(config: Dispositif, answers: Answers, debut: date) -> date:
    """When the site began to be in intervention without a break, that one included (C03)."""
    for one in sorted(config.interventions, key=lambda one: one.fin, reverse=True):
        if one.site == answers.get("site") and one.fin == debut - timedelta(days=1):
            debut = one.debut
    return debut


def _ends(config: Dispositif, before: date) -> tuple[Option, ...]:
    """The usual length first, then shorter ones and the longest, counted from after `before`.

    None lies beyond the convention.
    """
    usual, most = config.delais.intervention_mois, config.delais.intervention_max_mois
    first = before + timedelta(days=1)
    # A year is not offered month by month.
    shorter = range(1, usual) if usual <= 6 else range(3, usual, 3)
    lengths = dict.fromkeys((usual, *shorter, most))
    ends = ((months, before_sunday(after_months(first, months))) for months in lengths)
    return tuple(
        Option(end.isoformat(), f"{months} mois : {date_longue(end)}")
        for months, end in ends
        if end <= config.convention.fin
    )


def _past_from(first: date, today: date) -> tuple[Option, ...]:
    """The last days, none before `first`."""
    return tuple(option for option in last_days(today) if date.fromisoformat(option.slug) >= first)


def _day(answers: Answers, key: str) -> date | None:
    return date.fromisoformat(answers[key]) if answers.get(key) else None


def _computed(due: Echeance) -> str:
    """« (date calculée) », of a date that nobody fixed."""
    return " (date calculée)" if due.calculee else ""


def label(config: Dispositif, intervention: Intervention) -> str:
    """« Site A · jusqu'au 05/01/2027 »."""
    return f"{site_label(config, intervention.site)} · jusqu'au {intervention.fin:%d/%m/%Y}"


def _line(
    config: Dispositif, intervention: Intervention, today: date, held: reunions.Suivis
) -> str:
    """« Site A, corrective, semaine 7 sur 13, jusqu'au 5 janvier 2027. » and what follows it."""
    kind = config.element("types_intervention", intervention.type).label.lower()
    week, total = semaine_n(
        intervention.debut, intervention.fin, today - timedelta(days=today.weekday())
    )
    when = (
        f"semaine {week} sur {total}"
        if intervention.debut <= today
        else f"dès le {jour(intervention.debut)}"
    )
    met = reunions.since_decision(config, intervention, held)
    coming = [
        due
        for due in config.echeances(intervention)
        if due.date >= today and not (due.slug == PREMIER_COMITE and met.tenues)
    ]
    after = f" {coming[0].label} : {jour(coming[0].date)}{_computed(coming[0])}." if coming else ""
    where = site_label(config, intervention.site)
    ended = f"{where}, {kind}, {when}, jusqu'au {date_longue(intervention.fin)}."
    return f"{ended}{tenues.said(config, intervention, met, today)}{after}"

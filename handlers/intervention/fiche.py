"""One card for an intervention: hours, comités, ambiance, what is open there, what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.casework import ambiance, part_terrain
from bot.casework.livrable import dus
from bot.clock import paris
from bot.domain.droits import Droit
from bot.domain.interventions import PREMIER_COMITE, premier_comite, semaine_n
from bot.engine.conditions import Answers, Facts, Has
from bot.engine.reading import fold
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Context, Ending, Handler, Opening
from bot.rendering import render_line
from bot.words import date_longue, jour, pluriel
from handlers.intervention import facts as known
from handlers.intervention.changement import said
from storage import reunions, site_suivi
from storage.cadence import comptes
from storage.dispositif import Intervention
from storage.echeancier import lignes
from storage.figures import lieux
from storage.indicateurs.contrat import Mediane
from storage.indicateurs.observations import ambiance_mediane
from storage.indicateurs.releve import releve

KEPT: Final = timedelta(days=120)
"""An ended one is shown until its impact was measured, three months on (000 l.166)."""
GONE: Final = "Cette intervention est finie depuis longtemps : son compte rendu la raconte."
NO_SHARE: Final = (
    "Part en présence de l'équipe (repère : {{ repere }} %) : pas encore assez d'heures notées."
)
LATELY: Final = timedelta(weeks=4)
SCREENS: Final = {
    known.RENEW: "🔁 Renouveler",
    known.AIM: "🎯 Changer les objectifs",
    known.END: "⏹ Terminer plus tôt",
}
DOCUMENTS: Final = "documents"
OTHERS: Final = {
    "planning": "🗓 Planning",
    "comites": "🏛 Comités",
    "signalements_ouverts": "🔧 Signalements ouverts",
    "relais_equipe": "🔁 Relais à suivre",
    "preconisations_suivies": "📖 Suites des préconisations",
    DOCUMENTS: "📄 Documents dus",
}
CARD: Final = (
    "📅 <b>{{ site }}</b>, {{ quartier }}\n"
    "{{ sorte }}, {{ quand }}, du {{ debut|date_longue }} au {{ fin|date_longue }}.\n"
    "🎯 {{ objectifs }}.\n"
    "⏱ {{ faites|duree }} faites sur {{ passees|duree }} prévues à ce jour"
    "{% if total > passees %}, {{ total|duree }} jusqu'à la fin{% endif %}"
    " ; {{ personnes|duree }} de présence de médiateurs.\n"
    "🚶 {{ part }}\n"
    "{% for ligne in comites %}🏛 {{ ligne }}\n{% endfor %}"
    "🙂 {{ ambiance }}\n"
    "{% for ligne in courbes %}   Douze semaines : {{ ligne }}.\n{% endfor %}"
    "🔧 {{ vivants.signalements|pluriel('signalement ouvert', 'signalements ouverts') }}"
    "{% if vivants.signalements_en_retard %}, dont {{ vivants.signalements_en_retard }} "
    "en retard{% endif %}.\n"
    "🔁 {{ vivants.relais|pluriel('relais ouvert', 'relais ouverts') }}"
    "{% if vivants.relais_a_verifier %}, dont {{ vivants.relais_a_verifier }} à vérifier"
    "{% endif %}.\n"
    "📂 {{ vivants.mediations|pluriel('médiation en cours', 'médiations en cours') }} ; "
    "💡 {{ vivants.preconisations|pluriel('préconisation sans réponse', "
    "'préconisations sans réponse') }}.\n"
    "{% for ligne in dues %}{{ ligne }}\n{% endfor %}"
)


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    today = paris(context.now).date()
    shown = _shown(context)
    numbers = context.programme.interventions
    chosen = next(
        (one for one in shown if str(numbers[one.slug]) == answers.get("laquelle")), None
    )
    return {
        "interventions": tuple(
            Option(str(numbers[one.slug]), known.label(config, one)) for one in shown
        ),
        "fiche": _card(context, chosen, today) if chosen else GONE,
        "suites": tuple(_screens(chosen, today)) if chosen else (),
    }


def named(context: Context, text: str) -> dict[str, str] | None:
    """The name of a site, typed from anywhere, opens the card of its intervention."""
    for one in _shown(context):
        if fold(text) == fold(context.programme.config.site(one.site).label):
            return {"laquelle": str(context.programme.interventions[one.slug])}
    return None


def _shown(context: Context) -> list[Intervention]:
    """Those under way and to come, the first to end first; then those that ended lately."""
    today = paris(context.now).date()
    every = context.programme.config.interventions
    lately = (one for one in every if one.fin + KEPT >= today)
    return sorted(lately, key=lambda one: (one.fin < today, one.fin))


def open_screen(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """One of the screens of that intervention, its own questions already answered."""
    suite = answers["suite"]
    if suite not in SCREENS and suite != DOCUMENTS:
        return Ending(opens=Opening(suite))
    which = next(
        slug
        for slug, row_id in context.programme.interventions.items()
        if str(row_id) == answers["laquelle"]
    )
    if suite == DOCUMENTS:
        return Ending(opens=Opening(DOCUMENTS, _report(context, which)))
    return Ending(opens=Opening("interventions", {"geste": suite, "laquelle": which}))


def _report(context: Context, slug: str) -> dict[str, str]:
    """The next document that it owes; the list of all where none is due yet."""
    today = paris(context.now).date()
    ahead = (one for one in dus.due(context) if one.ouvert and one.copie.terme >= today)
    mine = [one for one in ahead if one.copie.cible.cle.partition(".")[0] == slug]
    return next(({"lequel": one.cle} for one in mine), {})


def _screens(intervention: Intervention, today: date) -> Iterator[Option]:
    if intervention.fin >= today:
        for slug, said in SCREENS.items():
            yield Option(slug, said)
    for slug, said in OTHERS.items():
        yield Option(slug, said)


def _card(context: Context, intervention: Intervention, today: date) -> str:
    config = context.programme.config
    site = config.site(intervention.site)
    row_id = context.programme.sites[site.slug]
    until = min(intervention.fin, today)
    return context.render(
        CARD,
        site=site.label,
        quartier=config.quartier(site.quartier).label,
        sorte=config.element("types_intervention", intervention.type).label,
        quand=_when(intervention, today),
        debut=intervention.debut,
        fin=intervention.fin,
        objectifs=said(intervention.objectifs),
        **_hours(context, intervention, until),
        part=_share(context),
        comites=list(_comites(context, intervention, today)),
        ambiance=_ambiance(context, row_id, intervention, until),
        courbes=ambiance.curves(context, [row_id]),
        vivants=site_suivi.living(context.tx, row_id, context.now),
        dues=list(_dues(context, intervention, today)),
    )


def _share(context: Context) -> str:
    """The team's, never a binôme's: an average is judged, nobody is (000 l.142)."""
    said = part_terrain.team_share(context, part_terrain.missing(context))
    wanted = context.programme.config.hors_terrain.objectif_terrain_pct
    return said or render_line(NO_SHARE, repere=wanted)


def _hours(context: Context, intervention: Intervention, until: date) -> dict[str, int]:
    """Done and planned, in minutes (000 l.152)."""
    tx, programme, site = context.tx, context.programme, intervention.site
    done, persons = site_suivi.minutes_done(tx, programme.sites[site], intervention.debut, until)
    past, total = site_suivi.minutes_planned(
        *(tx, programme, site, intervention.debut, intervention.fin, context.now)
    )
    return {"faites": done, "personnes": persons, "passees": past, "total": total}


def _when(intervention: Intervention, today: date) -> str:
    """« semaine 7 sur 13 », or that it begins later, or that it is over."""
    if intervention.debut > today:
        return f"dès {jour(intervention.debut)}"
    if intervention.fin < today:
        return "finie"
    monday = today - timedelta(days=today.weekday())
    week, total = semaine_n(intervention.debut, intervention.fin, monday)
    return f"semaine {week} sur {total}"


def _comites(context: Context, intervention: Intervention, today: date) -> Iterator[str]:
    """« Comité opérationnel Ouest : 1 sur 3 depuis … », then the first one, where one is due."""
    config = context.programme.config
    mine = config.comites_du_site(intervention.site)
    counts = {one.comite.slug: one for one in comptes(context.tx, context.programme)}
    for comite in mine:
        if count := counts.get(comite.slug):
            late = ", il reste peu de temps ⚠️" if count.too_short(today) else ""
            yield f"{comite.label} : {count.compte} depuis le {date_longue(count.depuis)}{late}."
    if not mine:
        yield "Aucun comité opérationnel ne suit ce territoire : 📮 Membres des comités."
    elif config.delais.premier_comite_jours:
        yield _first(context, intervention, [one.slug for one in mine], today)


def _first(context: Context, intervention: Intervention, comites: list[str], today: date) -> str:
    """The first meeting, owed within fifteen days of the decision (000 l.71)."""
    days = context.programme.config.delais.premier_comite_jours
    last = premier_comite(intervention.decision, days)
    since = intervention.decision
    held = reunions.suivis(context.tx, context.programme.id, comites, since, today)
    met = reunions.since_decision(context.programme.config, intervention, held)
    if met.tenues:
        first = met.tenues[0]
        late = f", {pluriel((first - last).days, 'jour')} de retard" if first > last else ""
        return f"J+{days} : tenu le {date_longue(first)}{late}."
    if last < today:
        late = pluriel((today - last).days, "jour")
        return f"J+{days} : attendu le {date_longue(last)}, en retard de {late} ⚠️"
    left = pluriel((last - today).days, "jour")
    return f"J+{days} : à tenir d'ici le {date_longue(last)}, dans {left}."


def _ambiance(context: Context, site_id: int, intervention: Intervention, until: date) -> str:
    """The median, never a mean, with how many there are: of four weeks, and since the start."""
    first, after = intervention.debut, until + timedelta(days=1)
    lately = max(first, until - LATELY)
    days = [first, lately, after] if first < lately < after else [first, after]
    places = [one for one in lieux(context.tx, context.programme.id) if one.id == site_id]
    whole = releve(context.tx, context.programme, places, days)
    every, recent = ambiance_mediane(whole), ambiance_mediane(whole.at(-1))
    if not every.n:
        return "Ambiance : aucun relevé."
    said = f"médiane {_note(every)} sur 5 depuis le début (n = {every.n})"
    if not recent.n:
        return f"Ambiance : {said}."
    return f"Ambiance : {_note(recent)} sur 5 en quatre semaines (n = {recent.n}), {said}."


def _note(found: Mediane) -> int:
    return int(found.milieu or 0)


def _dues(context: Context, intervention: Intervention, today: date) -> Iterator[str]:
    """What it calls for, in the order of its days; the first comité has a line of its own."""
    for one in lignes.datees(context):
        if one.intervention != intervention.slug or one.regle == PREMIER_COMITE:
            continue
        days = (one.terme - today).days
        computed = " (date calculée)" if one.calculee else ""
        if one.pourquoi:
            yield f"⊘ {one.quoi} : sans objet, {one.pourquoi}."
        elif one.fait_le:
            yield f"✅ {one.quoi} : fait le {date_longue(one.fait_le)}."
        elif days >= 0:
            yield f"⏰ {one.quoi} : {date_longue(one.terme)}{computed}, {_in(days)}."
        elif not one.passe:
            yield f"⏰ {one.quoi} : attendu le {date_longue(one.terme)}."


def _in(days: int) -> str:
    return f"dans {pluriel(days, 'jour')}" if days else "aujourd'hui"


FICHE: Final = Flow(
    name="fiche_intervention",
    title="Fiche d'une intervention",
    keeps_draft=False,
    steps=(
        choice("laquelle", "📅 Quelle intervention ?", "interventions", width=1, leads=True),
        # The card is already Telegram's HTML, every value escaped.
        choice(
            "suite",
            "{{ fiche|safe }}",
            "suites",
            when=Has("laquelle"),
            cancel_label="✖️ Fermer",
        ),
    ),
    done="{{ fiche|safe }}",
    left="📅 Fermé.",
)
HANDLER: Final = Handler(
    flow=FICHE,
    reads_only=True,
    commands=("/fiche",),
    about="Où en est une intervention",
    order=3,
    droit=Droit.TENIR_INTERVENTIONS,
    facts=facts,
    record=open_screen,
    overhears=named,
)

"""What the comité technique decided, written as changes to the programme (000 l.59, l.120)."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.buttons import Keyboard
from bot.clock import paris
from bot.domain.interventions import COMPTE_RENDU, DAY, PREMIER_COMITE
from bot.engine.conditions import Answers, Facts
from bot.engine.conditions import Facts as ReadFacts
from bot.engine.script import TEXT_MAX, Reading
from bot.engine.state import Remark
from bot.feature.contract import Context, Declined, Ending, Opening
from bot.questions.ajuster import new_slug
from bot.questions.jours import agreed, said_last
from bot.rendering import render_line
from bot.words import date_longue, jour
from handlers.intervention import changement, facts, objectifs, touches
from storage.dispositif import Dispositif

OBJECTIVES_MOST: Final = 3
TOO_MANY = "Trois phrases au plus, une par objectif."
OPENED = "✅ Intervention ouverte : {{ site }}, du {{ debut }} au {{ fin }}.\n{{ suite }}"
FIRST_COMITE = "{{ comite }} : à réunir au plus tard {{ jour }}. Je vous le rappellerai."
NO_COMITE = (
    "Aucun comité opérationnel ne suit ce territoire : créez-le dans 📮 Membres des comités."
)
BEYOND = (
    "La convention prend fin le {{ fin }} : une intervention ne va pas au-delà. "
    "Rien n'a été changé."
)
AGREED = "renouvelée le {{ le }}{% if bilan %} ; bilan validé le {{ bilan }}{% endif %}"
RENEWED = "✅ {{ site }} : intervention renouvelée jusqu'au {{ fin }}."
ENDED = (
    "✅ {{ site }} : l'intervention {% if passee %}s'est terminée{% else %}se termine{% endif %} "
    "le {{ fin }}.{% if rendu %} Compte rendu attendu le {{ rendu }} (date calculée).{% endif %}"
)


def read_objectifs(text: str, _facts: ReadFacts) -> Reading:
    """One to three sentences, in the coordination's own words."""
    if len(text) > TEXT_MAX:
        return Reading(remark=Remark.TOO_LONG)
    if len(objectifs.sentences(text)) > OBJECTIVES_MOST:
        return Reading(remark=TOO_MANY)
    return Reading(text)


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    geste = answers["geste"]
    if geste.startswith(facts.CARD):
        which = geste.removeprefix(facts.CARD)
        return Ending(opens=Opening("fiche_intervention", {"laquelle": which}))
    if geste in facts.ELSEWHERE:
        return Ending(opens=Opening(facts.ELSEWHERE[geste]))
    deeds = {facts.OPEN: _open, facts.RENEW: _renew, facts.END: _end, facts.AIM: objectifs.change}
    return deeds[geste](context, answers)


def _open(context: Context, answers: Answers) -> Ending:
    config = context.programme.config
    site = answers["site"]
    debut, fin = facts.opening_dates(config, answers, paris(context.now).date())
    fin = agreed(fin, answers["accord"])
    values = {
        "site": site,
        "type": answers["type"],
        "decision": answers["decision"],
        "debut": debut.isoformat(),
        "fin": fin.isoformat(),
        "objectifs": objectifs.sentences(answers["objectifs"]),
    }
    _within_convention(config, fin)
    slug = new_slug(f"{site}-{debut:%Y-%m}", context.programme.interventions)
    keyboard = changement.change(context, changement.OPENED, slug, values)
    text = render_line(
        OPENED,
        site=config.site(site).label,
        debut=date_longue(debut),
        fin=said_last(fin),
        suite=_next(context, slug),
    )
    return _planned(context, text, slug, debut, keyboard)


def _planned(context: Context, text: str, slug: str, since: date, keyboard: Keyboard) -> Ending:
    """What was decided, then how it stands on the planning, and the way there (B12)."""
    mine = next(line for line in context.programme.config.interventions if line.slug == slug)
    said = f"{text}\n{touches.ahead(context, mine, since)}"
    return Ending({"conclusion": said}, [*touches.slots(context), *keyboard])


def _within_convention(config: Dispositif, fin: date) -> None:
    """Raises Declined for an end that nobody has agreed upon yet."""
    if fin > config.convention.fin:
        raise Declined(render_line(BEYOND, fin=date_longue(config.convention.fin)))


def _next(context: Context, slug: str) -> str:
    """Its first clock: the comité opérationnel within fifteen days of the decision (000 l.71)."""
    config = context.programme.config
    intervention = next(line for line in config.interventions if line.slug == slug)
    comites = config.comites_du_site(intervention.site)
    if not comites:
        return NO_COMITE
    dues = config.echeances(intervention)
    first = next((due for due in dues if due.slug == PREMIER_COMITE), None)
    if first is None:
        return ""
    return render_line(FIRST_COMITE, comite=comites[0].label, jour=jour(first.date))


def _renew(context: Context, answers: Answers) -> Ending:
    """Same intervention, later end: the reminders follow it. The bilan comes first (000 l.120)."""
    if answers.get("bilan"):
        return Ending(opens=Opening("documents", {"lequel": answers["bilan"]}))
    known = facts.facts(context, answers)
    fin = agreed(known["fin_renouvelee"], answers["confirmer"])
    config = context.programme.config
    _within_convention(config, fin)
    decided = answers["accord_le"]
    values = {
        "fin": fin.isoformat(),
        "renouvelee_le": decided,
        "source": render_line(AGREED, le=decided, bilan=known["bilan_dit"]),
    }
    return _changed(context, answers, changement.RENEWED, values)


def _end(context: Context, answers: Answers) -> Ending:
    fin = agreed(facts.facts(context, answers)["fin_avancee"], answers["confirmer"])
    return _changed(context, answers, changement.ENDED, {"fin": fin.isoformat()})


def _changed(context: Context, answers: Answers, quoi: str, values: dict[str, str]) -> Ending:
    slug = answers["laquelle"]
    before = changement.of(context, slug)
    keyboard = changement.change(context, quoi, slug, values)
    config = context.programme.config
    after = next(line for line in config.interventions if line.slug == slug)
    report = next((due for due in config.echeances(after) if due.slug == COMPTE_RENDU), None)
    text = render_line(
        RENEWED if quoi == changement.RENEWED else ENDED,
        site=config.site(after.site).label,
        fin=said_last(after.fin),
        passee=after.fin < paris(context.now).date(),
        rendu=date_longue(report.date) if report else "",
    )
    if quoi == changement.RENEWED and before:
        return _planned(context, text, slug, before.fin + DAY, keyboard)
    return Ending({"conclusion": text}, keyboard)

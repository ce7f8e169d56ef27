"""What the comité technique decided, written as changes to the programme (000 l.59, l.120)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bot.clock import paris
from bot.engine.conditions import Answers, Facts
from bot.engine.conditions import Facts as ReadFacts
from bot.engine.script import TEXT_MAX, Reading
from bot.engine.state import Remark
from bot.feature.contract import Context, Declined, Ending
from bot.questions.ajuster import adjust, new_slug
from bot.rendering import render_line
from bot.words import date_longue, jour
from handlers.intervention import facts, objectifs
from storage.ajustements import LigneAjustee
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
RENEWED = "✅ {{ site }} : intervention renouvelée jusqu'au {{ fin }}."
ENDED = "✅ {{ site }} : l'intervention se termine le {{ fin }}. Compte rendu attendu ensuite."


def read_objectifs(text: str, _facts: ReadFacts) -> Reading:
    """One to three sentences, in the coordination's own words."""
    if len(text) > TEXT_MAX:
        return Reading(remark=Remark.TOO_LONG)
    if len(sentences(text)) > OBJECTIVES_MOST:
        return Reading(remark=TOO_MANY)
    return Reading(text)


def sentences(text: str) -> list[str]:
    """Each sentence, or each line, without its spaces."""
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part.strip()]


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    deeds = {facts.OPEN: _open, facts.RENEW: _renew, facts.END: _end, facts.AIM: _aim}
    return Ending({"conclusion": deeds[answers["geste"]](context, answers)})


def _open(context: Context, answers: Answers) -> str:
    config = context.programme.config
    site = answers["site"]
    debut, fin = facts.opening_dates(config, answers, paris(context.now).date())
    values = {
        "site": site,
        "type": answers["type"],
        "decision": answers["decision"],
        "debut": debut.isoformat(),
        "fin": fin.isoformat(),
        "objectifs": sentences(answers["objectifs"]),
    }
    _within_convention(config, fin)
    slug = new_slug(f"{site}-{debut:%Y-%m}", context.programme.interventions)
    adjust(context, LigneAjustee("interventions", slug, values))
    return render_line(
        OPENED,
        site=config.site(site).label,
        debut=date_longue(debut),
        fin=date_longue(fin),
        suite=_next(context, slug),
    )


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
    first = next(due for due in config.echeances(intervention) if due.slug == "premier-comite")
    return render_line(FIRST_COMITE, comite=comites[0].label, jour=jour(first.date))


def _renew(context: Context, answers: Answers) -> str:
    """Same intervention, later end: the reminders follow it. The bilan comes first (000 l.120)."""
    fin = (
        answers.get("nouvelle_fin") or facts.facts(context, answers)["fin_renouvelee"].isoformat()
    )
    config = context.programme.config
    _within_convention(config, date.fromisoformat(fin))
    decided, validated = answers["accord_le"], answers["bilan_le"]
    values = {"fin": fin, "source": f"renouvelée le {decided} ; bilan validé le {validated}"}
    return _changed(context, answers["laquelle"], values, RENEWED)


def _aim(context: Context, answers: Answers) -> str:
    return objectifs.change(context, answers, sentences(answers["nouveaux_objectifs"]))


def _end(context: Context, answers: Answers) -> str:
    fin = facts.facts(context, answers)["fin_avancee"].isoformat()
    return _changed(context, answers["laquelle"], {"fin": fin}, ENDED)


def _changed(context: Context, slug: str, values: dict[str, str], sentence: str) -> str:
    config = context.programme.config
    intervention = next(line for line in config.interventions if line.slug == slug)
    adjust(context, LigneAjustee("interventions", slug, values))
    fin = date_longue(date.fromisoformat(values["fin"]))
    return render_line(sentence, site=config.site(intervention.site).label, fin=fin)

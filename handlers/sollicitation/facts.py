"""What a sollicitation's questions need: the binôme's usual buttons, and the partners to offer."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.casework import ville
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.questions import choix, fiche_partenaire, sur_place
from storage import relais as rows
from storage.dispositif import Dispositif, Element, Partenaire
from storage.models import Sollicitation

USUAL: Final = 3
"""Partners offered at once (requirements F01 « 3 most used first »)."""
USED_LATELY: Final = timedelta(weeks=52)
"""A partner of years ago is no habit any more."""

# No slug of the file is written so: these two can be no partner's.
ELSE, UNKNOWN = "+", "?"
LATER: Final = Option(UNKNOWN, "Je ne sais pas encore")


def facts(context: Context, answers: Answers) -> Facts:
    general: Facts = {
        "sites": sur_place.site_options(context),
        "publics": (),
        "types": (),
        "reponses": (),
        "partenaires": (LATER,),
        "autres": (LATER,),
        "domaines": (),
        "oriente": sends_somewhere(context, answers),
        "relaye": counts_as(context, answers) == "relais",
        "sans_domaine": domain(context, answers) is None,
    }
    return {**general, **_next_question(context, answers)}


def counts_as(context: Context, answers: Answers) -> str | None:
    """« demarche », « orientation », « relais », or nothing that is counted apart (000 l.157)."""
    slug = answers.get("reponse")
    config = context.programme.config
    return config.element("reponses", slug).compte_comme if slug else None


def sends_somewhere(context: Context, answers: Answers) -> bool:
    """Whether a partner is still to be named: the town's service needs no question (C13)."""
    sending = counts_as(context, answers) in ("orientation", "relais")
    return sending and not goes_to_ville(context, answers)


def goes_to_ville(context: Context, answers: Answers) -> bool:
    slug = answers.get("reponse")
    config = context.programme.config
    return bool(slug) and ville.takes(context.programme, config.element("reponses", str(slug)))


def partner(answers: Answers) -> str | None:
    """The slug of the partner picked; None while it is unknown."""
    slug = answers.get("autre_partenaire") or answers.get("partenaire")
    return None if slug in (None, ELSE, UNKNOWN) else str(slug)


def domain(context: Context, answers: Answers) -> str | None:
    """What was asked, where the partner does that; else what the partner does first of all.

    Somebody who speaks of noise may be sent to victim support: the request never forces it.
    """
    if answers.get("domaine"):
        return str(answers["domaine"])
    own = _domain_of_answer(context, answers) or _domain_of_type(context, answers)
    partenaire = fiche_partenaire.of(context.programme, partner(answers))
    if partenaire is None or own in partenaire.domaines:
        return own
    return partenaire.domaines[0]


def orientation(context: Context) -> Element | None:
    """What a relais becomes when the person goes alone."""
    answers = context.programme.config.liste("reponses")
    return next((element for element in answers if element.compte_comme == "orientation"), None)


def _next_question(context: Context, answers: Answers) -> Facts:
    """The buttons of the one question that comes next: the others are not read."""
    config = context.programme.config
    if "public" not in answers:
        asking = config.sollicitants()
        return {"publics": choix.by_habit(context, asking, Sollicitation.public)}
    if "type" not in answers:
        types = config.liste("sollicitations")
        return {"types": choix.by_habit(context, types, Sollicitation.type)}
    if "reponse" not in answers:
        reponses = config.liste("reponses")
        return {"reponses": choix.by_habit(context, reponses, Sollicitation.reponse)}
    if sends_somewhere(context, answers):
        return _partners(context, answers)
    return {}


def _partners(context: Context, answers: Answers) -> Facts:
    """The three most used for this domain in this quartier, the others behind « Autre… »."""
    usual, others = _ranked(context, answers)
    more = (Option(ELSE, "Autre…"),) if others else ()
    domaines = context.programme.config.liste("domaines_orientation")
    return {
        "partenaires": (*fiche_partenaire.options(usual), *more, LATER),
        "autres": (*fiche_partenaire.options(others), LATER),
        "domaines": tuple(Option(domaine.slug, domaine.label) for domaine in domaines),
    }


def _ranked(
    context: Context, answers: Answers
) -> tuple[tuple[Partenaire, ...], tuple[Partenaire, ...]]:
    """(first three, the others): most used, then the domain's in the quartier, then the rest."""
    config = context.programme.config
    domaine = _domain_of_type(context, answers)
    quartier = fiche_partenaire.quartier_of(context, answers)
    everyone = {partenaire.slug: partenaire for partenaire in config.partenaires(None, quartier)}
    sites, since = _sites_of(context, quartier), context.now - USED_LATELY
    used = rows.most_used(context.tx, sites, domaine, since, _alike(config, domaine))
    own = config.partenaires(domaine, quartier)
    ranked = dict.fromkeys(
        (
            *(everyone[slug] for slug in used if slug in everyone),
            *(partenaire for partenaire in own if partenaire.serves(quartier)),
        )
    )
    usual = tuple(ranked)[:USUAL]
    others = dict.fromkeys((*ranked, *own, *everyone.values()))
    return usual, tuple(partenaire for partenaire in others if partenaire not in usual)


def _alike(config: Dispositif, domaine: str | None) -> list[str]:
    """The requests of that domain: where they went before is where they go."""
    types = config.liste("sollicitations")
    return [one.slug for one in types if domaine and one.domaine == domaine]


def _sites_of(context: Context, quartier: str | None) -> list[int]:
    sites = context.programme.config.sites
    return [context.programme.sites[site.slug] for site in sites if site.quartier == quartier]


def _domain_of_answer(context: Context, answers: Answers) -> str | None:
    slug = answers.get("reponse")
    return context.programme.config.element("reponses", slug).domaine if slug else None


def _domain_of_type(context: Context, answers: Answers) -> str | None:
    slug = answers.get("type")
    return context.programme.config.element("sollicitations", slug).domaine if slug else None

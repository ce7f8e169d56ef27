"""Which site, which measure, how many people so far, and the questions of the file."""

from __future__ import annotations

from typing import Any, Final

from bot.buttons import Keyboard, button
from bot.clock import paris
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.questions import passants as mots
from bot.questions import sur_place
from storage import passants
from storage.passants import Campagne

FLOW: Final = "passants"
SITE: Final = "site"
MOST: Final = 6
"""Questions that a campaign may have; the file of Amiens has four."""
UNDO: Final = "↩️ Annuler la dernière personne"


def facts(context: Context, answers: Answers) -> Facts:
    config, chosen = context.programme.config, campagne(context, answers)
    return {
        "sites": tuple(
            Option(one.site, f"📍 {config.site(one.site).label}") for one in open_ones(context)
        ),
        "combien": len(asked(context)),
        **_questions(context),
        **(_far(context, chosen) if chosen else {"site_label": "", "ou_en_est": "", "liens": {}}),
    }


def open_ones(context: Context) -> list[Campagne]:
    return passants.ouvertes(context.programme, paris(context.now).date())


def campagne(context: Context, answers: Answers) -> Campagne | None:
    """The one of the site answered; None once it is over."""
    return next((one for one in open_ones(context) if one.site == answers.get(SITE)), None)


def seed(context: Context) -> dict[str, Any]:
    """The site of the presence under way, or the only one where people are asked today."""
    known = open_ones(context)
    running = sur_place.running(context)
    where = context.programme.site_slugs[running.site_id] if running else None
    mine = [one for one in known if one.site == where] or (known if len(known) == 1 else [])
    return {SITE: mine[0].site} if mine else {}


def suits(context: Context) -> bool:
    return bool(open_ones(context))


def asked(context: Context) -> list[tuple[Any, Any]]:
    return passants.questions(context.programme.config)[:MOST]


def _questions(context: Context) -> Facts:
    """By rank, from 1; « » for those that the file has not."""
    found: dict[str, Any] = {f"question_{rank}": "" for rank in range(1, MOST + 1)}
    found |= {f"reponses_{rank}": () for rank in range(1, MOST + 1)}
    for rank, (question, said) in enumerate(asked(context), 1):
        found[f"question_{rank}"] = passants.dite(question)
        found[f"reponses_{rank}"] = tuple(Option(one.slug, one.label) for one in said)
    return found


def _far(context: Context, chosen: Campagne) -> Facts:
    row = passants.row_of(context.tx, chosen)
    personnes = row.personnes if row else 0
    mine = passants.may_take_back(row, context.person.id)
    return {
        "site_label": context.programme.config.site(chosen.site).label,
        "ou_en_est": mots.how_far(context, chosen, personnes),
        "liens": {"q1": _undo(context, chosen)} if mine else {},
    }


def _undo(context: Context, chosen: Campagne) -> Keyboard:
    site_id = context.programme.sites[chosen.site]
    return [[(UNDO, button(mots.PASSANTS, site_id, mots.DEFAIRE))]]

"""A difficulty turned into a row that only the binôme and the coordination read (003 l.421)."""

from __future__ import annotations

from bot.casework import securite
from bot.casework.securite import LISTE_DIFFICULTES
from bot.engine.conditions import Answers, Facts
from bot.engine.state import Accepted
from bot.feature.contract import Context, Ending
from bot.questions import choix, sur_place
from bot.rendering import render_line
from storage import securite as questions
from storage.models import Difficulte

KEPT = (
    "Fermé. La difficulté est notée. Sans réponse de votre part d'ici {{ minutes }} minutes, la "
    "coordination en est prévenue."
)


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    site = sur_place.site_of(context, answers)
    nature = answers.get("nature")
    return {
        "sites": sur_place.site_options(context),
        "natures": choix.options(config.liste(LISTE_DIFFICULTES)),
        "nature_label": config.element(LISTE_DIFFICULTES, nature).label if nature else "",
        "site_label": site.label if site else "",
    }


def save_as_given(context: Context, accepted: Accepted, answers: Answers) -> None:
    """Its nature writes it: left at the last question, the coordination hears of it all the same.

    003 l.421, MED-13.
    """
    if accepted.key == "nature" and sur_place.noted(context, Difficulte) is None:
        _write(context, answers)


def _write(context: Context, answers: Answers) -> Difficulte:
    columns = sur_place.saisie_once(context, answers, "difficulte")
    row = Difficulte(**columns, nature=answers["nature"], prevenue=False)
    context.tx.add(row)
    context.tx.flush()
    securite.ask(context, row)
    return row


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The coordination hears of it at once when asked."""
    # One begun before its nature was kept at once has no row yet.
    row = sur_place.noted(context, Difficulte) or _write(context, answers)
    question = questions.about(context.tx, Difficulte.__tablename__, row.id)
    if question is not None:
        securite.answer(context, question, call=answers["prevenir"] == "oui")
    return Ending()


def left(context: Context, _answers: Answers) -> str:
    """Closed at the last question: it is kept, and this is said."""
    minutes = context.programme.config.presence.securite_minutes
    return render_line(KEPT, minutes=minutes) if sur_place.noted(context, Difficulte) else ""

"""An intervention corrected: its dates, opened by mistake, closed by mistake and open again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from bot.clock import paris
from bot.domain.droits import Droit
from bot.domain.interventions import add_months
from bot.engine.conditions import Answers, Facts, In, Is
from bot.engine.script import Flow, Option, choice, moment
from bot.feature.contract import Context, Ending, Handler
from bot.questions.jours import agreed, day_options, reader, said_last, sunday
from bot.rendering import render_line
from bot.words import date_longue, du_au
from handlers.intervention import changement, touches
from handlers.intervention.changement import DATED, MISTAKE, REOPENED, Dates
from handlers.intervention.facts import YES, label
from storage.dispositif import Dispositif, Intervention

START, END, NEVER, AGAIN = "debut", "fin", "erreur", "rouvrir"
LATELY: Final = timedelta(days=120)
"""An ended intervention may be corrected until its impact was measured, three months on."""
TOO_LATE: Final = "Pas après le {{ jour }} : au-delà, c'est un renouvellement, qui suit un bilan."
START_LATE: Final = "Elle se terminerait avant de commencer : pas après le {{ jour }}."
DONE: Final = "✅ {{ site }} : l'intervention va du {{ debut }} au {{ fin }}."
UNDONE: Final = "✅ {{ site }} : cette intervention est retirée. Ce qui y a été noté reste."
GOES_ON: Final = "✅ {{ site }} : l'intervention continue, jusqu'au {{ fin }}."


def facts(context: Context, answers: Answers) -> Facts:
    config, today = context.programme.config, paris(context.now).date()
    near = [one for one in config.interventions if one.fin + LATELY >= today]
    chosen = next((one for one in near if one.slug == answers.get("laquelle")), None)
    return {
        "now": context.now,
        "interventions": tuple(
            Option(one.slug, label(config, one)) for one in sorted(near, key=lambda one: one.fin)
        ),
        **(_of_one(context, chosen, answers, today) if chosen else _NOTHING),
    }


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    slug, quoi = answers["laquelle"], answers["quoi"]
    before = next(one for one in context.programme.config.interventions if one.slug == slug)
    deeds: dict[str, tuple[str, dict[str, Any], str]] = {
        START: (DATED, {"debut": answers.get("jour_debut")}, DONE),
        END: (DATED, {"fin": _end(answers)}, DONE),
        AGAIN: (REOPENED, {"fin": _closed(changement.history(context, slug), before)}, GOES_ON),
        NEVER: (MISTAKE, {"annulee": True}, UNDONE),
    }
    deed, values, sentence = deeds[quoi]
    keyboard = changement.change(context, deed, slug, values)
    after = changement.of(context, slug) or before
    site = context.programme.config.site(after.site).label
    days = {"debut": date_longue(after.debut), "fin": said_last(after.fin)}
    return Ending({"conclusion": render_line(sentence, site=site, **days)}, keyboard)


def _end(answers: Answers) -> str | None:
    """The last day, as it was confirmed."""
    typed = answers.get("jour_fin")
    return agreed(date.fromisoformat(typed), answers["accord"]).isoformat() if typed else None


def _of_one(context: Context, one: Intervention, answers: Answers, today: date) -> Facts:
    past = changement.history(context, one.slug)
    latest = _latest(context.programme.config, one, past)
    fin = date.fromisoformat(answers["jour_fin"]) if answers.get("jour_fin") else one.fin
    gone = one.debut - timedelta(days=1) if answers.get("quoi") == NEVER else fin
    return {
        "choisie": label(context.programme.config, one),
        "dates": du_au(one.debut, one.fin),
        "avant": [(date_longue(paris(was.jusque)), str(was)) for was in past],
        "quoi_corriger": tuple(_what(past, one, today)),
        "debut_min": one.decision,
        "debut_max": one.fin,
        "debuts": day_options(_around(one.debut, one.decision, one.fin)),
        "fin_min": one.debut,
        "fin_max": latest,
        "fins": day_options(_ends(one, past, latest, today)),
        "touche": touches.after(context, one, gone),
        **sunday(fin if answers.get("jour_fin") else today, YES, today=today, last=latest),
    }


_NOTHING: Final[Facts] = {
    "choisie": "",
    "dates": "",
    "avant": [],
    "quoi_corriger": (),
    "debut_min": date.min,
    "debut_max": date.max,
    "debuts": (),
    "fin_min": date.min,
    "fin_max": date.max,
    "fins": (),
    "touche": [],
    "dimanche": "",
    "accords": (YES,),
}


def _what(past: Sequence[Dates], one: Intervention, today: date) -> Iterator[Option]:
    if (again := _closed(past, one)) and date.fromisoformat(again) >= today:
        yield Option(AGAIN, f"🔓 Rouvrir, jusqu'au {date.fromisoformat(again):%d/%m/%Y}")
    yield Option(START, "🗓 Son début")
    yield Option(END, "🏁 Sa fin")
    yield Option(NEVER, "🗑 Ouverte par erreur")


def _closed(past: Sequence[Dates], one: Intervention) -> str | None:
    """The end that it had before it was brought forward, if that was its last change of end."""
    ends = [was.fin for was in past if was.fin != one.fin]
    return ends[-1].isoformat() if ends and ends[-1] > one.fin else None


def _latest(config: Dispositif, one: Intervention, past: Sequence[Dates]) -> date:
    """Corrected, it ends no later than it ever did, nor than the usual length (000 l.120)."""
    usual = add_months(one.debut, config.delais.intervention_mois) - timedelta(days=1)
    longest = max(one.fin, usual, *(was.fin for was in past))
    return max(one.fin, min(longest, config.convention.fin))


def _ends(one: Intervention, past: Sequence[Dates], latest: date, today: date) -> Iterator[date]:
    """Those it had, then the last days."""
    for day in dict.fromkeys([*(was.fin for was in reversed(past)), today, latest]):
        if one.debut <= day <= latest and day != one.fin:
            yield day


def _around(day: date, first: date, last: date) -> Iterator[date]:
    for shift in (-7, -1, 1, 7):
        near = day + timedelta(days=shift)
        if first <= near <= last:
            yield near


CORRIGER: Final = Flow(
    name="intervention_corrigee",
    title="Corriger une intervention",
    keeps_draft=False,
    steps=(
        choice(
            "laquelle",
            "✏️ {% if interventions %}Quelle intervention ?{% else %}"
            "Aucune intervention n'est à corriger.{% endif %}",
            "interventions",
            width=1,
            leads=True,
        ),
        choice(
            "quoi",
            "<b>{{ choisie }}</b>, {{ dates }}."
            "{% for jusque, ancien in avant %}\nJusqu'au {{ jusque }} : {{ ancien }}.{% endfor %}"
            "\nQue faut-il corriger ?",
            "quoi_corriger",
            width=1,
        ),
        moment(
            "jour_debut",
            "Quel jour commence-t-elle ? Touchez, ou écrivez : « 23/11 ».",
            "debuts",
            reader(after="debut_min", until="debut_max", too_late=START_LATE),
            when=Is("quoi", START),
            width=1,
        ),
        moment(
            "jour_fin",
            "Quel jour se termine-t-elle ? Touchez, ou écrivez : « 22/02/2027 ».",
            "fins",
            reader(after="fin_min", until="fin_max", too_late=TOO_LATE),
            when=Is("quoi", END),
            width=1,
        ),
        choice(
            "accord",
            "<b>{{ choisie }}</b> : {% if quoi == 'erreur' %}ouverte par erreur, elle est retirée."
            "{% elif quoi == 'rouvrir' %}elle continue.{% else %}nouvelle fin.{% endif %}"
            "{% if dimanche %}\n⚠️ {{ dimanche }}{% endif %}"
            "{% for ligne in touche %}\n⚠️ {{ ligne }}{% endfor %}\n"
            "Les médiateurs seront avertis.",
            "accords",
            when=In("quoi", (END, NEVER, AGAIN)),
            width=1,
        ),
    ),
    done="{{ conclusion }}",
    left="✏️ Fermé. Rien n'a été changé.",
)

HANDLER: Final = Handler(
    flow=CORRIGER,
    commands=("/corriger",),
    about="Corriger les dates d'une intervention, ou la rouvrir",
    order=53,
    droit=Droit.TENIR_INTERVENTIONS,
    facts=facts,
    record=record,
)

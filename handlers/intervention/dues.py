"""What is due once an intervention ended: a list where each line is ticked, and called to mind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.casework import coordination
from bot.clock import PARIS, paris
from bot.domain.droits import Droit
from bot.domain.interventions import COMPTE_RENDU, MESURE_IMPACT
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Context, Ending, Handler, opening
from bot.feature.gestes import Defaisable, Repris, undoable
from bot.rendering import render_line
from bot.words import date_longue, pluriel
from storage import echeances
from storage.dispositif import Intervention
from storage.machine import passages
from storage.models import InterventionRow
from storage.models.gestes import Geste
from storage.programme import Programme
from storage.work import Work

TICKED: Final = (COMPTE_RENDU, MESURE_IMPACT)
"""What somebody has to write after the end (000 l.148, l.166); the rest are dates."""
TASK: Final = "intervention_du"
FORGOTTEN: Final = timedelta(days=180)
"""Half a year after its day, an intervention of before this list is history."""
OPENS_AT: Final = time(8)
SHOWN: Final = 8
FAITE: Final = "echeance"
"""The kind of deed, whose row is an intervention's."""
DUE: Final = "{{ site }} : {{ quoi }}, attendu le {{ jour }} (date calculée){{ retard }}"
LATE: Final = ", {{ jours }} de retard"
REMAINING: Final = "Reste dû après une intervention :"
SUBJECT: Final = "Ce qui reste dû après une intervention"
DONE: Final = "✅ {{ site }} : {{ quoi }}, c'est fait."
TICKED_SAID: Final = "{{ quoi }} fait, {{ site }}"
ALREADY: Final = "Ce n'était plus coché."
OPEN_LIST: Final = "☑️ Ouvrir la liste"


@dataclass(frozen=True, slots=True)
class Due:
    """Something to write about an intervention that ended; `le` is the day computed for it."""

    intervention: Intervention
    row_id: int
    slug: str
    label: str
    le: date

    @property
    def cle(self) -> str:
        return f"{self.row_id}.{self.slug}"


def left(work: Work, today: date) -> list[Due]:
    """All that is still to be done of what ended, the oldest day first."""
    done = echeances.done(work.tx, work.programme.id)
    every = (one for one in _all(work.programme) if one.intervention.fin < today)
    return sorted(
        (
            one
            for one in every
            if (one.row_id, one.slug) not in done and today <= one.le + FORGOTTEN
        ),
        key=lambda one: (one.le, one.cle),
    )


def remind(work: Work) -> None:
    """Each Monday from eight, in one message, until all of it is done."""
    now = paris(work.now)
    monday = now.date() - timedelta(days=now.weekday())
    if work.now < datetime.combine(monday, OPENS_AT, PARIS):
        return
    period = f"{work.programme.id}:{monday}"
    if passages.done(work.tx, TASK, period):
        return
    late = [one for one in left(work, now.date()) if one.le < monday]
    if late and passages.claim(work.tx, TASK, period, work.now):
        lines = [f"• {said(work.programme, one, now.date())}" for one in late[:SHOWN]]
        if len(late) > SHOWN:
            lines.append(f"• et {pluriel(len(late) - SHOWN, 'autre')}")
        coordination.tell(
            work,
            key=f"intervention_du:{period}",
            subject=SUBJECT,
            text="\n".join((REMAINING, *lines)),
            keyboard=[[opening(OPEN_LIST, LISTE.name, work.programme.id)]],
        )


def said(programme: Programme, due: Due, today: date) -> str:
    """« Site A : compte rendu final, attendu le 20 janvier 2027 (date calculée), 3 jours de … »"""
    days = (today - due.le).days
    return render_line(
        DUE,
        site=programme.config.site(due.intervention.site).label,
        quoi=due.label.lower(),
        jour=date_longue(due.le),
        retard=render_line(LATE, jours=pluriel(days, "jour")) if days > 0 else "",
    )


def facts(context: Context, _answers: Answers) -> Facts:
    today = paris(context.now).date()
    every = left(context, today)
    config = context.programme.config
    return {
        "lignes": [said(context.programme, one, today) for one in every],
        "entrees": tuple(
            Option(one.cle, f"☑️ {config.site(one.intervention.site).label} · {one.label}")
            for one in every
        ),
    }


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    row_id, _, slug = answers["laquelle"].partition(".")
    what = (int(row_id), slug)
    echeances.tick(context.tx, context.programme.id, what, context.now, context.author_id)
    site, quoi = _named(context, *what)
    keyboard = undoable(context, FAITE, what[0], {"quoi": slug})
    return Ending({"conclusion": render_line(DONE, site=site, quoi=quoi)}, keyboard)


def says(context: Context, geste: Geste) -> str:
    """« compte rendu final fait, Site A »."""
    site, quoi = _named(context, geste.objet_id, (geste.avant or {})["quoi"])
    return render_line(TICKED_SAID, site=site, quoi=quoi)


def undo(context: Context, geste: Geste) -> Repris:
    """It is due again."""
    slug = (geste.avant or {})["quoi"]
    return Repris() if echeances.untick(context.tx, (geste.objet_id, slug)) else Repris(ALREADY)


def _all(programme: Programme) -> Iterator[Due]:
    for one in programme.config.interventions:
        for due in programme.config.echeances(one):
            if due.slug in TICKED:
                row_id = programme.interventions[one.slug]
                yield Due(one, row_id, due.slug, due.label, due.date)


def _named(context: Context, row_id: int, slug: str) -> tuple[str, str]:
    """(« Site A », « compte rendu final »)."""
    row = context.tx.get_one(InterventionRow, row_id)
    labels = {one.slug: one.label.lower() for one in _all(context.programme)}
    site = context.programme.config.site(context.programme.site_slugs[row.site_id])
    return site.label, labels.get(slug, slug)


LISTE: Final = Flow(
    name="echeances",
    title="Ce qui reste dû",
    keeps_draft=False,
    steps=(
        choice(
            "laquelle",
            "☑️ <b>Ce qui reste dû</b> après une intervention\n"
            "{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "{% if lignes %}Touchez ce qui est fait.{% else %}Rien : tout est fait.{% endif %}",
            "entrees",
            lists="lignes",
            page=SHOWN,
            width=1,
            cancel_label="✖️ Fermer",
        ),
    ),
    done="{{ conclusion }}",
    left="☑️ Fermé. Rien n'a été changé.",
)

HANDLER: Final = Handler(
    flow=LISTE,
    commands=("/echeances",),
    about="Comptes rendus et mesures d'impact qui restent dus",
    order=53,
    droit=Droit.TENIR_INTERVENTIONS,
    facts=facts,
    record=record,
)
DEFAISABLE: Final = Defaisable(says=says, undo=undo)

"""Difficulties met by the team: their nature and frequency, place by place (003 l.421)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from bot.casework.securite import LISTE_DIFFICULTES
from bot.clock import paris
from bot.domain.interventions import add_months
from bot.engine.conditions import Answers, Facts, Is
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Context, Ending, Opening
from bot.feature.registre import registre
from bot.words import date_longue, day_of_month, pluriel
from storage import difficultes
from storage.models import Difficulte

KEPT_MONTHS: Final = 6
"""How long a point stays in the map of places: an older one tells nothing of today (M05)."""
LIST, BACK = "liste", "retour"


def facts(context: Context, answers: Answers) -> Facts:
    today = paris(context.now).date()
    rows = difficultes.since(context.tx, context.programme.id, add_months(today, -KEPT_MONTHS))
    return {
        "nombre": len(rows),
        "mois": KEPT_MONTHS,
        "lignes": list(_by_nature(context, rows)),
        "points": [_point(context, row) for row in reversed(rows)],
        "entrees": (Option(LIST, "📋 La liste, point par point"),) if rows else (),
        "retours": (Option(BACK, "⬅️ Par nature"),),
    }


def go_back(_context: Context, _answers: Answers, _facts: Facts) -> Ending:
    return Ending(opens=Opening("difficultes"))


def _by_nature(context: Context, rows: Sequence[Difficulte]) -> Iterator[str]:
    """« Insultes : 5 fois, la dernière le 12 novembre. Site A 3, Site C 2 », the most first."""
    natures: defaultdict[str, list[Difficulte]] = defaultdict(list)
    for row in rows:
        natures[row.nature].append(row)
    for nature, mine in sorted(natures.items(), key=lambda one: -len(one[1])):
        label = context.programme.config.element(LISTE_DIFFICULTES, nature).label
        latest = day_of_month(paris(mine[-1].le).date())
        sites = Counter(_site(context, row) for row in mine)
        where = ", ".join(f"{site} {n}" for site, n in sites.most_common())
        yield f"{label} : {pluriel(len(mine), 'fois', 'fois')}, la dernière le {latest}. {where}"


def _point(context: Context, row: Difficulte) -> str:
    """« 12 novembre, Site A, Binôme 1 : insultes ; affichée jusqu'au 12 mai 2027 »."""
    day = paris(row.le).date()
    nature = context.programme.config.element(LISTE_DIFFICULTES, row.nature).label.lower()
    told = ", coordination prévenue" if row.prevenue else ""
    where = f"{_site(context, row)}, {_binome(context, row)}"
    return f"{day_of_month(day)}, {where} : {nature}{told} ; affichée jusqu'au {_until(day)}"


def _until(day: date) -> str:
    return date_longue(add_months(day, KEPT_MONTHS))


def _site(context: Context, row: Difficulte) -> str:
    return context.programme.site_label(row.site_id)


def _binome(context: Context, row: Difficulte) -> str:
    return context.programme.binome_label(row.binome_id)


DIFFICULTES: Final = Flow(
    name="difficultes",
    title="Difficultés",
    keeps_draft=False,
    steps=(
        choice(
            "vue",
            "🛑 <b>Difficultés de l'équipe</b>, {{ mois }} derniers mois\n"
            "{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "{% if nombre %}{{ nombre|pluriel('point') }} en tout. "
            "{% else %}Aucune n'a été notée. {% endif %}"
            "Seules la coordination et l'équipe les voient.",
            "entrees",
            lists="lignes",
            width=1,
            cancel_label="✖️ Fermer",
        ),
        choice(
            "suite",
            "🛑 <b>Point par point</b>, le plus récent d'abord\n"
            "{% for ligne in points %}• {{ ligne }}\n{% endfor %}",
            "retours",
            lists="points",
            when=Is("vue", LIST),
            cancel_label="✖️ Fermer",
        ),
    ),
    done="🛑 Fermé.",
    left="🛑 Fermé.",
)
HANDLER: Final = registre(
    DIFFICULTES,
    entry="🛑 Difficultés",
    command="/difficultes",
    about="Difficultés de l'équipe : nature, fréquence, lieux",
    order=58,
    facts=facts,
    record=go_back,
)

"""Comités, as the coordination meets them: where each stands, then what became of a meeting."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import Fact, Is
from bot.engine.script import Flow, choice, moment, text
from bot.feature.contract import Handler
from bot.questions.jours import reader
from handlers.comite import actions
from handlers.comite.facts import HELD, PLAN, PUT_OFF, facts

PLANNING, DONE, LATER = Is("geste", PLAN), Is("geste", HELD), Is("geste", PUT_OFF)

COMITES = Flow(
    name="comites",
    title="Comités",
    keeps_draft=False,
    steps=(
        choice(
            "geste",
            "🏛 <b>Les comités</b>\n{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "Que voulez-vous noter ?",
            "gestes",
            lists="lignes",
            width=1,
        ),
        choice("comite", "Quel comité ?", "comites", when=PLANNING, width=1),
        moment(
            "jour",
            "Quel jour ? Touchez, ou écrivez : « 24/11 ».",
            "a_venir",
            reader(after="today"),
            when=PLANNING,
            width=1,
        ),
        choice("reunion_tenue", "Quelle réunion s'est tenue ?", "tenables", when=DONE, width=1),
        moment(
            "le",
            "Quel jour s'est-elle tenue ? Touchez, ou écrivez : « 17/11 ».",
            "passes",
            reader(past=True),
            when=Fact("sans_date"),
            width=1,
        ),
        text(
            "decisions",
            "Quelles décisions ? Quelques phrases, ou passez. "
            "Celles d'un comité opérationnel sont dites aussitôt aux binômes.",
            when=DONE,
            required=False,
        ),
        choice(
            "reunion_reportee", "Quelle réunion est reportée ?", "reportables", when=LATER, width=1
        ),
        moment(
            "report",
            "À quel jour ? Touchez, écrivez « 24/11 », ou passez si ce n'est pas fixé.",
            "a_venir",
            reader(after="today"),
            when=LATER,
            width=1,
            required=False,
        ),
        choice("accord", "🏛 {{ dimanche }}", "accords", when=Fact("dimanche"), width=1),
    ),
    done="{{ conclusion }}",
    left="🏛 Fermé. Rien n'a été changé.",
)

FLOWS = (
    Handler(
        flow=COMITES,
        entry="🏛 Comités",
        commands=("/comites",),
        about="Dates, réunions tenues et décisions des comités",
        order=55,
        droit=Droit.TENIR_COMITES,
        facts=facts,
        record=actions.record,
        drawer=True,
    ),
)

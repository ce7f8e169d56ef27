"""Maintenant, as the coordination meets it: one tap, then who is where and since when."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Handler
from bot.feature.lectures import notee
from handlers.maintenant import facts
from handlers.maintenant.facts import AGAIN, WEEK

MAINTENANT = Flow(
    name="maintenant",
    title="Maintenant",
    keeps_draft=False,
    steps=(
        choice(
            "suite",
            "🟢 <b>Maintenant, {{ now|heure }}</b>\n"
            "{% for ligne in lignes %}{{ ligne }}\n{% endfor %}"
            "{{ bilan }}",
            (Option(AGAIN, "🔄 Actualiser"), Option(WEEK, "👀 Qui est là ?")),
            lists="lignes",
            cancel_label="✖️ Fermer",
        ),
    ),
    done="{{ bilan }}",
    left="🟢 Fermé.",
)

FLOWS = (
    Handler(
        flow=MAINTENANT,
        reads_only=True,
        long=True,
        entry="🟢 Maintenant",
        commands=("/maintenant",),
        about="Qui est dans la rue, où, depuis quand",
        order=1,
        droit=Droit.VOIR_EQUIPE,
        seed=notee(MAINTENANT.name),
        facts=facts.facts,
        record=facts.go_on,
    ),
)

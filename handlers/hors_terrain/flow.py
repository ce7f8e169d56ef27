"""Time out of the street, as the mediator meets it: what, how long; and one's own week."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import Is, Not
from bot.engine.script import Flow, choice
from bot.feature.contract import Handler
from handlers.hors_terrain import actions, facts

STEPS = (
    choice("categorie", "🗂 Qu'avez-vous fait hors terrain ?", "categories"),
    choice(
        "duree",
        "Combien de temps, à peu près ?",
        "durees",
        when=Not(Is("categorie", facts.NOTHING.slug)),
    ),
)

HORS_TERRAIN = Flow(
    name="hors_terrain",
    title="Temps hors terrain",
    keeps_draft=False,
    steps=STEPS,
    done="{{ conclusion }}",
)

SEMAINE = Flow(
    name="semaine",
    title="Ma semaine",
    keeps_draft=False,
    steps=(
        choice(
            "suite",
            "🗂 Votre semaine {{ semaine }} : <b>{{ total|duree }}</b> notées, "
            "dont {{ presence|duree }} en présence et {{ ailleurs|duree }} hors terrain.\n"
            "Ce total n'est montré qu'à vous."
            "{% if manque %}\nIl manque vos heures {{ manque }} : le hors terrain, "
            "ou une présence à confirmer.{% endif %}"
            "{% if equipe %}\n{{ equipe }}{% endif %}"
            "{% if ambiances %}\n🙂 L'ambiance de vos sites, sur douze semaines :"
            "{% for ligne in ambiances %}\n{{ ligne }}{% endfor %}{% endif %}",
            "suites",
            width=1,
            cancel_label="✖️ Fermer",
        ),
        *STEPS,
    ),
    done="{{ conclusion }}",
    left="🗂 Fermé.",
)

FLOWS = (
    Handler(
        flow=HORS_TERRAIN,
        entry="🗂 Hors terrain",
        commands=("/hors_terrain",),
        about="Noter du temps hors terrain",
        order=21,
        droit=Droit.TENIR_SON_TEMPS,
        drawer=True,
        facts=facts.facts,
        record=actions.record,
    ),
    Handler(
        flow=SEMAINE,
        commands=("/semaine",),
        about="Voir le temps noté cette semaine",
        order=21,
        droit=Droit.TENIR_SON_TEMPS,
        facts=facts.own_week,
        long=True,
        record=actions.record,
    ),
)

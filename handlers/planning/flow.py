"""Planning, as the coordination meets it: last week's account, one week, one change."""

from __future__ import annotations

from bot.domain.roles import Role
from bot.engine.conditions import Is
from bot.engine.script import Flow, choice, moment
from bot.feature.contract import Handler
from bot.questions import sur_place
from handlers.planning import actions
from handlers.planning.facts import ADD, CANCEL, facts

ADDING, CANCELLING = Is("geste", ADD), Is("geste", CANCEL)

PLANNING = Flow(
    name="planning",
    title="Planning",
    keeps_draft=False,
    steps=(
        choice(
            "semaine",
            "🗓 <b>Le planning</b>\n"
            "{% if bilan %}La semaine dernière :\n{% for ligne in bilan %}• {{ ligne }}\n"
            "{% endfor %}{% endif %}Quelle semaine ?",
            "semaines",
            lists="bilan",
            width=1,
        ),
        choice(
            "geste",
            "🗓 <b>Semaine du {{ lundi }}</b>\n"
            "{% for ligne in lignes %}{% if ligne.dite %}{{ ligne.dite }}\n{% else %}"
            "<b>{{ ligne.site }}</b> : {{ ligne.heures }}"
            "{% if ligne.manque %} ({{ ligne.manque }}){% endif %}\n"
            "{% for creneau in ligne.creneaux %}   {{ creneau }}\n{% endfor %}"
            "{% endif %}{% endfor %}",
            "gestes",
            lists="lignes",
            width=1,
            cancel_label="✖️ Fermer",
        ),
        choice("binome", "Quel binôme ?", "binomes", when=ADDING),
        choice("site", "Sur quel site ?", "sites", when=ADDING, width=1, few=sur_place.FEW),
        choice("jour", "Quel jour ?", "jours", when=ADDING, width=1),
        moment(
            "horaire",
            "À quelles heures ? Touchez, ou écrivez : « 17h-21h ».",
            "horaires",
            actions.read_range,
            when=ADDING,
        ),
        choice("creneau", "Quel créneau n'aura pas lieu ?", "creneaux", when=CANCELLING, width=1),
        choice("motif", "Pour quelle raison ?", "motifs", when=CANCELLING),
    ),
    done="{{ conclusion }}",
    left="🗓 Fermé. Rien n'a été changé.",
)

FLOWS = (
    Handler(
        flow=PLANNING,
        entry="🗓 Planning",
        commands=("/planning",),
        about="Voir et changer les créneaux de la semaine",
        order=54,
        roles=frozenset({Role.COORDINATION}),
        facts=facts,
        record=actions.record,
        drawer=True,
    ),
)

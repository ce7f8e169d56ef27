"""Planning, as the coordination meets it: last week's account, one week, one change."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import Fact, In, Is
from bot.engine.script import Flow, choice, moment
from bot.feature.contract import Handler
from bot.feature.lectures import notee
from bot.questions import sur_place
from handlers.planning import actions, copie, miens
from handlers.planning.choix import ABSENT, ADD, CANCEL, CHANGE, ON_ONE
from handlers.planning.facts import facts
from handlers.planning.heures import read_range

ADDING, CANCELLING, CHANGING = Is("geste", ADD), Is("geste", CANCEL), Is("geste", CHANGE)
WEEKS_AT_ONCE = 4
"""Weeks on buttons before those further away."""

PLANNING = Flow(
    name="planning",
    title="Planning",
    keeps_draft=False,
    version=2,
    steps=(
        choice(
            "semaine",
            "🗓 <b>Le planning</b>\n"
            "{% if bilan %}La semaine dernière :\n{% for ligne in bilan %}• {{ ligne }}\n"
            "{% endfor %}{% endif %}Quelle semaine ?",
            "semaines",
            lists="bilan",
            width=1,
            few=WEEKS_AT_ONCE,
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
        choice("creneau", "Quel créneau ?", "creneaux", when=In("geste", tuple(ON_ONE)), width=1),
        choice("quoi", "{{ passe }}Que voulez-vous changer ?", "quoi_changer", when=CHANGING),
        choice("binome", "Quel binôme ?", "binomes", when=Fact("demande_binome")),
        choice(
            "site",
            "Sur quel site ?",
            "sites",
            when=Fact("demande_site"),
            width=1,
            few=sur_place.FEW,
        ),
        choice("jour", "Quel jour ?", "jours", when=Fact("demande_jour"), width=1),
        moment(
            "horaire",
            "{{ passe }}À quelles heures ? Touchez, ou écrivez : « 17h-21h ».",
            "horaires",
            read_range,
            when=Fact("demande_heures"),
        ),
        choice(
            "frequence",
            "Ce jour-là, ou chaque semaine ?",
            "frequences",
            when=ADDING,
            width=1,
        ),
        choice("motif", "{{ passe }}Pour quelle raison ?", "motifs", when=CANCELLING),
        choice("qui", "{{ passe }}Qui n'y sera pas ?", "personnes", when=Is("geste", ABSENT)),
        choice(
            "accord",
            "{% if difference %}<b>Ce qui changerait :</b>\n"
            "{% for ligne in difference %}{{ ligne }}\n{% endfor %}"
            "{% else %}Semaine du {{ lundi }} : tout est déjà ainsi.\n{% endif %}"
            "{% if gardes %}Gardé, ajouté à la main : {{ gardes|join(' ; ') }}.\n{% endif %}"
            "{% if laisses %}Pas repris, prévu pour un seul jour : {{ laisses|join(' ; ') }}.\n"
            "{% endif %}{% if difference %}Les binômes concernés seront avertis.{% endif %}",
            "accords",
            when=In("geste", tuple(copie.KINDS)),
        ),
    ),
    done="{{ conclusion }}",
    left="🗓 Fermé. Rien n'a été changé.",
)

FLOWS = (
    Handler(
        flow=PLANNING,
        entry="🗓 Planning",
        commands=("/planning",),
        about="Voir et changer les créneaux, semaine par semaine",
        order=54,
        droit=Droit.TENIR_PLANNING,
        seed=notee(PLANNING.name),
        facts=facts,
        record=actions.record,
        drawer=True,
    ),
    miens.MIENS,
)

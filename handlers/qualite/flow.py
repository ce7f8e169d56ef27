"""« À confirmer », as the coordination meets it: the list, one tap, and the next one."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import Fact
from bot.engine.script import Flow, choice, moment
from bot.feature.contract import Handler
from bot.feature.lectures import notee
from handlers.qualite import actions, facts

QUALITE = Flow(
    name="qualite",
    title="À confirmer",
    keeps_draft=False,
    steps=(
        choice("choix", "{{ ecran }}", "entrees", page=10, width=1, cancel_label="✖️ Fermer"),
        moment(
            "fin",
            "{{ choisie }}\nÀ quelle heure s'est-elle terminée ? Touchez, ou écrivez : « 20h50 ».",
            "heures",
            facts.read_end,
            when=Fact("a_corriger"),
        ),
        choice(
            "motif",
            "Pourquoi ce créneau n'a-t-il pas eu lieu ?",
            "motifs",
            when=Fact("a_expliquer"),
        ),
    ),
    done="{{ conclusion }}",
    left="🔎 Fermé.",
)

FLOWS = (
    Handler(
        flow=QUALITE,
        entry="🔎 À confirmer",
        commands=("/qualite",),
        about="Relire ce qui est à confirmer",
        order=57,
        droit=Droit.CONFIRMER_CHIFFRES,
        seed=notee(QUALITE.name),
        facts=facts.facts,
        long=True,
        record=actions.record,
    ),
)

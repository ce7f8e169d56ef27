"""Saisies de l'équipe, as the coordination meets them: whose, which day, which one, what to do."""

from __future__ import annotations

from typing import Final

from bot.domain.droits import Droit
from bot.engine.conditions import Fact
from bot.engine.script import Flow, choice, moment
from bot.feature.contract import Handler
from bot.feature.lectures import notee
from bot.questions.jours import reader
from handlers.ma_journee import corriger, equipe

SAISIES: Final = Flow(
    name="saisies_equipe",
    title="Saisies de l'équipe",
    keeps_draft=False,
    steps=(
        choice("binome", "🛠 Une saisie de quel binôme ?", "binomes", width=1),
        moment(
            "jour",
            "🗓 De quel jour ? Touchez, ou écrivez la date : « 17/11 ».",
            "jours",
            reader(past=True),
            example="17/11",
            width=1,
        ),
        choice(
            "entree",
            "🛠 <b>{{ jour_dit|capitalize }}</b>\n"
            "{% if entrees %}Touchez une saisie pour la corriger.{% else %}"
            "Rien n'est noté ce jour-là.{% endif %}",
            "entrees",
            width=1,
        ),
        choice(
            "geste",
            "{{ choisie }}\nQue voulez-vous faire ? Le binôme en sera averti.",
            "gestes",
            when=Fact("choisie"),
            width=1,
        ),
        *corriger.CHOICES,
    ),
    done="{{ conclusion }}",
    left="🛠 Fermé. Rien n'a été changé.",
)

FLOWS = (
    Handler(
        flow=SAISIES,
        entry="🛠 Saisies de l'équipe",
        commands=("/saisies",),
        about="Corriger une saisie, même ancienne",
        order=57,
        drawer=True,
        droit=Droit.CORRIGER_EQUIPE,
        seed=notee(SAISIES.name),
        facts=equipe.facts,
        record=equipe.record,
    ),
)

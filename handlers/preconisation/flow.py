"""Préconisation, as the mediator meets it; then the answer, as the coordination meets it."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.domain.vies.preconisation import DECISIONS, ActePreconisation
from bot.engine.conditions import Fact, Has, In, Is, Not
from bot.engine.script import Flow, Option, choice, moment, text
from bot.feature import beforehand
from bot.feature.contract import Handler
from bot.questions import sur_place
from bot.questions.jours import reader
from handlers.preconisation import actions, facts

PRECONISATION = Flow(
    name="preconisation",
    title="Préconisation",
    steps=(
        *sur_place.ask_site(),
        choice("type", "💡 Pour quoi faire ?", "types", also=sur_place.ELSEWHERE),
        choice("pour", "Pour qui ?", "services", width=1),
        choice(
            "autre_service", "Quel autre service ?", "tous_services", when=Is("pour", facts.OTHER)
        ),
        text("texte", "En une ou deux phrases, que proposez-vous ?", inside=True),
        choice("horizon", "À quel horizon ?", "horizons"),
        choice(
            "joindre",
            "Joindre {{ liees|pluriel('observation', 'observations') }} de ce site, "
            "sur les trente derniers jours ?",
            (Option("oui", "✅ Oui, les joindre"), Option("non", "Non, sans les joindre")),
            when=Fact("liees"),
            width=1,
        ),
    ),
    done="{{ conclusion }}",
)

STANDS = "💡 {{ resume }}\nÀ ce jour : {{ statut }}.\n"
"""Somebody else may have answered since the card was sent."""

ANSWERS = (
    choice(
        "laquelle",
        "💡 Quelle préconisation ?",
        "attente",
        when=Not(Has(beforehand.PRECONISATION.key)),
        width=1,
    ),
    choice(
        "reponse",
        "💡 {{ resume }}\nÀ ce jour : {{ statut }}. Visée : {{ visee }}.\n"
        "{% if mots %}« {{ mots }} »\n{% endif %}"
        "{% if relu %}Son texte est relu : il peut être diffusé."
        "{% elif ecarte %}🚫 Son texte ne sera pas diffusé."
        "{% elif relecture %}Son texte n'est pas encore relu : 📝 À relire."
        "{% else %}La coordination relit encore son texte : il vous sera montré ensuite."
        "{% endif %}",
        "reponses",
    ),
    text(
        "mot",
        STANDS + "Un mot du comité ou de vous ? Le binôme lira ce mot.",
        when=In("reponse", (ActePreconisation.RETENIR, ActePreconisation.RETENIR_EN_PARTIE)),
        required=False,
        also=("le",),
    ),
    text(
        "motif",
        STANDS + "Pourquoi l'écarter ? Le binôme lira ce motif.",
        when=Is("reponse", ActePreconisation.ECARTER.value),
        also=("le",),
    ),
    moment(
        "le",
        "Quel jour la réponse est-elle venue ? Touchez, ou écrivez : « 17/11 ».",
        "jours",
        reader(past=True),
        name="📅 Un autre jour",
        when=In("reponse", tuple(sorted(DECISIONS))),
        asked=False,
        width=1,
    ),
)


def _answering(name: str) -> Flow:
    """The same questions for the coordination, and for a comité that answers by itself."""
    return Flow(
        name=name,
        title="Réponse à une préconisation",
        keeps_draft=False,
        steps=ANSWERS,
        done="{{ conclusion }}",
        left="💡 Fermé. La préconisation attend toujours votre réponse.",
    )


REPONSE = _answering("preconisation_reponse")
REPONSE_COMITE = _answering("preconisation_comite")

FLOWS = (
    Handler(
        flow=PRECONISATION,
        entry="💡 Préconisation",
        commands=("/preconisation",),
        about="Proposer une amélioration à un service",
        order=22,
        droit=Droit.NOTER,
        drawer=True,
        seed=sur_place.seed,
        facts=facts.facts,
        record=actions.record,
    ),
    Handler(
        flow=REPONSE,
        entry="💡 Préconisations",
        commands=("/preconisations",),
        about="Répondre aux préconisations des binômes",
        refusal="💡 Aucune préconisation n'attend de réponse.",
        order=52,
        droit=Droit.REPONDRE_PRECONISATION,
        drawer=True,
        suits=actions.something_waits,
        facts=facts.answering,
        record=actions.answer,
    ),
    Handler(
        flow=REPONSE_COMITE,
        entry="💡 Préconisations",
        commands=("/preconisations",),
        about="Répondre aux préconisations de mon territoire",
        refusal="💡 Aucune préconisation de votre territoire n'attend de réponse.",
        order=20,
        droit=Droit.DONNER_AVIS,
        suits=actions.something_waits,
        facts=facts.answering,
        record=actions.answer,
    ),
)

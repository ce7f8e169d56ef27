"""Médiations, as the binôme meets them: the list, one dossier, a séance in four or five taps."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.domain.vies.mediation import Consentement, Resultat
from bot.engine.conditions import All, Fact, Has, Is, Not
from bot.engine.script import Flow, Option, choice, text
from bot.feature.contract import Handler
from bot.feature.lectures import notee
from handlers.mediation import actions, equipe, facts, table_ronde

MEETING = Is("geste", facts.SEANCE.slug)

MEDIATION = Flow(
    name="mediation",
    title="Médiation",
    keeps_draft=False,
    unsaved=All((MEETING, Not(Has("resultat")))),
    steps=(
        choice(
            "dossier",
            "{% if entrees %}📂 Quel dossier ?{% else %}"
            "📂 Aucune médiation en cours. Pour en ouvrir une : ⚡ Conflit, puis « En différé »."
            "{% endif %}",
            "entrees",
            width=1,
            leads=True,
        ),
        choice("geste", "📂 {{ fiche }}", "gestes", when=Fact("choisi"), leads=True),
        choice(
            "avec",
            "{{ choisi }} : qui avez-vous rencontré ?"
            "{% if sans_accord %}\nPour réunir A et B, notez d'abord que les deux parties sont "
            "d'accord : ✋ Accord pour la médiation.{% endif %}",
            "avec_qui",
            when=MEETING,
        ),
        *table_ronde.STEPS,
        choice(
            "resultat",
            "Où en est-on ?"
            "{% if une_partie %}\nUn accord se note quand les deux parties ont été rencontrées."
            "{% endif %}",
            "resultats",
            when=MEETING,
            locks=True,
        ),
        text(
            "phrase",
            "C'est noté. L'accord en une phrase, pour le vérifier plus tard ?",
            required=False,
            when=All((MEETING, Is("resultat", Resultat.ACCORD))),
            inside=True,
        ),
        choice(
            "prochaine",
            "{% if geste == 'seance' %}C'est noté. {% endif %}Prochaine étape ?",
            (Option("1", "Demain"), Option("3", "Dans 3 jours"), Option("7", "Dans 7 jours")),
            required=False,
            when=Fact("demander_etape"),
        ),
        choice(
            "consentement",
            "{{ choisi }} : les parties sont d'accord pour une médiation ?",
            (
                Option(Consentement.OUI, "✅ Oui, les deux"),
                Option(Consentement.UNE_PARTIE, "Une seule"),
                Option(Consentement.PAS_ENCORE, "⏳ Pas encore"),
            ),
            when=Is("geste", "consentement"),
        ),
        choice("mode", "{{ choisi }} : comment ?", "modes", when=Is("geste", "mode")),
        choice(
            "motif",
            "{{ choisi }} : pourquoi clore ?",
            (Option("refuser", "Refus d'une partie"), Option("abandonner", "Abandon")),
            when=Is("geste", "clore"),
        ),
    ),
    done="{{ conclusion }}",
)

DOSSIERS = Flow(
    name="mediations_equipe",
    title="Médiations de l'équipe",
    keeps_draft=False,
    steps=(
        choice(
            "dossier",
            "📂 {% if entrees %}Quel dossier ?{% else %}Aucune médiation en cours.{% endif %}",
            "entrees",
            width=1,
        ),
        choice(
            "binome",
            "📂 {{ fiche }}\nSuivi par {{ suivi_par }}."
            "{% if binomes %} Le confier à un autre binôme ?{% endif %}",
            "binomes",
            when=Fact("choisi"),
        ),
    ),
    done="📂 {{ conclusion }}",
    left="📂 Fermé. Rien n'a été changé.",
)

FLOWS = (
    Handler(
        flow=DOSSIERS,
        entry="📂 Médiations",
        commands=("/mediations",),
        about="Lire les médiations en cours",
        order=51,
        droit=Droit.CONFIER_MEDIATION,
        seed=notee(DOSSIERS.name),
        facts=equipe.facts,
        record=equipe.conclude,
    ),
    Handler(
        flow=MEDIATION,
        entry="📂 Médiations",
        commands=("/mediations",),
        about="Suivre mes médiations en cours",
        order=24,
        drawer=True,
        droit=Droit.MENER_MEDIATION,
        facts=facts.facts,
        answered=actions.save_as_given,
        record=actions.conclude,
        left=actions.left,
    ),
)

"""« Qui reçoit quoi ? » asked of the table in three taps, and a service tried for real."""

from __future__ import annotations

from typing import Final

from bot.domain.droits import Droit
from bot.engine.conditions import Fact, Has
from bot.engine.script import Flow, choice
from bot.feature.contract import Handler
from handlers.routage import actions, essai

QUI_RECOIT: Final = Flow(
    name="routage",
    title="Qui reçoit quoi",
    keeps_draft=False,
    steps=(
        choice(
            "groupe",
            "🧭 <b>Qui reçoit quoi ?</b>\nRien n'est envoyé : le bot lit la table. Quel défaut ?",
            "groupes",
            cancel_label="✖️ Fermer",
        ),
        choice("categorie", "Lequel ?", "categories", when=Fact("plusieurs")),
        choice("site", "Où ?", "sites"),
        # Written by us, every value escaped.
        choice(
            "suite",
            "{{ reponse|safe }}",
            "suites",
            when=Has("site"),
            cancel_label="✖️ Fermer",
        ),
    ),
    done="{{ reponse|safe }}",
    left="🧭 Fermé.",
)
ESSAYER: Final = Flow(
    name="essai_service",
    title="Alerte d'essai",
    keeps_draft=False,
    steps=(
        choice("service", "📨 À quel service envoyer une alerte d'essai ?", "services", width=1),
        choice(
            "accord",
            "📨 <b>{{ nom }}</b>\n"
            "{% if adresses %}L'essai part à :\n"
            "{% for adresse in adresses %}• {{ adresse }}\n{% endfor %}"
            "Il est marqué ESSAI et n'est compté nulle part."
            "{% else %}⚠️ Rien d'écrit n'atteint ce service : donnez-lui une adresse dans le "
            "fichier, ou invitez son groupe ({{ invite }}).{% endif %}",
            "accords",
            when=Has("service"),
        ),
    ),
    done="{{ conclusion }}",
    left="📨 Rien n'est parti.",
)

FLOWS: Final = (
    Handler(
        flow=QUI_RECOIT,
        entry="🧭 Qui reçoit quoi",
        commands=("/routage",),
        about="Qui reçoit quel signalement, où, à quelle heure",
        order=60,
        drawer=True,
        reads_only=True,
        droit=Droit.TENIR_ROUTAGE,
        facts=actions.facts,
        record=actions.record,
    ),
    Handler(
        flow=ESSAYER,
        entry="📨 Alerte d'essai",
        commands=("/essai",),
        about="Vérifier que les alertes arrivent à un service",
        order=62,
        drawer=True,
        droit=Droit.TENIR_ROUTAGE,
        facts=essai.facts,
        record=essai.record,
    ),
)

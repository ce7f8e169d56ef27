"""The shared grid, as another actor meets it (its own slots), then as everyone reads it."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import Has, Is
from bot.engine.script import Flow, Step, choice, moment
from bot.feature.contract import Handler
from handlers.grille_presence import actions
from handlers.grille_presence.facts import (
    NEXT,
    OTHER,
    REMOVE,
    SEND,
    own_facts,
    read_hours,
    week_facts,
)

LOOK = "👀 Qui est là ?"

MA_PRESENCE = Flow(
    name="ma_presence",
    title="Ma présence",
    keeps_draft=False,
    steps=(
        choice(
            "creneau",
            "🗓 <b>{{ acteur }}</b>\n"
            "{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "{% if lignes %}Quel créneau ajouter ?{% else %}"
            "Aucun passage annoncé. Quel créneau ajouter ?{% endif %}",
            "entrees",
            width=1,
        ),
        choice(
            "quartier", "Dans quel quartier ?", "quartiers", when=Is("creneau", OTHER), width=1
        ),
        choice("jour", "Quel jour ?", "jours", when=Has("quartier"), width=1),
        moment(
            "heures",
            "À quelles heures ? Touchez, ou écrivez par exemple « 14h-17h ».",
            "heures",
            read_hours,
            when=Has("jour"),
            example="14h-17h",
        ),
        choice("retrait", "Quel créneau retirer ?", "miens", when=Is("creneau", REMOVE), width=1),
    ),
    done="{{ conclusion }}",
    left="🗓 Fermé. Rien n'a été changé.",
)


def _reading(name: str, *confirming: Step) -> Flow:
    """This week, then the next one."""
    return Flow(
        name=name,
        title="Qui est là ?",
        keeps_draft=False,
        steps=(
            # The grid is already Telegram's HTML, every value escaped.
            choice(
                "semaine",
                "{{ grille|join('\n\n')|safe }}",
                "entrees",
                lists="grille",
                width=1,
                cancel_label="✖️ Fermer",
            ),
            choice(
                "apres",
                "{{ suivante|join('\n\n')|safe }}",
                "retours",
                lists="suivante",
                when=Is("semaine", NEXT),
                width=1,
                cancel_label="✖️ Fermer",
            ),
            *confirming,
        ),
        done="{{ conclusion|safe }}",
        left="👀 Fermé.",
    )


QUI_EST_LA = _reading(
    "qui_est_la",
    choice(
        "accord",
        "✉️ {% if adresses %}Envoyer un courriel à {{ adresses|pluriel('adresse') }} "
        "de l'annuaire, avec un lien pour voir la grille et y ajouter des créneaux ?{% else %}"
        "Aucun partenaire de l'annuaire n'a d'adresse de courriel.{% endif %}",
        "accords",
        when=Is("semaine", SEND),
    ),
)
QUI_EST_LA_PARTENAIRE = _reading("qui_est_la_partenaire")

FLOWS = (
    Handler(
        flow=MA_PRESENCE,
        entry="🗓 Ma présence",
        commands=("/mapresence",),
        about="Annoncer un passage de mon équipe",
        order=1,
        droit=Droit.ANNONCER_SA_PRESENCE,
        facts=own_facts,
        record=actions.change_own,
    ),
    Handler(
        flow=QUI_EST_LA,
        reads_only=True,
        long=True,
        entry=LOOK,
        commands=("/grille",),
        about="Voir qui est dans les quartiers cette semaine",
        order=29,
        drawer=True,
        droit=Droit.LIRE_PRESENCES,
        facts=week_facts,
        record=actions.look,
    ),
    Handler(
        flow=QUI_EST_LA_PARTENAIRE,
        reads_only=True,
        long=True,
        entry=LOOK,
        commands=("/grille",),
        about="Voir qui est dans les quartiers cette semaine",
        order=2,
        droit=Droit.LIRE_GRILLE,
        facts=week_facts,
        record=actions.look,
    ),
)

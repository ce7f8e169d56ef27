"""Accueil, as an invited person meets it: who is asked, the charter, one tap."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import Fact, Not
from bot.engine.script import Flow, Meant, Option, choice, name_of
from bot.feature.contract import Handler
from bot.questions.ajuster import read_prenom
from bot.questions.regles import EN_BREF
from handlers.accueil import actions

HELD = (
    "{% if deja %}Vous êtes déjà dans :\n{% for un in deja %}• {{ un }}\n{% endfor %}"
    "Vous pouvez tenir les deux : rien ne passe de l'un à l'autre.\n{% endif %}"
)
ACCUEIL = Flow(
    name="accueil",
    title="Accueil",
    keeps_draft=False,
    steps=(
        choice(
            "accord",
            "Bienvenue dans <b>{{ dispositif }}</b>.\n"
            + HELD
            + "Vous êtes invité·e comme : <b>{{ role }}</b>"
            "{% if binome %}, {{ binome }}{% endif %}.\n\n"
            f"La charte, en bref :\n{EN_BREF}\n\n"
            "Votre prénom, tel que votre équipe le verra : <b>{{ affiche }}</b>.",
            (Option("oui", "✅ J'accepte et je commence"),),
            when=Not(Fact("structure")),
            also=("prenom",),
            width=1,
        ),
        choice(
            "accord_structure",
            "Bienvenue dans la grille de présence de <b>{{ dispositif }}</b>.\n"
            + HELD
            + "Vous êtes invité·e comme : <b>{{ role }}</b>.\n\n"
            "En bref :\n"
            "• Vous annoncez où et quand passe votre équipe : un quartier, un jour, des heures.\n"
            "• Vous voyez qui d'autre est présent cette semaine.\n"
            "• Aucun nom de personne : une structure, jamais quelqu'un.\n"
            "• Rien d'autre ne vous est montré, rien d'autre ne vous est demandé.\n\n"
            "Votre structure, telle que la grille la montre : <b>{{ affiche }}</b>. "
            "Ce n'est pas le bon nom ? Demandez une autre invitation à la coordination.",
            (Option("oui", "✅ J'accepte et je commence"),),
            when=Fact("structure"),
            width=1,
        ),
        name_of(
            "prenom",
            "Écrivez votre prénom, sans le nom de famille.",
            name="✏️ Changer le prénom",
            asked=False,
            reads=read_prenom,
            meant=Meant.FIRST_NAME,
        ),
    ),
    done="{{ conclusion }}",
    left="D'accord. Rien n'est noté sur vous. L'invitation reste valable.",
)

FLOWS = (
    Handler(
        flow=ACCUEIL,
        droit=Droit.ENTRER,
        # Begun by an invitation alone (`bot.chat.strangers`), never by its name on a button.
        suits=lambda context: context.somebody is None,
        facts=actions.facts,
        record=actions.join,
    ),
)

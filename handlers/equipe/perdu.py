"""A phone lost or stolen: its account is out in three taps, and what was said there is gone."""

from __future__ import annotations

from typing import Final

from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Facts, Is, Not
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Context, Ending, Handler, opening
from bot.rendering import render_line
from handlers.equipe import facts as known
from handlers.equipe import secours
from storage import affaires, people
from storage.models import Personne

DONE: Final = (
    "📵 L'accès de {{ nom }} est coupé. Ce que le bot lui a écrit depuis deux jours est effacé, "
    "là où Telegram le permet. Ce qui a été noté reste.{% if suivi %} D'ici à son retour, "
    "{{ suivi }} n'a plus personne pour recevoir ses suites.{% endif %} "
    "Pour son nouveau téléphone : 👥 Équipe › ➕ Inviter."
)
LINKS: Final = "liens"
SENT: Final = (
    "✉️ {{ n|pluriel('lien de secours', 'liens de secours') }} vers {{ adresse }}. "
    "Chacun coupe un téléphone sans passer par Telegram : gardez-les ailleurs, sur papier s'il le "
    "faut."
)
GONE: Final = "Cette personne n'est plus dans l'équipe. Rien n'est changé."


def facts(context: Context, answers: Answers) -> Facts:
    team = known.facts(context, {})
    person = known.person(context, answers.get("qui") or "")
    phones = tuple(one for one in team["personnes"] if one.slug.startswith(known.PERSON))
    links = Option(LINKS, "✉️ Liens de secours")
    return {"personnes": (*phones, links), "choisie": person.prenom if person else ""}


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    if answers["qui"] == LINKS:
        email = context.programme.config.coordination.email
        sent = render_line(SENT, n=secours.send(context), adresse=email)
        return Ending({"conclusion": sent})
    person = known.person(context, answers["qui"])
    if person is None:
        return Ending({"conclusion": GONE})
    secours.cut(context, person, context.author_id, context.source)
    values = {"nom": person.prenom, "suivi": _left_alone(context, person)}
    return Ending({"conclusion": render_line(DONE, **values)}, [[opening("👥 Équipe", "equipe")]])


def _left_alone(context: Context, person: Personne) -> str:
    """The binôme in which nobody is left for what it follows; « » otherwise."""
    binome = person.binome_id
    if binome is None or people.binome_members(context.tx, binome):
        return ""
    held = affaires.of_binome(context.tx, binome)
    return context.programme.binome_label(binome) if held else ""


PERDU: Final = Flow(
    name="telephone_perdu",
    title="Téléphone perdu",
    keeps_draft=False,
    steps=(
        choice("qui", "📵 <b>Téléphone perdu ou volé</b>\nDe qui ?", "personnes", width=1),
        choice(
            "confirmer",
            "<b>{{ choisie }}</b> : couper l'accès de ce téléphone, tout de suite ? Ce que le bot "
            "y a écrit depuis deux jours est effacé.",
            (Option("oui", "📵 Oui, couper"),),
            when=Not(Is("qui", LINKS)),
            width=1,
        ),
    ),
    done="{{ conclusion }}",
    left="📵 Fermé. Rien n'a été changé.",
)

HANDLER: Final = Handler(
    flow=PERDU,
    entry="📵 Téléphone perdu",
    commands=("/revoquer",),
    about="Couper l'accès d'un téléphone perdu ou volé",
    order=59,
    drawer=True,
    droit=Droit.TENIR_EQUIPE,
    facts=facts,
    record=record,
)

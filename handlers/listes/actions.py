"""A line of a list written as a change to the programme; its slug never changes nor comes back."""

from __future__ import annotations

from typing import Any

from bot.engine.conditions import Answers, Facts
from bot.feature.context import Context
from bot.feature.handler import Declined, Ending
from bot.questions.ajuster import adjust, new_slug
from bot.rendering import render_line
from handlers.listes import facts as known
from storage import people
from storage.ajustements import LigneAjustee

ADDED = "✅ « {{ label }} » est ajouté à {{ titre }}. Les binômes le voient déjà."
RENAMED = (
    "✅ « {{ avant }} » s'appelle maintenant « {{ label }} ». "
    "Ce qui est déjà noté prend aussi ce nom."
)
RETIRED = "✅ « {{ label }} » n'est plus proposé. Ce qui est déjà noté garde son nom."
ALREADY = "« {{ label }} » est déjà dans cette liste. Rien n'a été changé."
STILL_IN = " Encore dedans : {{ noms }}. Pour changer : 👥 Équipe, puis 🔁 Changer de binôme."
RESTORED = "✅ « {{ label }} » est de nouveau proposé."


def record(context: Context, answers: Answers, facts: Facts) -> Ending:
    label = answers.get("label") or answers.get("nouveau_nom") or facts["choisi"]
    typed = answers.get("label") or answers.get("nouveau_nom")
    if typed and typed.casefold() in {one.casefold() for one in facts["elements"]}:
        raise Declined(render_line(ALREADY, label=typed))
    ligne, said = _ligne(context, answers, label)
    adjust(context, ligne)
    values = {"label": label, "titre": facts["titre"], "avant": facts["choisi"]}
    return Ending({"conclusion": render_line(said, **values) + _still_in(context, answers)})


def _still_in(context: Context, answers: Answers) -> str:
    """Who is left in a binôme that is no longer planned, and what to do about it."""
    if answers["liste"] != "binomes" or answers["geste"] != known.RETIRE:
        return ""
    left = context.programme.binomes[answers["retiree"]]
    team = people.team(context.tx, context.programme.id)
    noms = [one.prenom for one in team if one.binome_id == left]
    return render_line(STILL_IN, noms=", ".join(noms)) if noms else ""


def _ligne(context: Context, answers: Answers, label: str) -> tuple[LigneAjustee, str]:
    cle = known.key_in_file(answers["liste"])
    match answers["geste"]:
        case known.ADD:
            lines = known.lines_of(context.programme.config, answers["liste"])
            slug = new_slug(label, {one.slug for one in lines})
            return LigneAjustee(cle, slug, {"label": label, **_needed(context, answers)}), ADDED
        case known.RENAME:
            return LigneAjustee(cle, answers["lequel"], {"label": label}), RENAMED
        case known.RETIRE:
            return LigneAjustee(cle, answers["retiree"], {"actif": False}), RETIRED
        case _:
            return LigneAjustee(cle, answers["remise"], {"actif": True}), RESTORED


def _needed(context: Context, answers: Answers) -> dict[str, Any]:
    """What such a line needs besides its label, like the others of its list.

    A defect takes the urgency and the service of the first one of its group; a public, its button.
    """
    config = context.programme.config
    if answers["liste"] in known.PUBLICS:
        return {"comptage": True}
    if answers["liste"] != known.CATEGORIES:
        return {}
    groupe = config.groupes()[int(answers["groupe"].removeprefix("g"))]
    model = config.categories_of(groupe, bati=False)[0]
    found = {
        "groupe": groupe,
        "urgence": model.urgence,
        "service": model.service,
        "service_si_bailleur": model.service_si_bailleur,
        "motif": model.motif,
        "bati": model.bati,
    }
    return {name: value for name, value in found.items() if value is not None}

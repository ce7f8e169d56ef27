"""A line of a list written as a change to the programme; its slug never changes nor comes back."""

from __future__ import annotations

from typing import Any

from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Declined, Ending
from bot.questions.ajuster import adjust, new_slug
from bot.rendering import render_line
from handlers.listes import facts as listes_facts
from handlers.listes import retrait
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


def facts(context: Context, answers: Answers) -> Facts:
    """The list as it is, then what the deed picked would touch."""
    known = listes_facts.facts(context, answers)
    return {**known, "effets": retrait.touched(context, answers)}


def record(context: Context, answers: Answers, facts: Facts) -> Ending:
    label = answers.get("label") or answers.get("nouveau_nom") or facts["choisi"]
    typed = answers.get("label") or answers.get("nouveau_nom")
    if typed and typed.casefold() in {name.casefold() for name in facts["elements"]}:
        raise Declined(render_line(ALREADY, label=typed))
    ligne, sentence = _ligne(context, answers, label)
    adjust(context, ligne)
    if answers["liste"] == "binomes" and answers["geste"] == listes_facts.RETIRE:
        retrait.tell(context, answers["retiree"])
    values = {"label": label, "titre": facts["titre"], "avant": facts["choisi"]}
    return Ending({"conclusion": render_line(sentence, **values) + _still_in(context, answers)})


def _still_in(context: Context, answers: Answers) -> str:
    """Who is left in a binôme that is no longer planned, and what to do about it."""
    if answers["liste"] != "binomes" or answers["geste"] != listes_facts.RETIRE:
        return ""
    noms = [person.prenom for person in retrait.members(context, answers["retiree"])]
    return render_line(STILL_IN, noms=", ".join(noms)) if noms else ""


def _ligne(context: Context, answers: Answers, label: str) -> tuple[LigneAjustee, str]:
    cle = listes_facts.key_in_file(answers["liste"])
    match answers["geste"]:
        case listes_facts.ADD:
            lines = listes_facts.lines_of(context.programme.config, answers["liste"])
            slug = new_slug(label, {line.slug for line in lines})
            return LigneAjustee(cle, slug, {"label": label, **_needed(context, answers)}), ADDED
        case listes_facts.RENAME:
            return LigneAjustee(cle, answers["lequel"], {"label": label}), RENAMED
        case listes_facts.RETIRE:
            return LigneAjustee(cle, answers["retiree"], {"actif": False}), RETIRED
        case _:
            return LigneAjustee(cle, answers["remise"], {"actif": True}), RESTORED


def _needed(context: Context, answers: Answers) -> dict[str, Any]:
    """What such a line needs besides its label, like the others of its list.

    A defect takes the urgency and the service of the first one of its group; a public, its button.
    """
    config = context.programme.config
    if answers["liste"] in listes_facts.PUBLICS:
        return {"comptage": True}
    if answers["liste"] != listes_facts.CATEGORIES:
        return {}
    groupe = config.groupes()[int(answers["groupe"].removeprefix("g"))]
    model = config.categories_of(groupe, bati=False)[0]
    values = {
        "groupe": groupe,
        "urgence": model.urgence,
        "service": model.service,
        "service_si_bailleur": model.service_si_bailleur,
        "motif": model.motif,
        "bati": model.bati,
    }
    return {name: value for name, value in values.items() if value is not None}

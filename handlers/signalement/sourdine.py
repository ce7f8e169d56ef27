"""The coordination lets the reminders of a signalement rest, or go on, in three taps."""

from __future__ import annotations

from typing import Final

from bot.casework.libelles import label, par_personne
from bot.casework.signalement import sourdine
from bot.casework.signalement.contenu import reference
from bot.casework.signalement.sourdine import JOURS, RAISONS, SourdineRefusee
from bot.domain.droits import Droit
from bot.domain.roles import Role
from bot.engine.conditions import Answers, Fact, Facts, Has, Not
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Context, Declined, Ending, Handler
from bot.rendering import render_line
from bot.words import jour, pluriel
from storage import pauses, signalements
from storage.models import Signalement

RESTS: Final = "🔕 {{ v }} : rappels suspendus jusqu'au {{ le }}. Ils reprendront d'eux-mêmes."
GOES_ON: Final = "🔔 {{ v }} : les rappels reprennent."


def facts(context: Context, answers: Answers) -> Facts:
    found = signalements.open_in(context.tx, context.programme.id)
    chosen = next((one for one in found if str(one.id) == answers.get("signalement")), None)
    repos = pauses.resting(context.tx, context.programme.id, context.now)
    until = repos.get(chosen.id) if chosen else None
    return {
        "lignes": [said(context, one) for one in found],
        "entrees": tuple(Option(str(one.id), reference(one)) for one in found),
        "v": reference(chosen) if chosen else "",
        "suspendu": until is not None,
        "motif": f"jusqu'au {jour(until)}" if until else "",
        "durees": tuple(_duration(context, jours) for jours in JOURS),
    }


def record(context: Context, answers: Answers, facts: Facts) -> Ending:
    """Raises Declined for what may not rest, or what was closed meanwhile."""
    par, chosen = _author(context), int(answers["signalement"])
    try:
        if facts["suspendu"]:
            v = sourdine.resume(context, chosen, par).reference
            return Ending({"conclusion": render_line(GOES_ON, v=v)})
        jours = int(answers["duree"].removeprefix("j"))
        v = sourdine.suspend(context, chosen, answers["raison"], jours, par).reference
    except SourdineRefusee as error:
        raise Declined(str(error)) from error
    le = jour(sourdine.end_of(context.now, jours))
    return Ending({"conclusion": render_line(RESTS, v=v, le=le)})


def _author(context: Context) -> str:
    """As the history names them; the command line may name nobody."""
    somebody = context.somebody
    return par_personne(somebody) if somebody else f"{Role.COORDINATION}:"


def said(context: Context, one: Signalement) -> str:
    """« V-0003 · Éclairage public en panne, Site A »."""
    what = label(context.programme.config.categorie, one.categorie)
    return f"{reference(one)} · {what}, {context.programme.site_label(one.site_id)}"


def _duration(context: Context, jours: int) -> Option:
    """« 3 jours, jusqu'au vendredi 20 novembre »."""
    end = jour(sourdine.end_of(context.now, jours))
    return Option(f"j{jours}", f"{pluriel(jours, 'jour')}, jusqu'au {end}")


FLOW: Final = Flow(
    name="sourdine",
    title="Rappels suspendus",
    keeps_draft=False,
    steps=(
        choice(
            "signalement",
            "🔕 {% if lignes %}Les rappels de quel signalement ?\n"
            "{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "{% else %}Aucun signalement ouvert.{% endif %}",
            "entrees",
            lists="lignes",
            page=8,
            cancel_label="✖️ Fermer",
        ),
        choice(
            "reprendre",
            "🔕 {{ v }} : rappels suspendus {{ motif }}. Les reprendre maintenant ?",
            (Option("oui", "🔔 Oui, reprendre"),),
            when=Fact("suspendu"),
        ),
        choice(
            "raison",
            "🔕 {{ v }} : pourquoi suspendre les rappels ? C'est écrit dans son histoire.",
            tuple(Option(mot, dit[:1].upper() + dit[1:]) for mot, dit in RAISONS.items()),
            when=Not(Fact("suspendu")),
            width=1,
        ),
        choice("duree", "Jusqu'à quand ?", "durees", when=Has("raison"), width=1),
    ),
    done="{{ conclusion }}",
    left="🔕 Rien n'a été changé.",
)
HANDLER: Final = Handler(
    flow=FLOW,
    droit=Droit.SUSPENDRE_RAPPELS,
    facts=facts,
    record=record,
)

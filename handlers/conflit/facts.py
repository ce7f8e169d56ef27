"""What a conflict's sentences need: the lists of the file, and what was just recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.casework.mediation.actes import A_DECIDER, goes_on, reference
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.questions import choix, sur_place
from storage import mediations
from storage.dispositif import Dispositif
from storage.models import Conflit, DossierMediation

PLUSIEURS: Final = Option("plusieurs", "Plusieurs…")
A_CHOISIR: Final = Option(A_DECIDER, "À décider")
DELETED: Final = "a été supprimé entre-temps"
OVER: Final = "n'est plus en cours"


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    reel = config.proposes("modes_mediation", "reel")
    opened = dossier(context)
    return {
        "sites": sur_place.site_options(context),
        "types": choix.by_habit(context, config.liste("types_conflit"), Conflit.type),
        "demander_parties": config.reglages.conflit_parties,
        "parties_possibles": choix.options(config.liste("parties_conflit")),
        "gestes_un": (*choix.options(reel), PLUSIEURS),
        "gestes_plusieurs": choix.options(reel),
        "issues": choix.options(config.proposes("issues", "reel")),
        "origines": choix.options(config.liste("origines_demande")),
        "modes": (*choix.options(config.proposes("modes_mediation", "differe")), A_CHOISIR),
        "secours": leads_to(config, deeds(answers), answers.get("issue"), "securite"),
        "dossier": reference(opened) if opened else "",
    }


def dossier(context: Context) -> DossierMediation | None:
    """The one that this conversation opened, if it has yet."""
    since, source = sur_place.talk_since(context), sur_place.talk_source(context)
    return mediations.by_talk(context.tx, context.programme.id, since, source)


def lost(dossier: DossierMediation) -> str:
    """What the other one of the binôme did of it since it was opened; « » while it goes on."""
    if goes_on(dossier):
        return ""
    return DELETED if dossier.supprimee_le else OVER


def deeds(answers: Answers) -> list[str]:
    """What was done, as slugs: the one button, or those of « Plusieurs… »."""
    if answers.get("geste") == PLUSIEURS.slug:
        return list(answers.get("gestes") or ())
    return [answers["geste"]] if answers.get("geste") else []


def leads_to(config: Dispositif, gestes: Sequence[str], issue: str | None, suite: str) -> bool:
    """Whether the file ties one of these deeds, or that result, to that `suite`."""
    chosen = [config.element("modes_mediation", slug) for slug in gestes]
    if issue:
        chosen.append(config.element("issues", issue))
    return any(element.suite == suite for element in chosen)

"""A service tried: where the trial goes is shown before it leaves."""

from __future__ import annotations

from typing import Final

from bot.casework.signalement import essai
from bot.delivery.channels import called
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context, Declined, Ending
from bot.rendering import render_line
from bot.words import pluriel
from storage import audit
from storage.dispositif import Service, actifs
from storage.models import ServiceRow

SENT: Final = "📨 Essai parti pour {{ service }} ({{ combien }}). Demandez-leur s'il est arrivé."
MUTE: Final = "{{ service }} n'a aucun canal écrit : rien n'est parti."


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    service = _picked(context, answers)
    reached = essai.addresses(context, service) if service else []
    return {
        "services": tuple(Option(one.slug, one.label) for one in actifs(config.services)),
        "nom": service.label if service else "",
        "adresses": [called(one) for one in reached],
        "accords": (Option("oui", "📨 Envoyer l'essai"),) if reached else (),
        "invite": f"carnet invite --role service --nom {service.slug}" if service else "",
    }


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """Raises Declined for a service that nothing written reaches."""
    service = _picked(context, answers)
    reached = essai.send(context, service, context.source) if service else []
    if service is None or not reached:
        raise Declined(render_line(MUTE, service=service.label if service else "Ce service"))
    row = context.tx.get_one(ServiceRow, context.programme.services[service.slug])
    audit.note(context.tx, context.now, context.author_id, "essai", row, "")
    combien = pluriel(len(reached), "adresse")
    return Ending({"conclusion": render_line(SENT, service=service.label, combien=combien)})


def _picked(context: Context, answers: Answers) -> Service | None:
    services = actifs(context.programme.config.services)
    return next((one for one in services if one.slug == answers.get("service")), None)

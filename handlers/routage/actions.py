"""The table asked about one case, and the places where the answer would be another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.casework.signalement.envoi import destinations
from bot.delivery.channels import chat_of, forme_of, label_of
from bot.delivery.contract import Forme
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context, Ending, Opening
from storage.dispositif import Categorie, Service, actifs
from storage.dispositif.qui_recoit import said, titled
from storage.dispositif.routage import Cas, routed
from storage.machine.outbox import Destination

LIEU: Final = "l."
AUTRE, ESSAI = "autre", "essai"
REPONSE: Final = (
    "🧭 <b>{{ titre }}</b>\n{% for ligne in lignes %}{{ ligne }}\n{% endfor %}"
    "{% if ailleurs %}Dans un autre lieu, un autre service :{% endif %}"
)


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    groupes = tuple(Option(f"g{n}", name) for n, name in enumerate(config.groupes()))
    categories = _of_group(context, answers)
    cas = _case(answers, categories)
    return {
        "groupes": groupes,
        "categories": tuple(Option(one.slug, one.label) for one in categories),
        "plusieurs": len(categories) > 1,
        "sites": tuple(Option(one.slug, one.label) for one in actifs(config.sites)),
        "reponse": _said(context, cas) if cas else "",
        "suites": tuple(_next(context, cas)) if cas else (),
    }


def record(_context: Context, answers: Answers, _facts: Facts) -> Ending:
    """Leads to the same case elsewhere, to another case, or to a trial."""
    word = str(answers["suite"])
    if word == ESSAI:
        return Ending(opens=Opening("essai_service"))
    if not word.startswith(LIEU):
        return Ending(opens=Opening("routage"))
    kept = {key: answers[key] for key in ("groupe", "categorie", "site") if key in answers}
    return Ending(opens=Opening("routage", {**kept, "lieu": word.removeprefix(LIEU)}))


def channels(context: Context, service: Service) -> str:
    """How that service is really reached, the group that it registered included."""
    reached = destinations(context.tx, context.programme, service)
    lives = any(chat_of(one) is not None for one in reached)
    mails = [one.address for one in reached if forme_of(one.channel) is Forme.COURRIER]
    programs = [label_of(one.channel) for one in reached if _is_named(one)]
    return ", ".join([*(["groupe"] if lives else []), *mails, *programs])


def _is_named(to: Destination) -> bool:
    """Known by its channel: a room, a program."""
    return chat_of(to) is None and forme_of(to.channel) is not Forme.COURRIER


def _of_group(context: Context, answers: Answers) -> tuple[Categorie, ...]:
    config = context.programme.config
    if not answers.get("groupe"):
        return ()
    groupe = config.groupes()[int(answers["groupe"].removeprefix("g"))]
    return config.categories_of(groupe, bati=False)


def _case(answers: Answers, categories: tuple[Categorie, ...]) -> Cas | None:
    picked = answers.get("categorie") or (categories[0].slug if len(categories) == 1 else None)
    if not picked or not answers.get("site"):
        return None
    return Cas(picked, answers["site"], answers.get("lieu"))


def _said(context: Context, cas: Cas) -> str:
    lines = said(context.programme.config, cas, lambda one: channels(context, one))
    ailleurs = any(_elsewhere(context, cas))
    titre = titled(context.programme.config, cas)
    return context.render(REPONSE, titre=titre, lignes=lines, ailleurs=ailleurs)


def _elsewhere(context: Context, cas: Cas) -> Iterator[Option]:
    """The kinds of place of which the table names somebody else, on that site."""
    config = context.programme.config
    here = routed(config, cas).services
    for lieu in actifs(config.types_lieu):
        there = routed(config, Cas(cas.categorie, cas.site, lieu.slug)).services
        if there != here:
            yield Option(LIEU + lieu.slug, f"📍 {lieu.label}")


def _next(context: Context, cas: Cas) -> Iterator[Option]:
    yield from _elsewhere(context, cas)
    yield Option(AUTRE, "🧭 Un autre cas")
    yield Option(ESSAI, "📨 Alerte d'essai")

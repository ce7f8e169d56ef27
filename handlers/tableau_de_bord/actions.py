"""A link to the dashboards given or taken back, and those that serve."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.casework.bord import liens
from bot.domain.bord import Audience
from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature import portee
from bot.feature.contract import Context, Ending
from bot.rendering import render_line
from bot.words import jour_court
from storage import champs, liens_bord
from storage.dispositif import actifs
from storage.models import LienBord

OPEN: Final = "ouvrir"
GIVE: Final = "donner"
LIST: Final = "liens"
ELUS: Final = "elus"
COMITE: Final = "c."
BAILLEUR: Final = "b."
COMMANDITAIRE: Final = "p."
"""Begin what names a comité, a landlord, and who pays, in a button."""
COMES: Final = "📊 Le lien arrive ici."
TAKEN: Final = "✅ Le lien « {{ pour }} » est retiré : il n'ouvre plus rien."
ALREADY: Final = "Ce lien ne servait plus. Rien n'a été changé."
LINE: Final = "{{ pour }}, {% if lettre %}dans ses lettres, {% endif %}depuis le {{ jour }}"


def facts(context: Context, answers: Answers) -> Facts:
    rows = liens_bord.given(context.tx, context.programme.id, context.now)
    picked = next((row for row in rows if str(row.id) == answers.get("lequel")), None)
    return {
        "gestes": (
            Option(OPEN, "📊 Ouvrir les miens"),
            Option(GIVE, "🔗 Donner un lien"),
            Option(LIST, "📋 Liens donnés"),
        ),
        "lecteurs": tuple(_readers(context)),
        "lignes": [_line(context, row) for row in rows],
        "liens_donnes": tuple(Option(str(row.id), _short(context, row)) for row in rows),
        "retire": champs.pour(context.programme, picked) if picked else "",
        "accords": (Option("oui", "🗑 Retirer"),),
    }


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The link leaves in a message of its own: no token lies in a conversation."""
    if answers["geste"] == LIST:
        return Ending({"conclusion": _take_back(context, int(answers["lequel"]))})
    row = _given(context, answers.get("pour", ""))
    liens.send(context, context.person, row, champs.pour(context.programme, row), context.source)
    return Ending({"conclusion": COMES})


def _given(context: Context, pour: str) -> LienBord:
    who = context.person
    if pour.startswith(COMITE):
        comite = context.programme.config.comite(pour.removeprefix(COMITE))
        return liens.give(context, who, champs.audience_of(comite), comite=comite.slug)
    if pour.startswith(BAILLEUR):
        return liens.give(context, who, Audience.BAILLEUR, bailleur=pour.removeprefix(BAILLEUR))
    if pour.startswith(COMMANDITAIRE):
        mine = pour.removeprefix(COMMANDITAIRE)
        return liens.give(context, who, Audience.COMMANDITAIRE, commanditaire=mine)
    return liens.give(context, who, Audience.ELUS if pour == ELUS else Audience.COORDINATION)


def _take_back(context: Context, lien_id: int) -> str:
    row = portee.found(context, Droit.DONNER_TABLEAU, LienBord, lien_id)
    if row is None or not liens.take_back(context, row, context.author_id):
        return ALREADY
    return render_line(TAKEN, pour=champs.pour(context.programme, row))


def _readers(context: Context) -> Iterator[Option]:
    config = context.programme.config
    for comite in actifs(config.comites):
        yield Option(f"{COMITE}{comite.slug}", comite.label)
    for one in actifs(config.commanditaires):
        yield Option(f"{COMMANDITAIRE}{one.slug}", f"💶 {one.label}")
    for service in actifs(config.services):
        if service.bailleur:
            yield Option(f"{BAILLEUR}{service.slug}", service.label)
    yield Option(ELUS, "Élus")


def _line(context: Context, row: LienBord) -> str:
    return render_line(
        LINE,
        pour=champs.pour(context.programme, row),
        lettre=row.lettre,
        jour=jour_court(row.donne_le),
    )


def _short(context: Context, row: LienBord) -> str:
    """« 12/11 · Comité technique »: a small phone cuts the end."""
    return f"{jour_court(row.donne_le)} · {champs.pour(context.programme, row)}"

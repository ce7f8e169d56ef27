"""`carnet rappels`: the reminders of a signalement let rest, or taken up again."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.casework.signalement.contenu import reference
from bot.casework.signalement.sourdine import JOURS, RAISONS
from bot.domain.droits import Droit
from bot.domain.roles import Role
from bot.engine.reading import fold
from bot.feature.contract import Declined
from bot.terminal import command
from bot.terminal.clerk import Clerk, numbered
from bot.terminal.command import Which
from bot.words import jour
from handlers.signalement import sourdine
from storage import pauses, people, signalements
from storage.models import Signalement

app = command.section(
    "rappels",
    "Les rappels d'un signalement : les suspendre, les reprendre.",
    Droit.SUSPENDRE_RAPPELS,
)
NumeroOuvert = Annotated[str, typer.Argument(help="Numéro du signalement : « V-0003 ».")]
Par = Annotated[
    str | None,
    typer.Option(help="Prénom de qui le décide, à la coordination : l'histoire garde son nom."),
]


@app.command()
def montrer(dispositif: Which = None) -> None:
    """Montrer les signalements ouverts, et jusqu'à quand leurs rappels sont suspendus."""
    with command.clerk(dispositif) as clerk:
        resting = pauses.resting(clerk.context.tx, clerk.context.programme.id, clerk.context.now)
        for row in _open(clerk):
            until = resting.get(row.id)
            rests = f" : rappels suspendus jusqu'au {jour(until)}" if until else ""
            clerk.say(f"{sourdine.said(clerk.context, row)}{rests}")


@app.command()
def suspendre(
    numero: NumeroOuvert,
    raison: Annotated[str, typer.Option(help=f"Pourquoi : {', '.join(RAISONS)}.")],
    jours: Annotated[int, typer.Option(help=f"Combien de jours : {', '.join(map(str, JOURS))}.")],
    par: Par = None,
    dispositif: Which = None,
) -> None:
    """Suspendre les rappels d'un signalement ; ils reprennent d'eux-mêmes au jour dit."""
    answers = {"raison": raison, "duree": f"j{jours}"}
    _play(numero, par, dispositif, answers, {"raison": "--raison", "duree": "--jours"})


@app.command()
def reprendre(numero: NumeroOuvert, par: Par = None, dispositif: Which = None) -> None:
    """Reprendre aussitôt les rappels d'un signalement."""
    _play(numero, par, dispositif, {"reprendre": "oui"}, {"reprendre": "NUMERO"})


def _play(
    numero: str,
    par: str | None,
    dispositif: str | None,
    answers: dict[str, str],
    named: dict[str, str],
) -> None:
    with command.clerk(dispositif) as clerk:
        _signs(clerk, par)
        row = numbered(_open(clerk), numero, reference, "référence ouverte")
        clerk.say(clerk.play("sourdine", {"signalement": str(row.id), **answers}, named))


def _signs(clerk: Clerk, par: str | None) -> None:
    """Who decides it. Raises Declined for nobody of the coordination."""
    if par is None:
        return
    context = clerk.context
    team = people.with_role(context.tx, context.programme.id, Role.COORDINATION)
    found = [one for one in team if fold(one.prenom) == fold(par)]
    if len(found) != 1:
        known = ", ".join(sorted(one.prenom for one in team)) or "personne"
        raise Declined(f"--par : « {par} » n'est pas à la coordination (il y a : {known})")
    context.somebody = found[0]


def _open(clerk: Clerk) -> list[Signalement]:
    return signalements.open_in(clerk.context.tx, clerk.context.programme.id)

"""`carnet qualite`: what the figures cannot be trusted on yet, shown and mended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from bot.domain.droits import Droit
from bot.feature.contract import Declined
from bot.terminal import command
from bot.terminal.clerk import Clerk
from bot.terminal.command import Which
from handlers.qualite import facts

app = command.section(
    "qualite",
    "La qualité des saisies : présences à confirmer, jours sans saisie.",
    Droit.CONFIRMER_CHIFFRES,
)

PresenceNumber = Annotated[
    int, typer.Argument(help="Numéro de la présence, donné par « montrer ».")
]


@app.command()
def montrer(dispositif: Which = None) -> None:
    """Montrer ce qui reste à confirmer sur quatorze jours, avec les numéros."""
    with command.clerk(dispositif) as clerk:
        reste = facts.remains(clerk.context)
        clerk.say(facts.counted(reste))
        for slug, label in facts.buttons(clerk.context, reste, most=None):
            verb, _, number = slug.partition("-")
            clerk.say(f"  {COMMANDS[verb]} {number} : {label}")


@app.command()
def confirmer(numero: PresenceNumber, dispositif: Which = None) -> None:
    """Confirmer l'heure de fin d'une présence."""
    _settle(dispositif, facts.CONFIRM, numero)


@app.command()
def corriger(
    numero: PresenceNumber,
    fin: Annotated[str, typer.Option(help="Heure de fin : « 20h50 ».")],
    dispositif: Which = None,
) -> None:
    """Corriger l'heure de fin d'une présence."""
    with command.clerk(dispositif) as clerk:
        clerk.say(_played(clerk, f"{facts.CORRECT}-{numero}", fin=fin))


@app.command("sans-rencontre")
def sans_rencontre(numero: PresenceNumber, dispositif: Which = None) -> None:
    """Dire qu'une présence n'a vu personne, et que ce n'est pas un oubli."""
    _settle(dispositif, facts.NOBODY, numero)


@app.command()
def demander(numero: PresenceNumber, dispositif: Which = None) -> None:
    """Demander au binôme s'il a rencontré quelqu'un."""
    _settle(dispositif, facts.ASK, numero)


@app.command()
def expliquer(
    creneau: Annotated[str, typer.Argument(help="Créneau, tel que « montrer » l'écrit.")],
    motif: Annotated[str, typer.Option(help="Slug de la raison : « mc-meteo ».")],
    dispositif: Which = None,
) -> None:
    """Dire pourquoi un créneau prévu n'a pas eu lieu."""
    with command.clerk(dispositif) as clerk:
        clerk.say(_played(clerk, f"{facts.EXPLAIN}-{creneau}", motif=motif))


COMMANDS = {
    facts.CONFIRM: "confirmer",
    facts.CORRECT: "corriger",
    facts.NOBODY: "sans-rencontre",
    facts.ASK: "demander",
    facts.EXPLAIN: "expliquer",
}
"""The command behind each button of the bot's screen."""


def _settle(dispositif: str | None, verb: str, numero: int) -> None:
    with command.clerk(dispositif) as clerk:
        clerk.say(_played(clerk, f"{verb}-{numero}"))


def _unlisted(choix: str, listed: Iterable[str]) -> str:
    """« rien à confirmer sous « 9 » ; à confirmer : 1, 2 »."""
    verb, _, number = choix.partition("-")
    same = (slug.removeprefix(f"{verb}-") for slug in listed if slug.startswith(f"{verb}-"))
    command = COMMANDS[verb]
    numbers = ", ".join(same) or "rien"
    return (
        f"« {command} {number} » n'est pas dans « carnet qualite montrer » ; {command} : {numbers}"
    )


def _played(clerk: Clerk, choix: str, **fields: str) -> str:
    """The deed alone: what follows it on a phone is a screen to touch."""
    listed = dict(facts.buttons(clerk.context, facts.remains(clerk.context), most=None))
    if choix not in listed:
        raise Declined(_unlisted(choix, listed))
    answers = {"choix": choix, **fields}
    played = clerk.play("qualite", answers)
    return played.partition("\n")[0]

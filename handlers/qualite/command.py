"""`carnet qualite`: what the figures cannot be trusted on yet, shown and mended."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.clock import paris
from bot.domain.droits import Droit
from bot.feature.contract import Declined
from bot.feature.lectures import lu
from bot.terminal import command
from bot.terminal.clerk import Clerk
from bot.terminal.command import Which
from handlers.qualite import facts, noms

app = command.section(
    "qualite",
    "La qualité des saisies : présences à confirmer, jours sans saisie.",
    Droit.CONFIRMER_CHIFFRES,
)

PresenceName = Annotated[
    list[str],
    typer.Argument(
        help="Site et jour de la présence (« site-a 17/11 »), puis son heure s'il faut."
    ),
]
SlotName = Annotated[
    list[str],
    typer.Argument(help="Site et jour du créneau (« site-a 17/11 »), puis son heure s'il faut."),
]


@app.command()
def montrer(dispositif: Which = None) -> None:
    """Montrer ce qui reste à confirmer sur quatorze jours, et la commande qui y répond."""
    with command.clerk(dispositif) as clerk:
        lu(clerk.context, "qualite")
        reste = facts.remains(clerk.context)
        clerk.say(facts.counted(reste))
        labels = dict(facts.buttons(clerk.context, reste, most=None))
        for slug, named in noms.every(clerk.context, reste).items():
            clerk.say(f"  {COMMANDS[slug.partition('-')[0]]} {named.texte} : {labels[slug]}")


@app.command()
def confirmer(presence: PresenceName, dispositif: Which = None) -> None:
    """Confirmer l'heure de fin d'une présence."""
    _settle(dispositif, facts.CONFIRM, presence)


@app.command()
def corriger(
    presence: PresenceName,
    fin: Annotated[str, typer.Option(help="Heure de fin : « 20h50 ».")],
    dispositif: Which = None,
) -> None:
    """Corriger l'heure de fin d'une présence."""
    with command.clerk(dispositif) as clerk:
        clerk.say(_played(clerk, facts.CORRECT, presence, fin=fin))


@app.command("sans-rencontre")
def sans_rencontre(presence: PresenceName, dispositif: Which = None) -> None:
    """Dire qu'une présence n'a vu personne, et que ce n'est pas un oubli."""
    _settle(dispositif, facts.NOBODY, presence)


@app.command()
def demander(presence: PresenceName, dispositif: Which = None) -> None:
    """Demander au binôme s'il a rencontré quelqu'un."""
    _settle(dispositif, facts.ASK, presence)


@app.command()
def expliquer(
    creneau: SlotName,
    motif: Annotated[str, typer.Option(help="Slug de la raison : « mc-meteo ».")],
    dispositif: Which = None,
) -> None:
    """Dire pourquoi un créneau prévu n'a pas eu lieu."""
    with command.clerk(dispositif) as clerk:
        clerk.say(_played(clerk, facts.EXPLAIN, creneau, motif=motif))


COMMANDS = {
    facts.CONFIRM: "confirmer",
    facts.CORRECT: "corriger",
    facts.NOBODY: "sans-rencontre",
    facts.ASK: "demander",
    facts.EXPLAIN: "expliquer",
}
"""The command behind each button of the bot's screen."""


def _settle(dispositif: str | None, verb: str, presence: list[str]) -> None:
    with command.clerk(dispositif) as clerk:
        clerk.say(_played(clerk, verb, presence))


def _played(clerk: Clerk, verb: str, words: list[str], **fields: str) -> str:
    """The deed alone: what follows it on a phone is a screen to touch. Raises Declined."""
    listed = noms.every(clerk.context, facts.remains(clerk.context))
    mine = {slug: named for slug, named in listed.items() if slug.startswith(f"{verb}-")}
    today = paris(clerk.context.now).date()
    found = [slug for slug, named in mine.items() if named.is_said_by(words, today)]
    if len(found) != 1:
        names = [named.texte for slug, named in mine.items() if slug in found or not found]
        raise Declined(_unclear(" ".join(words), COMMANDS[verb], names, several=bool(found)))
    played = clerk.play("qualite", {"choix": found[0], **fields})
    return played.partition("\n")[0]


def _unclear(typed: str, command: str, names: list[str], *, several: bool) -> str:
    """« confirmer : rien sous « site-b » ; il reste : site-a 17/11 17h04 »."""
    if several:
        return f"{command} : « {typed} » en désigne plusieurs ; précisez : {' ; '.join(names)}"
    return f"{command} : rien sous « {typed} » ; il reste : {' ; '.join(names) or 'rien'}"

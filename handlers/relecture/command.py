"""`carnet relire`: free words reread before any leaves the team (P7)."""

from __future__ import annotations

import re
from typing import Annotated, Final

import typer

from bot.domain.droits import Droit
from bot.engine.reading import fold
from bot.feature.contract import Declined
from bot.feature.lectures import lu
from bot.terminal import command
from bot.terminal.clerk import Clerk
from bot.terminal.command import Which
from bot.terminal.nomme import Garder
from bot.words import pluriel
from handlers.relecture import actions, facts
from handlers.relecture.flow import RELECTURE

app = command.section(
    "relire", "La relecture des textes libres, avant toute diffusion.", Droit.RELIRE
)

SHOWN: Final = 40
"""Characters of a text that a refusal quotes."""
NUMBER: Final = re.compile(r"\b[VRMDP]-\d{4,}\b")
TextName = Annotated[
    str,
    typer.Argument(help="Numéro de l'entrée (« P-0003 »), ou premiers mots du texte."),
]


@app.command()
def montrer(dispositif: Which = None) -> None:
    """Montrer les textes à relire, du plus ancien au plus récent."""
    with command.clerk(dispositif) as clerk:
        waiting = facts.waiting(clerk.context)
        lu(clerk.context, RELECTURE.name)
        clerk.say(f"{pluriel(len(waiting), 'texte')} à relire.")
        for note in waiting:
            clerk.say(f"  {facts.origin(clerk.context, note)}")
            clerk.say(f"    « {note.texte} »")


@app.command()
def valider(
    quoi: TextName,
    texte: Annotated[
        str | None, typer.Option(help="Le texte à diffuser à la place ; sans lui, tel quel.")
    ] = None,
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Valider un texte, tel quel ou corrigé."""
    with command.clerk(dispositif, garder) as clerk:
        choix = actions.CORRIGER if texte else actions.VALIDER
        clerk.say(_decided(clerk, quoi, choix, texte))


@app.command()
def ecarter(quoi: TextName, dispositif: Which = None) -> None:
    """Ne pas diffuser un texte."""
    with command.clerk(dispositif) as clerk:
        clerk.say(_decided(clerk, quoi, actions.ECARTER, None))


def _decided(clerk: Clerk, quoi: str, choix: str, texte: str | None) -> str:
    answers = {"choix": choix, "texte": texte}
    played = clerk.play("relecture", answers, seed=facts.NOTE.seed(_named(clerk, quoi)))
    return played.partition("\n")[0]


def _named(clerk: Clerk, quoi: str) -> int:
    """The row of the text of that entry, or that begins so; the oldest of two alike.

    Raises Declined for none, and for several.
    """
    waiting = facts.waiting(clerk.context)
    numbers = {note.id: NUMBER.findall(facts.origin(clerk.context, note)) for note in waiting}
    found = [note for note in waiting if quoi.upper() in numbers[note.id]]
    found = found or [note for note in waiting if fold(note.texte).startswith(fold(quoi))]
    if len({note.texte for note in found}) == 1:
        return found[0].id
    shown = " ; ".join(f"« {note.texte[:SHOWN]} »" for note in found or waiting) or "aucun"
    if found:
        raise Declined(f"« {quoi} » désigne plusieurs textes ; écrivez-en plus : {shown}")
    raise Declined(f"aucun texte « {quoi} » n'attend de relecture ; à relire : {shown}")

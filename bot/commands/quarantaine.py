"""`carnet quarantaine`: what failed five times, shown without its words, tried again or let go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from bot.terminal.command import fail, opened

if TYPE_CHECKING:
    from storage.machine.db import Tx
    from storage.machine.quarantaine import MisDeCote

Un = Annotated[int | None, typer.Option(help="Numéro d'un message de la liste.")]
ONE: Final = "--montrer, --reprendre ou --oublier : l'un d'eux à la fois"
NOTHING: Final = "Rien n'a été mis de côté."
UNKNOWN: Final = "n'est pas de côté ; « carnet quarantaine » montre ce qui l'est"
FORGOTTEN: Final = "ses mots ont été effacés au bout de trois jours : il ne reste qu'à l'oublier"
TAKEN_UP: Final = "repris : le bot le traite dans les secondes qui viennent, ou à son démarrage"
LET_GO: Final = "oublié : rien n'en sera fait ; dites-le à qui l'avait envoyé"


def quarantaine(montrer: Un = None, reprendre: Un = None, oublier: Un = None) -> None:
    """Montrer ce que le bot n'a pas su traiter, sans ses mots ; le reprendre, ou l'oublier."""
    asked = [one for one in (montrer, reprendre, oublier) if one is not None]
    if len(asked) > 1:
        fail(ONE)
    with opened() as desk, desk.database.transaction() as tx:
        try:
            said = list(_done(tx, montrer, reprendre, oublier))
        except ValueError as error:
            fail(str(error))
    for line in said:
        typer.echo(line)


def _done(
    tx: Tx, montrer: int | None, reprendre: int | None, oublier: int | None
) -> Iterator[str]:
    if montrer is not None:
        yield from shown(_found(tx, montrer))
    elif reprendre is not None:
        yield _given_back(tx, reprendre)
    elif oublier is not None:
        yield _let_go(tx, oublier)
    else:
        yield from _lines(tx)


def _lines(tx: Tx) -> Iterator[str]:
    from storage.machine import quarantaine as rows

    yield from [_line(one) for one in rows.listed(tx)] or [NOTHING]


def _line(one: MisDeCote) -> str:
    from bot.words import date_longue, heure

    when = f"{date_longue(one.recu_le)} à {heure(one.recu_le)}"
    return f"{one.id}  {when}  {kind(one.contenu)} : {one.erreur}"


def _found(tx: Tx, numero: int) -> MisDeCote:
    from storage.machine import quarantaine as rows

    one = rows.find(tx, numero)
    if one is None:
        raise ValueError(f"{numero} {UNKNOWN}")
    return one


def _given_back(tx: Tx, numero: int) -> str:
    from storage.machine import quarantaine as rows

    one = _found(tx, numero)
    if not one.contenu:
        raise ValueError(f"{numero} : {FORGOTTEN}")
    rows.give_back(tx, numero)
    return f"{numero} : {TAKEN_UP}"


def _let_go(tx: Tx, numero: int) -> str:
    from storage.machine import quarantaine as rows

    _found(tx, numero)
    rows.let_go(tx, numero)
    return f"{numero} : {LET_GO}"


def kind(contenu: dict[str, Any]) -> str:
    """What it is, in French, without a word of it: « texte », « photo », « appui »."""
    if "callback_query" in contenu:
        return "appui sur un bouton"
    message = contenu.get("message") or contenu.get("edited_message") or {}
    kinds = {"photo": "photo", "voice": "vocal", "location": "position", "text": "texte"}
    found = (said for name, said in kinds.items() if name in message)
    return next(found, "autre" if contenu else "effacé")


def shown(one: MisDeCote) -> Iterator[str]:
    """Its shape: each name with the kind and the length of what it holds, numbers and codes."""
    yield _line(one)
    yield from _shape(one.contenu, 1)


def _shape(value: dict[str, Any], depth: int) -> Iterator[str]:
    for name, held in value.items():
        if isinstance(held, dict):
            yield f"{'  ' * depth}{name} :"
            yield from _shape(held, depth + 1)
        else:
            yield f"{'  ' * depth}{name} : {_said(name, held)}"


def _said(name: str, held: Any) -> str:
    """Ids, dates and the codes of buttons say nothing of anybody; every other text is hidden."""
    if isinstance(held, bool | int) and name in (
        "id",
        "message_id",
        "date",
        "update_id",
        "is_bot",
    ):
        return str(held)
    if name in ("data", "type"):
        return str(held)
    length = len(held) if isinstance(held, str | list) else 1
    return f"({type(held).__name__}, {length})"

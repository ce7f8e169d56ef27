"""`carnet point`: the point hebdo reread, its sentences written, validated, without a phone."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from bot.casework.point import annonces
from bot.domain.droits import Droit
from bot.feature.contract import Declined
from bot.terminal import command
from bot.terminal.clerk import Clerk
from bot.terminal.command import Which
from bot.terminal.nomme import Garder
from handlers.point_hebdo import facts as known
from handlers.point_hebdo import retenir as phrases

app = command.section(
    "point", "Le point hebdo, relu avant les comités.", Droit.VALIDER_POINT_HEBDO
)
NONE: Final = "aucun point hebdo n'est à relire"


@app.command()
def montrer(dispositif: Which = None) -> None:
    """Montrer où en est le point hebdo, et ce que lira chaque comité."""
    with command.clerk(dispositif) as clerk:
        shown = known.facts(clerk.context, {})
        if not shown["titre"]:
            raise Declined(NONE)
        for line in (shown["titre"], *shown["lignes"]):
            clerk.say(line)
        semaine = known.week(clerk.context)
        for contenu in known.copies(clerk.context, semaine).values() if semaine else ():
            clerk.say(f"\n{known.plain(contenu)}")


@app.command()
def retenir(
    phrase: Annotated[str, typer.Argument(help="La phrase que les comités doivent retenir.")],
    comite: Annotated[
        str | None, typer.Option(help="Pour ce comité seulement (slug) ; sans lui, pour tous.")
    ] = None,
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Écrire une phrase « à retenir » de plus."""
    with command.clerk(dispositif, garder) as clerk:
        answers = {"laquelle": phrases.NEW, "texte": phrase, "pour": comite or phrases.ALL}
        clerk.say(clerk.play("a_retenir", _asked(clerk, answers)))


@app.command()
def valider(dispositif: Which = None) -> None:
    """Valider : « à retenir » part lundi avec le point hebdo."""
    with command.clerk(dispositif) as clerk:
        clerk.say(clerk.play("relire_point", {"geste": annonces.VALIDER}))


def _asked(clerk: Clerk, answers: dict[str, str]) -> dict[str, str]:
    """Without what is not asked: the first sentence of a week, or a programme of one comité."""
    shown = clerk.facts("a_retenir", {"laquelle": phrases.NEW})
    asked = {"laquelle": shown["ecrites"], "pour": shown["a_placer"], "texte": True}
    return {key: word for key, word in answers.items() if asked[key]}

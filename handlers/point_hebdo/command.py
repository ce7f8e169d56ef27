"""`carnet point`: a point reread, its sentences written, validated, without a phone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

import typer

from bot.casework.point import annonces
from bot.domain.droits import Droit
from bot.domain.mois import Mois
from bot.domain.semaine import Semaine
from bot.feature import redite
from bot.feature.contract import Declined
from bot.terminal import command
from bot.terminal.clerk import Clerk
from bot.terminal.command import Which
from bot.terminal.nomme import Garder
from handlers.point_hebdo import facts as known
from handlers.point_hebdo import retenir as phrases

app = command.section(
    "point", "Le point hebdo ou mensuel, relu avant les comités.", Droit.VALIDER_POINT_HEBDO
)
NONE: Final = "aucun point n'est à relire"
Mensuel = Annotated[bool, typer.Option("--mensuel", help="Le point mensuel, pas le point hebdo.")]
"""Of the month that leaves next, rather than of the week."""


@app.command()
def montrer(mensuel: Mensuel = False, dispositif: Which = None) -> None:
    """Montrer où en est le point, et ce que lira chaque comité."""
    sorte = Mois if mensuel else Semaine
    with command.clerk(dispositif) as clerk:
        shown = known.facts(clerk.context, {}, sorte)
        if not shown["titre"]:
            raise Declined(NONE)
        for line in (shown["titre"], *shown["lignes"]):
            clerk.say(line)
        semaine = known.coming(clerk.context, sorte)
        for contenu in known.copies(clerk.context, semaine).values() if semaine else ():
            clerk.say(f"\n{redite.plain(contenu)}")


@app.command()
def retenir(
    phrase: Annotated[str, typer.Argument(help="La phrase que les comités doivent retenir.")],
    comite: Annotated[
        str | None, typer.Option(help="Pour ce comité seulement (slug) ; sans lui, pour tous.")
    ] = None,
    mensuel: Mensuel = False,
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Écrire une phrase « à retenir » de plus."""
    with command.clerk(dispositif, garder) as clerk:
        answers = {"laquelle": phrases.NEW, "texte": phrase, "pour": comite or phrases.ALL}
        seed = _month(clerk) if mensuel else {}
        clerk.say(clerk.play("a_retenir", _asked(clerk, answers, seed), seed=seed))


@app.command()
def valider(mensuel: Mensuel = False, dispositif: Which = None) -> None:
    """Valider : « à retenir » part avec le point."""
    flow = "relire_mois" if mensuel else "relire_point"
    with command.clerk(dispositif) as clerk:
        clerk.say(clerk.play(flow, {"geste": annonces.VALIDER}))


def _month(clerk: Clerk) -> dict[str, int]:
    """Of the month that leaves next. Raises Declined where nobody reads one."""
    if not known.suits(clerk.context, Mois):
        raise Declined(NONE)
    return known.POINT_ID.seed(known.row_of(clerk.context, Mois).id)


def _asked(clerk: Clerk, answers: dict[str, str], seed: Mapping[str, int]) -> dict[str, str]:
    """Without what is not asked: the first sentence of a week, or a programme of one comité."""
    shown = clerk.facts("a_retenir", {"laquelle": phrases.NEW, **seed})
    asked = {"laquelle": shown["ecrites"], "pour": shown["a_placer"], "texte": True}
    return {key: word for key, word in answers.items() if asked[key]}

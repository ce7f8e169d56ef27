"""`carnet liste`: the words on the bot's buttons, list by list."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.domain.droits import Droit
from bot.terminal import command
from bot.terminal.clerk import Clerk
from bot.terminal.command import Which
from bot.terminal.nomme import Garder
from handlers.listes import facts

app = command.section(
    "liste", "Les listes : ajouter, renommer, retirer, remettre un bouton.", Droit.TENIR_LISTES
)

ListName = Annotated[str, typer.Argument(help="La liste : « sollicitations ».")]
LineSlug = Annotated[str, typer.Argument(help="Slug du bouton, donné par « montrer ».")]
ButtonName = Annotated[str, typer.Argument(help="Ce que dira le bouton, 32 caractères au plus.")]
NAMED = {"liste": "LISTE", "label": "NOM", "nouveau_nom": "NOM", "groupe": "--groupe"}


@app.command()
def montrer(
    liste: Annotated[str | None, typer.Argument(help="Une liste ; sinon, leurs noms.")] = None,
    dispositif: Which = None,
) -> None:
    """Montrer les listes, ou les boutons de l'une d'elles avec leurs slugs."""
    with command.clerk(dispositif) as clerk:
        if liste is None:
            for option in clerk.facts("listes")["listes"]:
                clerk.say(f"{option.slug} : {option.label}")
            return
        for line in facts.of(clerk.context.programme.config, liste):
            clerk.say(f"{line.slug} : {line.label}{'' if line.actif else ' (retiré)'}")


@app.command()
def ajouter(
    liste: ListName,
    nom: ButtonName,
    groupe: Annotated[
        str | None, typer.Option(help="Groupe du signalement : « Éclairage ».")
    ] = None,
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Ajouter un bouton ; les binômes le voient aussitôt."""
    with command.clerk(dispositif, garder) as clerk:
        answers = {"liste": liste, "geste": facts.ADD, "label": nom, "groupe": groupe}
        clerk.say(clerk.play("listes", answers, NAMED))


@app.command()
def renommer(
    liste: ListName,
    bouton: LineSlug,
    nom: ButtonName,
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Renommer un bouton ; ce qui est déjà noté prend aussi ce nom."""
    with command.clerk(dispositif, garder) as clerk:
        answers = {"liste": liste, "geste": facts.RENAME, "lequel": bouton, "nouveau_nom": nom}
        clerk.say(clerk.play("listes", answers, {**NAMED, "lequel": "BOUTON"}))


@app.command()
def retirer(liste: ListName, bouton: LineSlug, dispositif: Which = None) -> None:
    """Ne plus proposer un bouton ; ce qui est déjà noté garde son nom. Dit ce que cela touche."""
    with command.clerk(dispositif) as clerk:
        answers = {"liste": liste, "geste": facts.RETIRE, "retiree": bouton, "confirmer": "oui"}
        touched = clerk.facts("listes", answers)["effets"] if _knows(clerk, liste, bouton) else ()
        said = clerk.play("listes", answers, {**NAMED, "retiree": "BOUTON"})
        for line in touched:
            clerk.say(line)
        clerk.say(said)


@app.command()
def remettre(liste: ListName, bouton: LineSlug, dispositif: Which = None) -> None:
    """Proposer de nouveau un bouton retiré."""
    with command.clerk(dispositif) as clerk:
        answers = {"liste": liste, "geste": facts.RESTORE, "remise": bouton}
        clerk.say(clerk.play("listes", answers, {**NAMED, "remise": "BOUTON"}))


def _knows(clerk: Clerk, liste: str, bouton: str) -> bool:
    """Whether there is anything to touch; what is not there is refused by the flow itself."""
    lines = facts.of(clerk.context.programme.config, liste)
    return any(line.slug == bouton for line in lines)

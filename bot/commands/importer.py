"""`carnet importer`: what an office keeps in a spreadsheet, taken line by line, or left whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.domain.droits import Droit
from bot.terminal import command
from bot.terminal.command import Which
from bot.words import pluriel

if TYPE_CHECKING:
    from bot.commands.services_lus import OrganigrammeLu, ServiceLu

app = command.section(
    "importer", "Reprendre ce qu'un bureau tient dans un tableur.", Droit.TENIR_ROUTAGE
)


@app.callback()
def importer() -> None:
    """Reprendre ce qu'un bureau tient dans un tableur."""


@app.command()
def services(
    fichier: Annotated[Path, typer.Argument(help="Organigramme, en .csv ou .xlsx.")],
    garder_le_reste: Annotated[
        bool,
        typer.Option(
            "--garder-le-reste",
            help="Écrire les lignes comprises, même si d'autres ne le sont pas.",
        ),
    ] = False,
    dispositif: Which = None,
) -> None:
    """Reprendre les services d'un organigramme ; rien n'est écrit si une ligne n'est pas comprise.

    Colonnes : service, courriel, téléphone, territoire, relève, bailleur, logements, catégories.
    """
    from bot.commands.services_lus import AReprendre, understood
    from bot.commands.tableau_lu import TableauIllisible, lignes
    from bot.questions.ajuster import adjust

    with command.clerk(dispositif) as clerk:
        config = clerk.context.programme.config
        try:
            read = understood(config, lignes(fichier))
        except (TableauIllisible, AReprendre) as error:
            command.fail(f"FICHIER : {error}")
        report = list(_report(read))
        wrong = {number for number, _ in read.problemes}
        whole = [one for one in read.services.values() if not wrong.intersection(one.lignes)]
        if (read.problemes and not garder_le_reste) or not whole:
            command.fail(*report, "Rien n'est écrit : corrigez, puis recommencez.")
        adjust(clerk.context, *(line for one in whole for line in one.ajustements()))
        for line in report:
            clerk.say(line)
        written = pluriel(len(whole), "service écrit", "services écrits")
        clerk.say(f"{written}. « carnet ajustements » les donne au fichier.")


def _report(read: OrganigrammeLu) -> Iterator[str]:
    """Line by line, in the order of the file; then what no line says."""
    said = [(number, f"à reprendre, {words}") for number, words in read.problemes]
    said += [(n, _said(one)) for one in read.services.values() for n in one.lignes]
    for number, words in sorted(said):
        yield f"Ligne {number} : {words}"
    for title in read.ignorees:
        yield f"Colonne « {title} » non lue. Aucun nom de personne n'est gardé."
    wrong = len({number for number, _ in read.problemes})
    lines = pluriel(len({number for number, _ in said}), "ligne lue", "lignes lues")
    yield f"{lines}, {wrong} à reprendre."


def _said(one: ServiceLu) -> str:
    """« Voirie (sv-voirie), connu : emails, releve_par »."""
    changed = [*one.valeurs, *(f"catégorie {slug}" for slug in one.categories)]
    state = "nouveau" if one.nouveau else "connu"
    return f"{one.label} ({one.slug}), {state} : {', '.join(changed) or 'rien à changer'}"

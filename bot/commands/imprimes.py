"""What a command prints and keeps nowhere: sentences, drawings, figures, whoever a note names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.terminal.command import fail, read_settings


def script() -> None:
    """Imprimer chaque phrase de chaque parcours, dans l'ordre où on la rencontre."""
    from bot.commands import script as scripts

    for line in scripts.lines():
        typer.echo(line)


def graph(
    parcours: Annotated[str | None, typer.Argument(help="Nom d'un parcours.")] = None,
) -> None:
    """Dessiner les parcours (texte Mermaid)."""
    from bot.commands import graph as graphs

    try:
        for line in graphs.lines(parcours):
            typer.echo(line)
    except LookupError as error:
        fail(str(error))


def indicateurs() -> None:
    """Dire comment chaque chiffre est fait : formule, dénominateur, unité, version, source."""
    from bot.commands import indicateurs as figures

    for line in figures.lines():
        typer.echo(line)


def texte(
    fichier: Annotated[
        Path | None,
        typer.Option(help="Fichier YAML d'un dispositif : ses lieux ne nomment personne."),
    ] = None,
) -> None:
    """Lire une note par ligne, et dire en JSON ce qui y nomme quelqu'un, puis la même sans lui."""
    from bot.commands.texte import write_answers
    from bot.terminal.office import load_dispositifs
    from storage.dispositif import DispositifError, load
    from storage.dispositif.reperes import reperes_of

    try:
        configs = (load(fichier),) if fichier else load_dispositifs(read_settings())
    except DispositifError as error:
        fail(str(error))
    stdin, stdout = typer.get_binary_stream("stdin"), typer.get_binary_stream("stdout")
    write_answers(reperes_of(configs), stdin, stdout, lambda said: typer.echo(said, err=True))

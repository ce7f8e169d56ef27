"""What an operator asks of what is kept: let go, verified, looked for, copied, given back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.terminal.command import Which, opened, read_settings


def purge(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Dire ce qui partirait, sans rien effacer.")
    ] = False,
) -> None:
    """Effacer ce qui est trop ancien ; le bot le fait aussi, chaque nuit."""
    from bot.commands import purge as purges

    with opened() as desk:
        for line in purges.lines(desk, dry_run=dry_run):
            typer.echo(line)


def audit(
    verifier: Annotated[
        bool, typer.Option("--verifier", help="Relire toute la chaîne, et dire si elle tient.")
    ] = False,
    lignes: Annotated[int, typer.Option(help="Combien de lignes montrer.")] = 20,
) -> None:
    """Montrer le registre de qui a fait quoi, ou vérifier que rien n'y a été changé."""
    from bot.commands import audit as audits

    with opened() as desk:
        shown = audits.verified(desk) if verifier else audits.latest(desk, lignes)
    for line in shown.lines:
        typer.echo(line)
    if not shown.sain:
        raise typer.Exit(1)


def chercher(
    mots: Annotated[str, typer.Argument(help="Ce qu'un habitant demande : un nom, une adresse.")],
    dispositif: Which = None,
) -> None:
    """Chercher des mots dans tous les textes gardés, pour répondre à un habitant."""
    from bot.commands import audit as audits

    with opened() as desk:
        for line in audits.found(desk, mots, dispositif):
            typer.echo(line)


def backup(
    out: Annotated[Path | None, typer.Option("--out", help="Dossier où écrire.")] = None,
) -> None:
    """Copier la base et les photos, vérifier la copie, la chiffrer ; ôter les trop anciennes."""
    from bot.commands import sauvegarde

    settings = read_settings()
    for line in sauvegarde.made(settings, out or settings.sauvegardes_dir):
        typer.echo(line)


def copier(
    source: Annotated[str, typer.Argument(help="L'adresse de la base d'où tout vient.")],
    cible: Annotated[str, typer.Argument(help="L'adresse d'une base neuve, où tout ira.")],
) -> None:
    """Verser une base dans une autre (SQLite, PostgreSQL), le bot arrêté, et tout relire."""
    from bot.commands import sauvegarde

    for line in sauvegarde.poured(source, cible):
        typer.echo(line)


def restore(
    copie: Annotated[Path, typer.Argument(help="La sauvegarde : un dossier, ou un .tar.age.")],
    cle: Annotated[
        Path | None, typer.Option("--cle", help="Fichier de la clé privée, si elle est chiffrée.")
    ] = None,
) -> None:
    """Rendre une sauvegarde là où il n'y a encore ni base ni photos, après l'avoir vérifiée."""
    from bot.commands import sauvegarde

    typer.echo(sauvegarde.given_back(read_settings(), copie, cle))


def cle(
    out: Annotated[Path, typer.Option("--out", help="Fichier neuf de la clé privée.")],
) -> None:
    """Créer la paire de clés des sauvegardes ; la clé privée se garde loin de cette machine."""
    from bot.commands import sauvegarde

    typer.echo(sauvegarde.new_key(out))

"""`carnet exporter`: the figures of a quarter, as a file for a spreadsheet or for a map."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.terminal.command import Which, opened, writing
from storage.work import Work


def exporter(
    trimestre: Annotated[str, typer.Option(help="Trimestre, par exemple 2026-T4.")],
    out: Annotated[Path, typer.Option("--out", help="Dossier où écrire.")],
    sorte: Annotated[str, typer.Option("--format", help="xlsx, csv ou geojson.")] = "xlsx",
    indicateur: Annotated[
        list[str] | None,
        typer.Option(help="Un chiffre, par son nom (« rencontres ») ; plusieurs fois si besoin."),
    ] = None,
    dispositif: Which = None,
) -> None:
    """Écrire les chiffres d'un trimestre pour un tableur, un observatoire ou une carte."""
    with opened() as desk, desk.database.transaction() as tx, writing(out):
        work = Work(tx, desk.programme(tx, dispositif), desk.now)
        path = write_export(work, trimestre, sorte, indicateur or (), out)
    typer.echo(str(path))


def write_export(
    work: Work, trimestre: str, sorte: str, indicateurs: Sequence[str], out: Path
) -> Path:
    """One file. Raises ValueError, in French, for what cannot be told, and OSError."""
    from bot.domain.trimestre import Trimestre
    from digests.exports.classeur import classeur
    from digests.exports.formats import format_of

    written, quarter = format_of(sorte), Trimestre.parse(trimestre)
    book = classeur(work, quarter, _chosen(indicateurs))
    if book.vide:
        raise ValueError(f"{quarter.nom} : rien n'y a été noté, rien n'est écrit")
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{book.nom}.{written.suffixe}"
    path.write_bytes(written.ecrit(book))
    return path


def _chosen(slugs: Sequence[str]) -> list[Any] | None:
    """Raises ValueError for one that the register does not know, or not any more."""
    from storage.dispositif.problems import nearest
    from storage.indicateurs.registre import registre

    for slug in slugs:
        if slug not in registre():
            raise ValueError(
                f"chiffre « {slug} » inconnu, ou retiré depuis{nearest(slug, registre())}"
            )
    return [registre()[slug] for slug in slugs] or None

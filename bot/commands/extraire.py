"""`carnet extraire`: signalements one by one in a file, or the sheet of one to print."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.feature.lectures import lu
from bot.terminal.command import Which, opened, writing
from storage.work import Work

if TYPE_CHECKING:
    from digests.extraits.extrait import Tri

BACK: Final = timedelta(days=365)
"""Without a first day: a year."""


def extraire(
    out: Annotated[Path, typer.Option("--out", help="Dossier où écrire.")],
    du: Annotated[
        str | None, typer.Option(help="Premier jour, 2026-10-01 ; sans lui, un an.")
    ] = None,
    au: Annotated[
        str | None, typer.Option(help="Dernier jour, 2026-12-31 ; sans lui, ce jour.")
    ] = None,
    service: Annotated[str | None, typer.Option(help="Slug d'un service.")] = None,
    bailleur: Annotated[
        str | None, typer.Option(help="Slug d'un bailleur : son patrimoine, et ce qu'il a.")
    ] = None,
    sorte: Annotated[str, typer.Option("--format", help="csv, xlsx ou geojson.")] = "csv",
    fiche: Annotated[
        str | None, typer.Option(help="Une fiche à imprimer, par son numéro : V-0012.")
    ] = None,
    dispositif: Which = None,
) -> None:
    """Écrire les signalements d'un service, d'un bailleur, d'une période ; ou une fiche."""
    with opened() as desk, desk.database.transaction() as tx, writing(out):
        work = Work(tx, desk.programme(tx, dispositif), desk.now)
        lu(work, "signalements", detail=fiche or "")
        if fiche is not None:
            path = write_fiche(work, fiche, out, desk.settings.photos_dir)
        else:
            path = write_extrait(work, _tri(work, (du, au), service, bailleur), sorte, out)
    typer.echo(str(path))


def write_extrait(work: Work, tri: Tri, sorte: str, out: Path) -> Path:
    """One file. Raises ValueError, in French, for what cannot be told, and OSError."""
    from digests.extraits.extrait import extrait
    from digests.extraits.formats import format_extrait

    written, found = format_extrait(sorte), extrait(work, tri)
    if not found.lignes:
        raise ValueError("aucun signalement ne répond à cela : rien n'est écrit")
    return _write(out, f"{found.nom}.{written.suffixe}", written.ecrit(found))


def write_fiche(work: Work, numero: str, out: Path, photos_dir: Path) -> Path:
    """One page to print, photos inside. Raises ValueError, in French, and OSError."""
    from digests.extraits.fiche import fiche

    reference, page = fiche(work, numero, photos_dir)
    return _write(out, f"{work.programme.config.slug}_{reference}.html", page)


def _write(out: Path, name: str, data: bytes) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    path = out / name
    path.write_bytes(data)
    return path


def _tri(
    work: Work, days: tuple[str | None, str | None], service: str | None, bailleur: str | None
) -> Tri:
    from bot.clock import paris
    from digests.extraits.extrait import Tri

    du, au = days
    last = _day("--au", au) if au else paris(work.now).date()
    first = _day("--du", du) if du else last - BACK
    return Tri(first, last, service, bailleur)


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{name} : « {text} » n'est pas un jour ; écrivez 2026-12-31") from None

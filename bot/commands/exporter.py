"""`carnet exporter`: the figures of a quarter, or of all, for a spreadsheet or for a map."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.clock import paris
from bot.feature.lectures import lu
from bot.terminal.command import Which, opened, writing
from storage.work import Work

if TYPE_CHECKING:
    from bot.domain.trimestre import Trimestre


def exporter(
    out: Annotated[Path, typer.Option("--out", help="Dossier où écrire.")],
    trimestre: Annotated[str | None, typer.Option(help="Trimestre, par exemple 2026-T4.")] = None,
    tout: Annotated[
        bool, typer.Option("--tout", help="Chaque trimestre fini, depuis le début.")
    ] = False,
    sorte: Annotated[str, typer.Option("--format", help="xlsx, csv ou geojson.")] = "xlsx",
    indicateur: Annotated[
        list[str] | None,
        typer.Option(help="Un chiffre, par son nom (« rencontres ») ; plusieurs fois si besoin."),
    ] = None,
    dispositif: Which = None,
) -> None:
    """Écrire les chiffres d'un trimestre, ou de tous, pour un tableur ou une carte."""
    with opened() as desk, desk.database.transaction() as tx, writing(out):
        work = Work(tx, desk.programme(tx, dispositif), desk.now)
        if tout is (trimestre is not None):
            raise ValueError("donnez un trimestre (--trimestre 2026-T4), ou tous (--tout)")
        lu(work, "chiffres", detail=f"{trimestre or 'tout'} {sorte}")
        paths = (
            write_all(work, sorte, indicateur or (), out)
            if trimestre is None
            else [write_export(work, trimestre, sorte, indicateur or (), out)]
        )
    for path in paths:
        typer.echo(str(path))


def write_export(
    work: Work, trimestre: str, sorte: str, indicateurs: Sequence[str], out: Path
) -> Path:
    """One file. Raises ValueError, in French, for what cannot be told, and OSError."""
    from bot.domain.trimestre import Trimestre

    quarter = Trimestre.parse(trimestre)
    path = _written(work, quarter, sorte, indicateurs, out)
    if path is None:
        raise ValueError(f"{quarter.nom} : rien n'y a été noté, rien n'est écrit")
    return path


def write_all(work: Work, sorte: str, indicateurs: Sequence[str], out: Path) -> list[Path]:
    """Each quarter that is over, the first one first: for who evaluates from outside (K15)."""
    found = (_written(work, one, sorte, indicateurs, out) for one in _over(work))
    paths = [path for path in found if path]
    if not paths:
        raise ValueError("aucun trimestre n'est fini où quelque chose ait été noté")
    return paths


def _over(work: Work) -> list[Trimestre]:
    """Since the convention began: what leaves first is what the next ones are told beside."""
    from bot.domain.semaine import Semaine
    from bot.domain.trimestre import Trimestre

    today = paris(work.now).date()
    first = Trimestre.of(Semaine.around(work.programme.config.convention.debut))
    last, found = Trimestre.of(Semaine.around(today)), list[Trimestre]()
    while last >= first:
        found += [last] if last.fin < today else []
        last = last.before()
    return found[::-1]


def _written(
    work: Work, quarter: Trimestre, sorte: str, indicateurs: Sequence[str], out: Path
) -> Path | None:
    """None for a quarter in which nothing was noted."""
    from digests.exports.classeur import classeur
    from digests.exports.formats import format_of

    written = format_of(sorte)
    book = classeur(work, quarter, _chosen(indicateurs))
    if book.vide:
        return None
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

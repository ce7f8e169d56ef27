"""`carnet document`: a document that is due, written into files as it stands today."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from bot.casework.livrable import actes, ecrit
from bot.domain.droits import Droit
from bot.livrables import Cible, Livrable, SorteCible, copies, livrables, nomme
from bot.terminal.command import Which, opened, takes, writing
from storage.dispositif.problems import nearest
from storage.work import Work

app = typer.Typer()


_Nom = Annotated[
    str | None, typer.Argument(help="compte-rendu, dossier-trimestriel… Sans lui, la liste.")
]
_Trimestre = Annotated[str | None, typer.Option(help="Trimestre, par exemple 2026-T4.")]
_Intervention = Annotated[
    str | None, typer.Option(help="Slug d'une intervention, ou de son site.")
]
_Bailleur = Annotated[
    str | None,
    typer.Option(help="Slug d'un bailleur ; avec --trimestre ou --annee, sinon en cours."),
]
_Comite = Annotated[
    str | None,
    typer.Option(help="Slug d'un comité : sa prochaine réunion ; ou slug.2026-12-03."),
]
_Commanditaire = Annotated[
    str | None,
    typer.Option(help="Slug d'un commanditaire ; avec --annee, sinon en cours."),
]
AVEC: Final = {
    SorteCible.BAILLEUR: frozenset({"trimestre", "annee"}),
    SorteCible.COMMANDITAIRE: frozenset({"annee"}),
}
"""Days that go with whom a document is for."""


@app.command("document", context_settings=takes(Droit.TENIR_DOCUMENTS))
def document(
    nom: _Nom = None,
    out: Annotated[Path, typer.Option("--out", help="Dossier où écrire.")] = Path("."),
    intervention: _Intervention = None,
    trimestre: _Trimestre = None,
    annee: Annotated[str | None, typer.Option(help="Année, par exemple 2026.")] = None,
    bailleur: _Bailleur = None,
    site: Annotated[str | None, typer.Option(help="Slug d'un site.")] = None,
    quartier: Annotated[str | None, typer.Option(help="Slug d'un quartier.")] = None,
    comite: _Comite = None,
    commanditaire: _Commanditaire = None,
    dispositif: Which = None,
) -> None:
    """Écrire un document dû à un comité (PDF et traitement de texte), avec ce qui lui manque."""
    asked = {
        "intervention": intervention,
        "trimestre": trimestre,
        "annee": annee,
        "bailleur": bailleur,
        "site": site,
        "quartier": quartier,
        "comite": comite,
        "commanditaire": commanditaire,
    }
    if nom is None:
        for line in names():
            typer.echo(line)
        return
    with opened() as desk, desk.database.transaction() as tx, writing(out):
        work = Work(tx, desk.programme(tx, dispositif), desk.now)
        said = write(work, nom, asked, out)
    for line in said:
        typer.echo(line)


def names() -> list[str]:
    """« compte-rendu --intervention … : Compte rendu de fin d'intervention », one a line."""
    return [
        f"{name.replace('_', '-')} --{one.sorte} … : {one.titre}, {one.cadence}"
        for name, one in livrables().items()
    ]


def write(work: Work, nom: str, asked: Mapping[str, str | None], out: Path) -> list[str]:
    """What is printed: the files, then what is still missing. Raises ValueError, OSError."""
    slug, livrable, cible = read(work, nom, asked)
    row = actes.current(work, slug, cible)
    frozen = row is not None and row.fige_le is not None
    contenu = row.contenu if row and frozen else ecrit.composed(work, livrable, cible)
    whole = ecrit.printed(work, row, contenu)
    out.mkdir(parents=True, exist_ok=True)
    said = []
    for ending, copy in copies(whole).items():
        for suffix, made in livrable.formats.items():
            path = out / f"{nomme(nom)}_{cible.cle}{ending}.{suffix}"
            path.write_bytes(made(copy))
            said.append(str(path))
    return said


def read(work: Work, nom: str, asked: Mapping[str, str | None]) -> tuple[str, Livrable, Cible]:
    """The folder of the document, the document, what it is about. Raises ValueError, in French."""
    slug = nomme(nom)
    livrable = livrables().get(slug)
    if livrable is None:
        known = [name.replace("_", "-") for name in livrables()]
        raise ValueError(f"document « {nom} » inconnu{nearest(nom, known)}")
    given = {name: value for name, value in asked.items() if value is not None}
    more = set(given) - {livrable.sorte}
    known_days = more <= AVEC.get(livrable.sorte, frozenset()) and len(more) <= 1
    if livrable.sorte not in given or not known_days:
        raise ValueError(f"« {nom} » se demande avec --{livrable.sorte}, et rien d'autre")
    # Whom it is for comes first, then the days that are told.
    words = [given.pop(livrable.sorte), *given.values()]
    return slug, livrable, livrable.cible(work, ".".join(words))

"""`carnet document`: a document that is due, written into files as it stands today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from bot.casework.livrable import actes, dus, ecrit, redaction
from bot.domain.droits import Droit
from bot.domain.vies.livrable import ActeLivrable
from bot.feature.contract import Declined
from bot.feature.lectures import lu
from bot.livrables import Cible, Livrable, SorteCible, copies, livrables, nomme
from bot.rendering import render_line
from bot.terminal.clerk import Clerk
from bot.terminal.command import Which, clerk, fail, opened, takes, writing
from bot.terminal.nomme import Garder
from handlers.document import actions, facts
from storage.dispositif.problems import nearest
from storage.work import ClockJob, More, Work

app = typer.Typer()
STEPS: Final = (*ActeLivrable, facts.CORRIGER)
REFUSED: Final = (
    "{{ document }} : {{ etat }}, cela ne s'y fait pas"
    "{% if etapes %} ; étapes possibles : {{ etapes|join(', ') }}{% endif %}"
)


_Nom = Annotated[
    str | None, typer.Argument(help="compte-rendu, dossier-trimestriel… Sans lui, la liste.")
]
_Trimestre = Annotated[str | None, typer.Option(help="Trimestre, par exemple 2026-T4.")]
_Intervention = Annotated[
    str | None, typer.Option(help="Slug d'une intervention, ou de son site.")
]
_Annee = Annotated[str | None, typer.Option(help="Année, par exemple 2026.")]
_Site = Annotated[str | None, typer.Option(help="Slug d'un site.")]
_Quartier = Annotated[str | None, typer.Option(help="Slug d'un quartier.")]
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
_Instance = Annotated[
    str | None,
    typer.Option(help="Slug d'une instance : sa dernière période ; ou slug.2026-10-01."),
]
_Porteur = Annotated[
    str | None, typer.Option(help="Slug d'un porteur ; avec --annee, sinon en cours.")
]
AVEC: Final = {
    SorteCible.BAILLEUR: frozenset({"trimestre", "annee"}),
    SorteCible.COMMANDITAIRE: frozenset({"annee"}),
    SorteCible.PORTEUR: frozenset({"annee"}),
}
"""Days that go with whom a document is for."""


@app.command("document", context_settings=takes(Droit.TENIR_DOCUMENTS))
def document(
    nom: _Nom = None,
    out: Annotated[Path, typer.Option("--out", help="Dossier où écrire.")] = Path("."),
    intervention: _Intervention = None,
    trimestre: _Trimestre = None,
    annee: _Annee = None,
    bailleur: _Bailleur = None,
    site: _Site = None,
    quartier: _Quartier = None,
    comite: _Comite = None,
    commanditaire: _Commanditaire = None,
    instance: _Instance = None,
    porteur: _Porteur = None,
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
        "instance": instance,
        "porteur": porteur,
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


@app.command("avancer", context_settings=takes(Droit.TENIR_DOCUMENTS))
def move_on(
    nom: Annotated[str, typer.Argument(help="compte-rendu, dossier-trimestriel…")],
    intervention: _Intervention = None,
    trimestre: _Trimestre = None,
    annee: _Annee = None,
    bailleur: _Bailleur = None,
    site: _Site = None,
    quartier: _Quartier = None,
    comite: _Comite = None,
    commanditaire: _Commanditaire = None,
    instance: _Instance = None,
    porteur: _Porteur = None,
    etape: Annotated[
        str | None, typer.Option(help="relire, presenter, valider ; corriger : autre version.")
    ] = None,
    section: Annotated[str | None, typer.Option(help="Numéro à écrire, par exemple 5.")] = None,
    texte: Annotated[str | None, typer.Option(help="Ce qui y sera imprimé.")] = None,
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Mener un document dû à son étape suivante, ou écrire une de ses sections."""
    if bool(etape) == bool(section):
        fail("précisez --etape, ou --section avec --texte")
    asked = {
        "intervention": intervention,
        "trimestre": trimestre,
        "annee": annee,
        "bailleur": bailleur,
        "site": site,
        "quartier": quartier,
        "comite": comite,
        "commanditaire": commanditaire,
        "instance": instance,
        "porteur": porteur,
    }
    with clerk(dispositif, garder) as serving:
        serving.say(advance(serving, (nom, asked), (etape, section, texte)))


def advance(
    serving: Clerk,
    which: tuple[str, Mapping[str, str | None]],
    what: tuple[str | None, str | None, str | None],
) -> str:
    """One step, as the bot does it; its figures freeze at once. Raises Declined."""
    etape, section, texte = what
    try:
        slug, _livrable, cible = read(serving.context, *which)
    except ValueError as error:
        raise Declined(str(error)) from error
    answers = {
        "geste": etape or facts.ECRIRE,
        "chapitre": section,
        "texte": texte,
        "reunion": facts.SANS if etape == ActeLivrable.PRESENTER else None,
    }
    named = {"geste": "--etape", "chapitre": "--section", "texte": "--texte"}
    seed = {"lequel": dus.key(slug, cible.cle)}
    offered = [one.slug for one in serving.facts("documents", seed)["gestes"]]
    if answers["geste"] not in offered:
        raise Declined(_refused(serving, seed, offered))
    said = serving.play("documents", answers, named, seed)
    _at_once(serving.context)
    return said


def _refused(serving: Clerk, seed: Mapping[str, str], offered: Sequence[str]) -> str:
    """Where it stands, and what may be done of it: what was validated changes no more."""
    one = dus.find(serving.context, seed["lequel"])
    if one is None:
        return actions.GONE
    steps = [geste for geste in offered if geste in STEPS]
    return render_line(REFUSED, document=one.dit, etat=dus.ETATS[one.statut], etapes=steps)


def _at_once(work: Work) -> None:
    """What the clock would do in its next seconds: no clock may be running."""
    job: ClockJob | None = redaction.write
    while job is not None:
        answer = job(work)
        job = answer.ready(work.tx) if isinstance(answer, More) else None


def names() -> list[str]:
    """« compte-rendu --intervention … : Compte rendu de fin d'intervention », one a line."""
    return [
        f"{name.replace('_', '-')} --{one.sorte} … : {one.titre}, {one.cadence}"
        for name, one in livrables().items()
    ]


def write(work: Work, nom: str, asked: Mapping[str, str | None], out: Path) -> list[str]:
    """What is printed: the files, then what is still missing. Raises ValueError, OSError."""
    slug, livrable, cible = read(work, nom, asked)
    lu(work, actions.FLOW, detail=f"{slug} {cible.cle}")
    row = actes.current(work, slug, cible)
    frozen = row is not None and row.fige_le is not None
    contenu = row.contenu if row and frozen else ecrit.composed(work, livrable, cible)
    whole = ecrit.printed(work, row, contenu)
    out.mkdir(parents=True, exist_ok=True)
    said, failed = list[str](), list[str]()
    for ending, copy in copies(whole).items():
        for suffix, made in livrable.formats.items():
            path = out / f"{nomme(nom)}_{cible.cle}{ending}.{suffix}"
            try:
                path.write_bytes(made(copy))
                said.append(str(path))
            except RuntimeError as error:
                failed.append(str(error))
    if failed:
        raise ValueError("\n".join([*failed, *said]))
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

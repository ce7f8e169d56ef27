"""The command line: `carnet run`, and everything that an operator does around it.

What a command works with is imported as it begins: none waits for what the others need.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot import garbage
from bot.domain.roles import Role
from bot.feature.door import features
from bot.terminal.command import Which, WholeHelp, fail, opened, read_settings, unwritable
from bot.words import date_longue, heure
from storage.work import Work

app = typer.Typer(
    help="Carnet de rue : le carnet de terrain des médiateurs de rue.",
    cls=WholeHelp,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

for feature in features().values():
    if feature.command:
        app.add_typer(feature.command)

Out = Annotated[Path, typer.Option("--out", help="Dossier où écrire.")]


@app.command()
def run() -> None:
    """Démarrer le bot ; sans jeton, le terrain d'entraînement."""
    with garbage.importing():
        from bot.commands.run import CannotStart
        from bot.commands.run import run as serve

    try:
        serve(read_settings())
    except CannotStart as error:
        fail(str(error))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="Fichier YAML du dispositif.")],
) -> None:
    """Valider un dispositif et montrer qui reçoit quoi."""
    from storage.dispositif import DispositifError, horizon, load, warnings, who_receives

    try:
        config = load(file)
    except DispositifError as error:
        fail(str(error))
    typer.echo(who_receives(config))
    for warning in warnings(config):
        typer.echo(f"Attention : {warning}")
    from bot.commands.ajustements import additions

    for line in additions(read_settings().database_url, config):
        typer.echo(line)
    typer.echo(f"\n{file} est valable ; {horizon(config)}.")


@app.command()
def migrate() -> None:
    """Mettre la base de données au schéma de ce programme."""
    from storage.machine import migrate as migrations
    from storage.machine.db import Database

    database = Database(read_settings().database_url)
    try:
        typer.echo(f"Base de données au schéma {migrations.upgrade(database)}.")
    except migrations.BaseInutilisable as error:
        fail(str(error))
    finally:
        database.close()


@app.command("invite")
def invite_command(
    role: Annotated[
        Role, typer.Option(help="Rôle de la personne, ou « service », ou « partenaire ».")
    ],
    nom: Annotated[
        str,
        typer.Option(
            help="Prénom montré à l'équipe ; slug du service ; pour un partenaire, nom de la "
            "structure (« Éducateurs de rue »), jamais d'une personne."
        ),
    ],
    binome: Annotated[str | None, typer.Option(help="Slug du binôme.")] = None,
    comite: Annotated[
        str | None, typer.Option(help="Slug du comité, pour un membre d'un comité.")
    ] = None,
    dispositif: Which = None,
) -> None:
    """Créer une invitation à usage unique, valable 72 heures."""
    from bot.commands.invite import InviteError, bot_username, invite

    with opened() as desk:
        try:
            with desk.database.transaction() as tx:
                link = invite(
                    Work(tx, desk.programme(tx, dispositif), desk.now),
                    bot_username(desk.settings),
                    role=role,
                    nom=nom,
                    binome=binome,
                    comite=comite,
                )
        except InviteError as error:
            fail(str(error))
    typer.echo(f"Lien : {link.url}\nCode : {link.code}")
    typer.echo(f"Valable jusqu'au {date_longue(link.expires)} à {heure(link.expires)}.")


@app.command()
def digest(
    week: Annotated[str, typer.Option(help="Semaine ISO, par exemple 2026-W47.")],
    out: Out,
    territoire: Annotated[str | None, typer.Option(help="Slug d'un territoire.")] = None,
    dispositif: Which = None,
) -> None:
    """Écrire le point hebdo d'une semaine (HTML, texte, chiffres)."""
    from bot.commands.digest import write_digests

    with opened() as desk, desk.database.transaction() as tx:
        try:
            work = Work(tx, desk.programme(tx, dispositif), desk.now)
            paths = write_digests(work, week, territoire, out)
        except ValueError as error:
            fail(str(error))
        except OSError as error:
            fail(unwritable(out, error))
    for path in paths:
        typer.echo(str(path))


@app.command()
def simuler(
    semaines: Annotated[int, typer.Option(help="Nombre de semaines.")] = 8,
    binomes: Annotated[int, typer.Option(help="Nombre de binômes.")] = 1,
    graine: Annotated[int, typer.Option(help="La même graine refait les mêmes journées.")] = 1,
    fin: Annotated[
        str | None, typer.Option(help="Dernier jour, par exemple 2026-11-15 ; sinon, hier.")
    ] = None,
    fichier: Annotated[
        Path, typer.Option(help="Où écrire le dispositif de la simulation.")
    ] = Path("var/simulation.yaml"),
    dispositif: Which = None,
) -> None:
    """Écrire un passé vraisemblable dans une base neuve ; rien ne part."""
    from bot.clock import SystemClock
    from bot.commands import simuler as simulation
    from bot.terminal.office import CannotOpen, chosen

    settings = read_settings()
    asked = simulation.Commande(semaines, binomes, graine, fin, fichier)
    try:
        config = chosen(settings, dispositif)
        simulation.simuler(settings, config, asked, SystemClock().now(), typer.echo)
    except (CannotOpen, simulation.SimulationRefusee) as error:
        fail(str(error))
    except OSError as error:
        fail(f"--fichier : {unwritable(fichier, error)}")


@app.command("ajustements")
def ajustements_command(
    out: Annotated[Path, typer.Option("--out", help="Fichier YAML à écrire.")],
    dispositif: Which = None,
) -> None:
    """Écrire les changements faits depuis le bot, à recopier dans le fichier du dispositif."""
    from bot.commands.ajustements import write_ajustements

    with opened() as desk, desk.database.transaction() as tx:
        try:
            count = write_ajustements(tx, desk.programme(tx, dispositif), out)
        except OSError as error:
            fail(unwritable(out, error))
    typer.echo(f"{count} : {out}")


@app.command()
def script() -> None:
    """Imprimer chaque phrase de chaque parcours, dans l'ordre où on la rencontre."""
    from bot.commands import script as scripts

    for line in scripts.lines():
        typer.echo(line)


@app.command()
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


@app.command()
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


@app.command()
def backup(out: Out = Path("var/sauvegardes")) -> None:
    """Copier la base et les photos, et vérifier la copie."""
    from sqlalchemy.engine import make_url

    from bot.clock import SystemClock
    from bot.commands import backup as backups

    settings = read_settings()
    try:
        folder = backups.backup(
            make_url(settings.database_url), settings.photos_dir, out, SystemClock().now()
        )
    except backups.BackupError as error:
        fail(str(error))
    typer.echo(f"Sauvegarde complète : {folder}")


@app.command()
def doctor(
    courriel: Annotated[
        str | None,
        typer.Option(help="Envoyer une vraie lettre, avec un vrai lien, à cette adresse."),
    ] = None,
) -> None:
    """Vérifier jeton, écoute, base, courriels, adresse publique, heure, dispositif et disque."""
    from bot.commands import doctor as checkup

    report = checkup.examine(read_settings(), courriel)
    for line in report.lines:
        typer.echo(line)
    _exit(0 if report.healthy else 1)


def _exit(code: int) -> None:
    if code:
        raise typer.Exit(code)

"""The command line: `carnet run`, and everything that an operator does around it.

What a command works with is imported as it begins: none waits for what the others need.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import garbage
from bot.commands import importer
from bot.commands.envois import envois
from bot.commands.exporter import exporter
from bot.commands.extraire import extraire
from bot.commands.garde import audit, backup, chercher, cle, copier, purge, restore
from bot.commands.imprimes import graph, indicateurs, script, texte
from bot.commands.quarantaine import quarantaine
from bot.domain.droits import Droit
from bot.domain.roles import Role
from bot.feature.door import features
from bot.terminal.command import (
    Which,
    WholeHelp,
    clerk,
    every_command,
    fail,
    opened,
    read_settings,
    takes,
    unwritable,
    writing,
)
from bot.words import date_longue, heure
from storage.work import Work

if TYPE_CHECKING:
    from storage.dispositif import Dispositif

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

app.add_typer(importer.app)
for deed in (purge, audit, backup, restore, copier, cle, script, graph, indicateurs, texte):
    app.command(context_settings=takes(Droit.TENIR_MACHINE))(deed)
app.command(context_settings=takes(Droit.TENIR_MACHINE))(envois)
app.command(context_settings=takes(Droit.TENIR_MACHINE))(quarantaine)
app.command(context_settings=takes(Droit.CHERCHER_TEXTES))(chercher)
app.command(context_settings=takes(Droit.EXPORTER))(exporter)
app.command(context_settings=takes(Droit.EXPORTER))(extraire)

Out = Annotated[Path, typer.Option("--out", help="Dossier où écrire.")]


@app.command(context_settings=takes(Droit.TENIR_MACHINE))
def run() -> None:
    """Démarrer le bot ; sans jeton, le terrain d'entraînement."""
    with garbage.importing():
        from bot.commands.run import CannotStart
        from bot.commands.run import run as serve

    try:
        serve(read_settings())
    except CannotStart as error:
        fail(str(error))


@app.command(context_settings=takes(Droit.TENIR_MACHINE))
def check(
    file: Annotated[Path, typer.Argument(help="Fichier YAML du dispositif.")],
    cas: Annotated[
        list[str] | None,
        typer.Option(help="Simuler un cas, par ses slugs : « vt-tag site-a hall astreinte »."),
    ] = None,
) -> None:
    """Valider un dispositif et montrer qui reçoit quoi, ou qui recevrait tel cas."""
    from bot.commands.indicateurs import unknown_figures
    from storage.dispositif import DispositifError, horizon, load, warnings, who_receives

    try:
        config = load(file)
    except DispositifError as error:
        fail(str(error))
    if cas:
        _simulate(config, cas)
        return
    typer.echo(who_receives(config))
    for warning in (*warnings(config), *unknown_figures(config)):
        typer.echo(f"Attention : {warning}")
    from bot.commands.ajustements import additions

    for line in additions(read_settings().database_url, config):
        typer.echo(line)
    typer.echo(f"\n{file} est valable ; {horizon(config)}.")


def _simulate(config: Dispositif, cases: list[str]) -> None:
    from storage.dispositif.qui_recoit import case, said, titled
    from storage.dispositif.receivers import written_to

    for words in cases:
        try:
            asked = case(config, words)
        except ValueError as error:
            fail(f"--cas : {error}")
        typer.echo(titled(config, asked))
        for line in said(config, asked, written_to):
            typer.echo(line)


@app.command(context_settings=takes(Droit.TENIR_MACHINE))
def migrate(
    nouveau: Annotated[
        bool, typer.Option("--nouveau", help="Repartir de rien, là où une base a déjà servi.")
    ] = False,
) -> None:
    """Mettre la base de données au schéma de ce programme."""
    from bot.commands import temoin
    from storage.machine import migrate as migrations
    from storage.machine.db import Database

    settings = read_settings()
    database = Database(settings.database_url)
    try:
        if nouveau:
            temoin.take_away(settings)
        temoin.expect_known(settings)
        typer.echo(f"Base de données au schéma {migrations.upgrade(database)}.")
    except (migrations.BaseInutilisable, OSError) as error:
        fail(str(error))
    finally:
        database.close()


@app.command("invite", context_settings=takes(Droit.INVITER))
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


@app.command("registre", context_settings=takes(Droit.LIRE_REGISTRES))
def registre_command(
    nom: Annotated[
        str | None, typer.Argument(help="Nom du registre ; sans lui, ceux qui existent.")
    ] = None,
    ligne: Annotated[
        str | None, typer.Argument(help="Ce qu'il faut y ouvrir : « R-0012 », « V-0003 ».")
    ] = None,
    dispositif: Which = None,
) -> None:
    """Lire un registre : relais, difficultés, décisions, préconisations, charte, signalements."""
    from bot.commands import registre

    if nom is None:
        for line in registre.names():
            typer.echo(line)
        return
    with clerk(dispositif) as serving:
        for line in registre.lines(serving, nom, ligne):
            serving.say(line)


@app.command(context_settings=takes(Droit.ECRIRE_POINT_HEBDO))
def digest(
    out: Out,
    week: Annotated[str | None, typer.Option(help="Semaine ISO, par exemple 2026-W47.")] = None,
    mois: Annotated[str | None, typer.Option(help="Mois, par exemple 2026-11.")] = None,
    territoire: Annotated[str | None, typer.Option(help="Slug d'un territoire.")] = None,
    dispositif: Which = None,
) -> None:
    """Écrire le point hebdo d'une semaine, ou le point mensuel (HTML, texte, PDF, chiffres)."""
    from bot.commands.digest import write_digests

    with opened() as desk, desk.database.transaction() as tx, writing(out):
        work = Work(tx, desk.programme(tx, dispositif), desk.now)
        paths = write_digests(work, (week, mois), territoire, out)
    for path in paths:
        typer.echo(str(path))


@app.command(context_settings=takes(Droit.TENIR_MACHINE))
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


@app.command("ajustements", context_settings=takes(Droit.TENIR_MACHINE))
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


@app.command(context_settings=takes(Droit.TENIR_MACHINE))
def roles(
    markdown: Annotated[bool, typer.Option(help="Un tableau, à coller dans une page.")] = False,
    diffusion: Annotated[bool, typer.Option(help="Qui reçoit quoi, à quel grain.")] = False,
) -> None:
    """Imprimer qui peut faire quoi, jusqu'où, et par où ; ou qui reçoit quoi."""
    from bot.commands import roles as table

    commands = list(every_command(app))
    wanted = (table.markdown if markdown else table.lines)(commands)
    for line in table.diffusion() if diffusion else wanted:
        typer.echo(line)


@app.command(context_settings=takes(Droit.TENIR_MACHINE))
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
    if not report.healthy:
        raise typer.Exit(1)

"""`carnet doctor`: token, database, schema, e-mail, clock and disk, each checked for real."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp
from aiosmtplib import SMTPException
from sqlalchemy.engine import make_url

from bot.channels.telegram.backend import BotApi, call
from bot.channels.telegram.failures import Conflict, InvalidToken, TelegramError
from bot.clock import SystemClock
from bot.commands import doctor_machines, doctor_mail, doctor_matrix, doctor_web
from bot.commands.dossier import DossierInutilisable, ready
from bot.commands.invite import username
from bot.commands.masque import masked
from bot.delivery.contract import DeliveryFailure
from bot.intake.poll import is_dead, lease_of
from bot.rendering import render_line
from bot.sauvegarde import copie
from bot.settings import Settings
from bot.settings_checks import NamedSecrets
from bot.terminal.office import load_dispositifs
from bot.words import pluriel
from storage.dispositif import Dispositif, horizon, warnings
from storage.machine import leases, migrate
from storage.machine.db import Database
from storage.usages_disparus import disparues

DISK_MINIMUM = 500 * 1024 * 1024
CLOCK_TOLERANCE = 30
ELSEWHERE = (
    "un autre programme écoute déjà avec ce jeton, sans passer par cette base : arrêtez-le ; "
    "s'il est introuvable, /revoke chez @BotFather, puis donnez ici le nouveau jeton"
)
WEBHOOK = (
    "un « webhook » est posé sur ce bot : Telegram envoie les messages ailleurs ; retirez-le "
    "(méthode deleteWebhook de la Bot API), ou prenez un autre bot"
)
NO_TELEGRAM = "{{ url }} ne répond pas : vérifiez le réseau, et CARNET_TELEGRAM_API_URL"
UNEXPECTED = (
    "vérification impossible ({{ error }}) : relancez « carnet doctor » ; si cela dure, montrez "
    "cette ligne à la personne qui a installé le bot"
)

DAILY = "une par jour, chiffrée"
BY_HAND = "à la main (« carnet backup ») : sans clé, le bot n'en fait aucune (« carnet cle »)"


class Ailing(Exception):
    """A check that failed; the message says what is wrong, and the mend."""


@dataclass(frozen=True, slots=True)
class Report:
    """What `doctor` prints, line by line, and whether everything is well."""

    lines: tuple[str, ...]
    healthy: bool


Check = Callable[[Settings], str]


def examine(settings: Settings, courriel: str | None = None) -> Report:
    """Every check runs, whatever the others say; a real letter goes to `courriel`, if given."""
    checks = dict(CHECKS)
    if courriel:
        checks["Lettre"] = lambda settings: _letter(settings, courriel)
    results = list(_results(settings, checks))
    lines = tuple(f"{'✅' if well else '❌'} {line}" for well, line in results)
    return Report(lines, all(well for well, _ in results))


def _results(settings: Settings, checks: Mapping[str, Check]) -> Iterator[tuple[bool, str]]:
    for name, check in checks.items():
        try:
            yield True, f"{name} : {check(settings)}"
        except Ailing as ailing:
            yield False, f"{name} : {ailing}"
        except Exception as error:
            # A check must never hide the ones after it: whatever broke is its answer.
            said = masked(f"{type(error).__name__} : {error}", settings)
            yield False, f"{name} : {render_line(UNEXPECTED, error=said)}"


def _token(settings: Settings) -> str:
    if settings.telegram_token is None:
        return "aucun jeton ; « carnet run » démarrera le terrain d'entraînement"
    try:
        return f"accepté, le bot est @{asyncio.run(username(settings))}"
    except InvalidToken as error:
        raise Ailing("Telegram le refuse : recopiez celui de @BotFather") from error
    except TelegramError as error:
        raise Ailing(render_line(NO_TELEGRAM, url=settings.telegram_api_url)) from error


def _listening(settings: Settings) -> str:
    """One program at a time may ask Telegram for what is new."""
    if settings.telegram_token is None:
        return "aucun jeton ; le terrain d'entraînement n'écoute que lui-même"
    token = settings.telegram_token.get_secret_value()
    if holder := _holder(settings, token):
        return f"ce bot est en marche ({holder})"
    try:
        hooked = asyncio.run(_try_to_listen(settings, token))
    except Conflict as error:
        raise Ailing(ELSEWHERE) from error
    except TelegramError as error:
        raise Ailing(render_line(NO_TELEGRAM, url=settings.telegram_api_url)) from error
    if hooked:
        raise Ailing(WEBHOOK)
    return "personne d'autre n'écoute avec ce jeton"


def _holder(settings: Settings, token: str) -> str:
    """« machine:process » of the bot that runs on this base; « » for none, alive."""
    with closing(Database(settings.database_url)) as database:
        if migrate.current(database) != migrate.head():
            return ""
        with database.transaction() as tx:
            holder = leases.held(tx, lease_of(int(token.partition(":")[0])), SystemClock().now())
    return "" if holder is None or is_dead(holder) else holder


async def _try_to_listen(settings: Settings, token: str) -> bool:
    """Ask once, acknowledging nothing; whether a webhook takes what comes. Raises Conflict."""
    async with BotApi(settings.telegram_api_url.rstrip("/"), token) as bot:
        hook = await call(bot, "getWebhookInfo", {})
        if hook.get("url"):
            return True
        await call(bot, "getUpdates", {"timeout": 0, "limit": 1})
        return False


def _database(settings: Settings) -> str:
    with closing(Database(settings.database_url)) as database:
        step = migrate.current(database)
        if step is None:
            return "vide ; « carnet migrate » ou « carnet run » la préparera"
        if migrate.is_newer(step):
            raise Ailing(str(migrate.SchemaTropRecent(step)))
        if step != migrate.head():
            raise Ailing(f"schéma {step}, attendu {migrate.head()} : lancez « carnet migrate »")
        return f"schéma {step}, à jour"


def _mail(settings: Settings) -> str:
    if settings.smtp_url is None:
        return "aucun serveur ; le terrain d'entraînement a sa propre boîte"
    try:
        asyncio.run(doctor_mail.greet(settings.smtp_url))
    except (SMTPException, OSError) as error:
        why = masked(error, settings)
        raise Ailing(f"le serveur ne répond pas ({why}) : vérifiez CARNET_SMTP_URL") from error
    return "le serveur répond et accepte l'identifiant"


def _letter(settings: Settings, to: str) -> str:
    """Only whoever opens it can tell that it came, and that its link leads here."""
    if settings.smtp_url is None or settings.mail_from is None or settings.public_url is None:
        needed = "CARNET_SMTP_URL, CARNET_MAIL_FROM et CARNET_PUBLIC_URL"
        raise Ailing(f"rien n'est parti : donnez d'abord {needed}")
    try:
        asyncio.run(doctor_mail.send_one(settings, settings.smtp_url, settings.mail_from, to))
    except DeliveryFailure as error:
        why = masked(error, settings)
        mend = "vérifiez l'adresse, CARNET_MAIL_FROM et CARNET_SMTP_URL"
        raise Ailing(f"elle n'est pas partie ({why}) : {mend}") from error
    return f"partie à {to} ; ouvrez-la (au besoin dans les indésirables), puis son lien"


def _public(settings: Settings) -> str:
    if settings.public_url is None:
        return "aucune ; les liens du terrain d'entraînement restent sur cette machine"
    try:
        return asyncio.run(doctor_web.reach(settings, settings.public_url))
    except doctor_web.AdresseMuette as error:
        raise Ailing(str(error)) from error


def _clock(settings: Settings) -> str:
    """Compared with the date that the Bot API server gives."""
    if settings.telegram_token is None:
        return "non comparée : aucun jeton"
    try:
        header = asyncio.run(_server_date(settings.telegram_api_url))
    except (aiohttp.ClientError, OSError) as error:
        raise Ailing(render_line(NO_TELEGRAM, url=settings.telegram_api_url)) from error
    gap = abs((parsedate_to_datetime(header) - SystemClock().now()).total_seconds())
    if gap > CLOCK_TOLERANCE:
        raise Ailing(f"décalée de {gap:.0f} s : activez la synchronisation (timedatectl)")
    return f"à l'heure (écart de {gap:.0f} s)"


async def _server_date(url: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.headers["Date"]


def _dispositif(settings: Settings) -> str:
    return " | ".join(_judged(config) for config in load_dispositifs(settings))


def _judged(config: Dispositif) -> str:
    noted = [f"attention : {' ; '.join(lines)}"] if (lines := warnings(config)) else []
    return " ; ".join((f"{config.nom}, valable", horizon(config), *noted))


def _machines(settings: Settings) -> str:
    configs = load_dispositifs(settings)
    if lines := doctor_machines.wanting(configs, NamedSecrets(os.environ)):
        raise Ailing(" ; ".join(lines))
    found = doctor_machines.named(configs)
    return f"{pluriel(found, 'logiciel')}, chacun avec son secret" if found else "aucun"


def _rooms(settings: Settings) -> str:
    if not (named := doctor_matrix.rooms(load_dispositifs(settings))):
        return "aucun"
    if lines := asyncio.run(doctor_matrix.wanting(settings, named)):
        raise Ailing(" ; ".join(lines))
    return f"{pluriel(len(named), 'salon')}, où le bot peut lire et écrire"


def _gone(settings: Settings) -> str:
    """Lines that left the file for good: what was noted with them lost its name."""
    with closing(Database(settings.database_url)) as database:
        if migrate.current(database) != migrate.head():
            return "non lues : la base est vide, ou n'est pas au schéma de ce programme"
        with database.transaction() as tx:
            lines = [
                line for config in load_dispositifs(settings) for line in disparues(tx, config)
            ]
    if not lines:
        return "chaque ligne qu'elles nomment est dans le fichier"
    names = ", ".join(
        f"{line.cle} : {line.slug} ({pluriel(line.fois, 'saisie')})" for line in lines
    )
    return (
        f"attention : lignes absentes du fichier, montrées sous leur slug : {names} ; "
        "remettez-les avec « actif: false » pour leur rendre leur nom"
    )


def _disk(settings: Settings) -> str:
    folder = settings.photos_dir
    try:
        ready(folder)
    except DossierInutilisable as error:
        raise Ailing(str(error)) from error
    free = shutil.disk_usage(folder).free
    if free < DISK_MINIMUM:
        raise Ailing(f"{free // 1024**2} Mo libres seulement : libérez de la place")
    return f"{free // 1024**3} Go libres, {Path(folder).resolve().name} accessible en écriture"


def _copies(settings: Settings) -> str:
    """What a copy takes, before the night when it is missing."""
    if make_url(settings.database_url).get_backend_name() != "sqlite":
        for program in ("pg_dump", "pg_restore"):
            if shutil.which(program) is None:
                raise Ailing(render_line(copie.MANQUE, programme=program))
    return DAILY if settings.sauvegarde_cle else BY_HAND


CHECKS: dict[str, Check] = {
    "Jeton": _token,
    "Écoute": _listening,
    "Base de données": _database,
    "Courriels": _mail,
    "Adresse publique": _public,
    "Horloge": _clock,
    "Dispositif": _dispositif,
    "Logiciels des services": _machines,
    "Salons Matrix": _rooms,
    "Anciennes saisies": _gone,
    "Disque": _disk,
    "Sauvegardes": _copies,
}

"""`carnet invite`: a single-use deep link for a person, or for a service's group."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.channels.telegram.failures import TelegramError
from bot.domain.roles import Role
from bot.questions.ajuster import read_label, read_prenom
from bot.settings import Settings
from storage import people, textes
from storage.dispositif.problems import nearest
from storage.programme import Programme
from storage.work import Work

USERNAME_UNKNOWN = "votre_bot"


class InviteError(Exception):
    """Why no invitation was made, and the mend."""


@dataclass(frozen=True, slots=True)
class Link:
    """What the operator hands over; shown once, never stored."""

    url: str
    code: str
    expires: datetime


def invite(
    work: Work,
    bot_username: str,
    *,
    role: Role,
    nom: str,
    binome: str | None,
    comite: str | None = None,
) -> Link:
    """A new invitation; for a service, `nom` is its slug and the link adds the bot to its group.

    Raises InviteError for a binôme, a comité or a service that the dispositif does not know, and
    for a name that the bot would refuse: a person has a first name alone.
    """
    nom = nom if role is Role.SERVICE else _said(work, role, nom)
    service_id = _with_a_group(work.programme, nom) if role is Role.SERVICE else None
    invitation = people.invite(
        work.tx,
        work.programme.id,
        role,
        nom,
        work.now,
        binome_id=_binome(work.programme, role, binome),
        service_id=service_id,
        comite=_comite(work.programme, role, comite),
    )
    door = "startgroup" if role is Role.SERVICE else "start"
    url = f"https://t.me/{bot_username}?{door}={invitation.code}"
    return Link(url, invitation.code, invitation.expires)


def _said(work: Work, role: Role, nom: str) -> str:
    """The name as the bot reads it when the coordination types it there."""
    reading = (read_label if role is Role.PARTENAIRE else read_prenom)(nom, {})
    if reading.remark:
        raise InviteError(f"--nom : {reading.remark}")
    if role is Role.PARTENAIRE and textes.trouves(work, nom):
        raise InviteError(
            f"--nom : « {nom} » désigne peut-être quelqu'un ; donnez le nom de la structure"
        )
    return str(reading.value)


def bot_username(settings: Settings) -> str:
    """The bot's name on Telegram, or a placeholder without a token. Raises InviteError."""
    try:
        return asyncio.run(username(settings))
    except TelegramError as error:
        raise InviteError(f"Telegram ne dit pas le nom du bot ({error.message})") from error


async def username(settings: Settings) -> str:
    from bot.channels.telegram.backend import BotApi

    if settings.telegram_token is None:
        return USERNAME_UNKNOWN
    token = settings.telegram_token.get_secret_value()
    async with BotApi(settings.telegram_api_url, token) as bot:
        return bot.username


def _binome(programme: Programme, role: Role, binome: str | None) -> int | None:
    """A mediator always belongs to a binôme; the only one is taken without asking."""
    if role is not Role.MEDIATEUR:
        return None
    slugs = [row.slug for row in programme.config.binomes if row.actif]
    if binome is None and len(slugs) > 1:
        raise InviteError(f"précisez --binome : {', '.join(slugs)}")
    in_use = {slug: programme.binomes[slug] for slug in slugs}
    return _row_id(in_use, binome or slugs[0], "binôme")


def _comite(programme: Programme, role: Role, comite: str | None) -> str | None:
    """A member is always of a comité; the only one is taken without asking."""
    if role is not Role.COMITE:
        if comite:
            raise InviteError(
                "--comite ne sert que pour le rôle « comite » : retirez cette option"
            )
        return None
    slugs = [one.slug for one in programme.config.comites]
    if not slugs:
        raise InviteError("ce dispositif n'a pas de comité : créez-le d'abord")
    if comite is None and len(slugs) > 1:
        raise InviteError(f"précisez --comite : {', '.join(slugs)}")
    wanted = comite or slugs[0]
    if wanted not in slugs:
        raise InviteError(f"comité « {wanted} » inconnu{nearest(wanted, slugs)}")
    return wanted


def _with_a_group(programme: Programme, nom: str) -> int:
    """A service that reads what is written to it: nobody invites 112, 17, 18 or 15."""
    called = {one.slug for one in programme.config.services if one.telephone_seulement}
    if nom in called:
        label = programme.config.service(nom).label
        raise InviteError(f"« {label} » se joint par téléphone seulement : aucun groupe à inviter")
    read = {slug: row for slug, row in programme.services.items() if slug not in called}
    return _row_id(read, nom, "service")


def _row_id(rows: dict[str, int], slug: str, what: str) -> int:
    if slug not in rows:
        raise InviteError(f"{what} « {slug} » inconnu{nearest(slug, rows)}")
    return rows[slug]

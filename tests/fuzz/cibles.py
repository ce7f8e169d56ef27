"""What reads the outside: each eats any bytes, and fails only as it promises to."""

from __future__ import annotations

import asyncio
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final
from unittest.mock import Mock

from aiohttp import StreamReader, web
from aiohttp.test_utils import make_mocked_request

from bot.channels.email import retours
from bot.channels.matrix import content
from bot.chat import callbacks, incoming
from bot.clock import MovableClock
from bot.commands import services_lus, tableau_lu
from bot.domain.lecture.eclair import lire
from bot.domain.lecture.vocabulaire import Lexique
from bot.domain.liens_tapes import sans_lien
from bot.domain.nominatif import passages, proposition
from bot.domain.signes import sans_pieges
from bot.signing import LienExpire, LienInvalide, Signer
from bot.web import depot
from storage import images
from storage.dispositif import Dispositif, DispositifError, load
from storage.dispositif.lexique import words_of
from storage.photos import PhotoRefusee
from tests.fuzz import graines
from tests.storage.dispositif_cast import example

NOW: Final = datetime(2026, 11, 17, 18, 4, tzinfo=UTC)
SIGNER: Final = Signer(["une-cle-de-trente-deux-octets-et-plus"], MovableClock(NOW, frozen=True))
BOUNDARY: Final = "multipart/form-data; boundary=limite"
LONGEST: Final = 4_096
"""Characters of one Telegram message."""


@dataclass(frozen=True, slots=True)
class Cible:
    """mange: reads bytes; graines: what it was made to read; promis: how it may refuse."""

    mange: Callable[[bytes], None]
    graines: Callable[[], tuple[bytes, ...]]
    promis: tuple[type[Exception], ...] = ()


def mise_a_jour(data: bytes) -> None:
    """An update of Telegram: malformed, it raises what puts its row aside."""
    update = json.loads(data)
    if not isinstance(update, dict):
        return
    said = incoming.read(update)
    assert sans_pieges(said.text) == said.text or said.kind is incoming.UpdateKind.TAP
    callbacks.decode(said.text)


def bouton(data: bytes) -> None:
    """The bytes of a button: what nobody wrote is nothing."""
    callbacks.decode(data.decode("utf-8", "replace"))


def jeton(data: bytes) -> None:
    """A signed link: nobody but us makes one."""
    token = data.decode("utf-8", "replace")
    SIGNER.read(graines.SALT, token, timedelta(days=14))
    assert token in graines.vrais(SIGNER), f"forged: {token!r}"


def dispositif(data: bytes) -> None:
    """The file of a town: sound, or every problem told."""
    _in_a_file(data, ".yaml", load)


def organigramme(data: bytes) -> None:
    """A spreadsheet of an office, understood line by line."""
    _in_a_file(
        data, ".xlsx", lambda path: services_lus.understood(_amiens(), tableau_lu.lignes(path))
    )


def feuille(data: bytes) -> None:
    """The sheet of a workbook: what stands in it, whatever its archive is."""
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as parts:
        parts.writestr("xl/worksheets/sheet1.xml", data)
    organigramme(book.getvalue())


def formulaire(data: bytes) -> None:
    """The body of a page's form, in parts."""
    asyncio.run(_posted(data, BOUNDARY))


def champs(data: bytes) -> None:
    """The body of a page's form, in fields."""
    asyncio.run(_posted(data, "application/x-www-form-urlencoded"))


def photo(data: bytes) -> None:
    """A picture, re-encoded: what is kept is small and ours."""
    kept = images.clean(data)
    assert kept.startswith(b"\xff\xd8")
    assert len(kept) < images.MAX_BYTES


def texte(data: bytes) -> None:
    """Typed words: what names is within them, apart, in order; what is proposed names nobody."""
    typed = data.decode("utf-8", "ignore")[:LONGEST]
    found = passages(typed)
    assert all(0 <= one.debut < one.fin <= len(typed) for one in found)
    assert all(one.fin <= other.debut for one, other in pairwise(found))
    assert passages(proposition(typed, found)) == ()
    assert "://" not in sans_lien(typed)


def saisie(data: bytes) -> None:
    """A quick entry, read as far as it can be."""
    lire(data.decode("utf-8", "ignore")[:LONGEST], _lexique())


def retour(data: bytes) -> None:
    """A letter that came back to the bot's mailbox."""
    for one in retours.read(data):
        assert "\n" not in one.adresse


def salon(data: bytes) -> None:
    """What an event of a Matrix room holds."""
    said = json.loads(data)
    if isinstance(said, dict):
        list(content.related(said))
        told = content.gesture(said), content.photo(said), content.typed(said)
        assert all(isinstance(one, str) for one in told)


CIBLES: Final[dict[str, Cible]] = {
    "mise_a_jour": Cible(
        mise_a_jour,
        graines.mises_a_jour,
        (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError),
    ),
    "bouton": Cible(bouton, graines.boutons),
    "jeton": Cible(jeton, lambda: graines.jetons(SIGNER), (LienInvalide, LienExpire)),
    "dispositif": Cible(dispositif, graines.dispositifs, (DispositifError,)),
    "organigramme": Cible(
        organigramme,
        graines.organigrammes,
        (tableau_lu.TableauIllisible, services_lus.AReprendre),
    ),
    "feuille": Cible(
        feuille, graines.feuilles, (tableau_lu.TableauIllisible, services_lus.AReprendre)
    ),
    "formulaire": Cible(formulaire, graines.formulaires, (web.HTTPClientError,)),
    "champs": Cible(champs, graines.champs, (web.HTTPClientError,)),
    "photo": Cible(photo, graines.photos, (PhotoRefusee,)),
    "texte": Cible(texte, graines.textes),
    "saisie": Cible(saisie, graines.saisies),
    "retour": Cible(retour, graines.retours),
    "salon": Cible(salon, graines.salons, (ValueError, RecursionError)),
}


def eat(name: str, data: bytes) -> bool:
    """Whether `data` was taken; False when it was refused as promised. Raises anything else."""
    cible = CIBLES[name]
    try:
        cible.mange(data)
    except cible.promis:
        return False
    return True


async def _posted(data: bytes, kind: str) -> None:
    payload = StreamReader(Mock(_reading_paused=False), 2**16, loop=asyncio.get_running_loop())
    payload.feed_data(data)
    payload.feed_eof()
    request = make_mocked_request("POST", "/", {"Content-Type": kind}, payload=payload)
    got = await depot.received(request, "photo")
    assert len(got.photo) <= depot.HEAVIEST


def _in_a_file(data: bytes, suffix: str, reads: Callable[[Path], object]) -> None:
    handle, name = tempfile.mkstemp(suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        reads(Path(name))
    finally:
        Path(name).unlink()


@cache
def _amiens() -> Dispositif:
    return example("amiens")


@cache
def _lexique() -> Lexique:
    return words_of(example("amiens"))

"""Frozen points hebdo on their way: one letter for each address, however many its comités."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

from sqlalchemy import func, select

from bot.casework.bord import liens
from bot.clock import paris
from bot.delivery.channels import letter_to
from bot.signing import AUTRES, LIEN, stand_in
from digests import ensemble
from digests.atelier import Atelier
from digests.contract import Snapshot
from storage import desabonnements, lettres
from storage.machine.db import Tx, insert_once
from storage.machine.outbox import Lane, Message, post
from storage.models import BORD, DIGEST_ENVOI, Digest, DigestEnvoi
from storage.programme import Programme
from storage.work import Work

EVERY: Final = sys.maxsize
"""All the comités of a reader in one letter, as long as a mailbox does not cut it."""
WHOLE: Final = 100_000
"""Bytes of HTML: Gmail cuts a letter at 102 kB, and its end says how to leave."""


def queue_some(work: Work, digests: Sequence[Digest], most: int, atelier: Atelier) -> int:
    """Queue the letters of the next addresses that read the same ones of `digests`, of one week.

    A letter, written in `atelier` to be queued by the next call, holds `most` of them; one that
    would be cut is not queued, and is for the caller to ask again with fewer. How many the next
    letter may hold; 0 once every address that still wants one has its letters; never a second one
    of the same comité.
    """
    readers = _readers(work, digests)
    if not readers:
        return 0
    wanted = next(iter(readers.values()))
    mine = wanted[:most]
    content = _letter(work, mine, atelier)
    if content is None:
        return most
    if len(mine) > 1 and len(content["html"].encode()) > WHOLE:
        return len(mine) - 1
    _queue(work, mine, [address for address, read in readers.items() if read == wanted], content)
    return len(digests)


def _readers(work: Work, digests: Sequence[Digest]) -> dict[str, list[Digest]]:
    """What each address is to read and was not sent, once whatever its case."""
    sent = _sent(work.tx, digests)
    spelt: dict[str, str] = {}
    readers: dict[str, list[Digest]] = {}
    for digest in digests:
        for address in _recipients(work.tx, work.programme, digest):
            folded = address.lower()
            if (digest.id, folded) not in sent:
                readers.setdefault(spelt.setdefault(folded, address), []).append(digest)
    return readers


def _sent(tx: Tx, digests: Sequence[Digest]) -> dict[tuple[int, str], int]:
    """Every sending that was queued, by its digest and its address in small letters."""
    found = select(DigestEnvoi.digest_id, func.lower(DigestEnvoi.adresse), DigestEnvoi.id).where(
        DigestEnvoi.digest_id.in_([digest.id for digest in digests])
    )
    return {(digest_id, folded): row_id for digest_id, folded, row_id in tx.execute(found)}


def _queue(
    work: Work, digests: Sequence[Digest], addresses: Sequence[str], content: dict[str, Any]
) -> None:
    """The sending of the first one carries the letter; those of the others say which it was."""
    first, *others = digests
    _note(work, [_row(work, first, address, None) for address in addresses])
    sent = _sent(work.tx, [first])
    carriers = {address: sent[first.id, address.lower()] for address in addresses}
    _note(work, [_row(work, one, to, by) for one in others for to, by in carriers.items()])
    post(work.tx, work.now, *_messages(work, first, carriers, content))


def _note(work: Work, rows: list[dict[str, Any]]) -> None:
    if rows:
        insert_once(work.tx, DigestEnvoi, rows)


def _row(work: Work, digest: Digest, address: str, carrier: int | None) -> dict[str, Any]:
    to = letter_to(address)
    return {
        "digest_id": digest.id,
        "canal": to.channel,
        "adresse": to.address,
        "avec_id": carrier,
        "creee_le": work.now,
    }


def _messages(
    work: Work, first: Digest, carriers: dict[str, int], content: dict[str, Any]
) -> Iterator[Message]:
    """Whoever was just added from elsewhere waits: others have the time to object."""
    listed = work.programme.config.comite(first.comite).destinataires
    later = {one.email.lower(): one.attend for one in listed}
    for address, envoi_id in carriers.items():
        key, to = lettres.cle(first.id, address), letter_to(address)
        subject, wait = DIGEST_ENVOI.of(envoi_id), later.get(address.lower())
        yield Message(key, Lane.DIGEST, to, content, subject, not_before=wait)


def _letter(work: Work, digests: Sequence[Digest], atelier: Atelier) -> dict[str, Any] | None:
    """The outbox content, once written.

    The dashboard is that of the first comité: the one under whose name the letter comes.
    """
    snapshots = [digest.instantane for digest in digests]
    comite = work.programme.config.comite(digests[0].comite)
    bord = liens.for_letters(work, comite).id
    key = "lettre", *(digest.id for digest in digests)
    return atelier.worked_out(work, key, partial(_written, snapshots, bord))


def _written(snapshots: Sequence[Snapshot], bord: int, _tx: Tx) -> dict[str, Any]:
    """Its links become each recipient's own as the letter leaves; bord: id of its dashboard."""
    mark, tableau = stand_in(), stand_in()
    return {
        LIEN: mark,
        AUTRES: {tableau: BORD.of(bord)},
        **ensemble.letter(snapshots, mark, tableau),
        "headers": {
            "List-Unsubscribe": f"<{mark}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        "reply_to": snapshots[0]["contact"],
    }


def _recipients(tx: Tx, programme: Programme, digest: Digest) -> list[str]:
    """Addresses of the comité and the porteur's, without those who left.

    A guest reads the letter of the week of its meeting, and no other.
    """
    absent = desabonnements.of(tx, programme.id, digest.comite)
    frozen = paris(digest.fige_le).date()
    everybody = programme.config.adresses(programme.config.comite(digest.comite), frozen)
    return [address for address in everybody if address.lower() not in absent]

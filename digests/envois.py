"""Frozen points hebdo on their way: one letter for each address, however many its comités."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import func, select

from bot.delivery.channels import letter_to
from bot.signing import LIEN, stand_in
from digests import ensemble
from storage import desabonnements
from storage.machine.db import Tx, insert_once
from storage.machine.outbox import Lane, Message, post
from storage.models import DIGEST_ENVOI, Digest, DigestEnvoi
from storage.programme import Programme
from storage.work import Work

WHOLE: Final = 100_000
"""Bytes of HTML: Gmail cuts a letter at 102 kB, and its end says how to leave."""


def queue_some(work: Work, digests: Sequence[Digest], most: int) -> int:
    """Queue the letters of the next addresses that read the same ones of `digests`, of one week.

    A letter holds `most` of them; one that would be cut is not queued, and is for the caller to
    ask again with fewer. How many the next letter may hold; 0 once every address that still wants
    one has its letters; never a second one of the same comité.
    """
    readers = _readers(work, digests)
    if not readers:
        return 0
    wanted = next(iter(readers.values()))
    mine = wanted[:most]
    content = _letter(mine)
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
        for address in _recipients(work.tx, work.programme, digest.comite):
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
    post(work.tx, work.now, *_messages(first, carriers, content))


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
    first: Digest, carriers: dict[str, int], content: dict[str, Any]
) -> Iterator[Message]:
    for address, envoi_id in carriers.items():
        key = f"digest:{first.id}:{address}"
        to = letter_to(address)
        yield Message(key, Lane.DIGEST, to, content, DIGEST_ENVOI.of(envoi_id))


def _letter(digests: Sequence[Digest]) -> dict[str, Any]:
    """The outbox content; its link becomes each recipient's own as the letter leaves."""
    snapshots = [digest.instantane for digest in digests]
    mark = stand_in()
    return {
        LIEN: mark,
        **ensemble.letter(snapshots, mark),
        "headers": {
            "List-Unsubscribe": f"<{mark}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        "reply_to": snapshots[0]["contact"],
    }


def _recipients(tx: Tx, programme: Programme, comite: str) -> list[str]:
    """Addresses of the comité, once each whatever their case, without those who left."""
    absent = desabonnements.of(tx, programme.id, comite)
    addresses: dict[str, str] = {}
    for recipient in programme.config.comite(comite).destinataires:
        addresses.setdefault(recipient.email.lower(), recipient.email)
    return [address for folded, address in addresses.items() if folded not in absent]

"""What must be true whenever the bot dies, and at the end of every evening."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.channels.telegram.content import REPEATED
from bot.sandbox.mailbox import Courriel, Mailbox
from bot.sandbox.model import Call
from bot.sandbox.world import World
from tests.stories.kill import ledger
from tests.stories.kill.books import Books, Row
from tests.stories.kill.ledger import Ledger

NEW = ("sendMessage", "sendPhoto")
REWRITTEN = ("editMessageText", "editMessageCaption")
PINNED = ("pinChatMessage", "unpinChatMessage")
TO_SOMEBODY = (*NEW, *REWRITTEN, *PINNED, "setMyCommands", "leaveChat")
POINT = re.compile(r"[^\[]+ · semaine \d+ :")
LINK = re.compile(r"http://127\.0\.0\.1:\d+/[^\s\"]+")
"""Each evening has a port of its own."""
NUMBERED = re.compile(r"\bV-\d{4}\b")
COORDINATION = "coordination@mediation.example.org"
NOTICE = "⚠️ "

Said = tuple[int, str]
"""A chat and what is said there."""
Letter = tuple[str, str, str]
"""Recipient, subject and Message-ID."""


@dataclass(frozen=True)
class Account:
    """All that an evening leaves: rows, photos, what chats and mailboxes got."""

    rows: Ledger
    said: Counter[Said]
    repeated: Counter[Said]
    rewritten: Counter[Said]
    letters: Counter[Letter]
    books: Books
    photos: Path


def account(
    books: Books, photos: Path, world: World, mailbox: Mailbox, updates: Counter[Row]
) -> Account:
    """`updates` are those of the inbox, read the same evening."""
    done = [call for call in world.calls if call.status == 200]
    said = [_said(call) for call in done if call.method in NEW]
    return Account(
        rows={**ledger.read(books), "update": updates},
        said=Counter(one for one in said if not one[1].startswith(REPEATED)),
        repeated=Counter(
            (chat, text.removeprefix(REPEATED)) for chat, text in said if text.startswith(REPEATED)
        ),
        rewritten=Counter(_said(call) for call in done if call.method in REWRITTEN),
        letters=Counter(_letter(one, books) for one in mailbox.messages),
        books=books,
        photos=photos,
    )


def _said(call: Call) -> Said:
    text = call.params.get("text") or call.params.get("caption") or ""
    return int(call.params["chat_id"]), LINK.sub("lien", str(text))


def _letter(one: Courriel, books: Books) -> Letter:
    (address,) = one.to
    return address, one.subject, books.known(str(one.header("Message-ID")))


def not_kept(books: Books, world: World) -> list[str]:
    """P2, at any moment: what Telegram was told to forget is in our inbox."""
    asked = [call for call in world.calls if call.method == "getUpdates" and call.status == 200]
    given = {update["update_id"] for call in asked for update in call.response["result"]}
    confirmed = max((int(call.params.get("offset", 0)) for call in asked), default=0)
    kept = {update_id for update_id, *_ in ledger.read_updates(books)}
    lost = sorted(number for number in given - kept if number < confirmed)
    return [f"updates confirmed but not kept: {lost}"] if lost else []


def answered_too_soon(books: Books, world: World) -> list[str]:
    """P2, at any moment: a tap that was answered is handled for good."""
    asked = [call for call in world.calls if call.method == "getUpdates" and call.status == 200]
    given = [update for call in asked for update in call.response["result"]]
    taps = {
        update["callback_query"]["id"]: update["update_id"]
        for update in given
        if "callback_query" in update
    }
    answered = {
        taps[str(call.params["callback_query_id"])]
        for call in world.calls
        if call.method == "answerCallbackQuery" and call.status == 200
    }
    done = {update_id for update_id, _voie, etat in ledger.read_updates(books) if etat == "done"}
    lost = sorted(answered - done)
    return [f"taps answered but not kept: {lost}"] if lost else []


def not_sent(books: Books, world: World, mailbox: Mailbox) -> Iterator[str]:
    """P3, at any moment: nothing is « sent » that the other side has not got."""
    got = Counter(("telegram", _address(call)) for call in world.calls if _was_taken(call))
    got.update(("email", address) for one in mailbox.messages for address in one.to)
    sent = "SELECT canal, adresse, count(*) FROM outbox WHERE etat = 'sent' GROUP BY 1, 2"
    for canal, adresse, times in books.rows(sent):
        there = got[canal, adresse]
        if times > there:
            yield f"sent by {canal} to {adresse}: {times} in our books, {there} there"


def _was_taken(call: Call) -> bool:
    answered = call.status == 200 or "not modified" in str(call.response)
    return answered and call.method in TO_SOMEBODY


def _address(call: Call) -> str:
    scope = call.params.get("scope") or {}
    return str(call.params.get("chat_id") or scope.get("chat_id"))


def broken_at_the_end(truth: Account, found: Account) -> Iterator[str]:
    """Everything that differs from the undisturbed evening and may not."""
    yield from ledger.differences(truth.rows, found.rows)
    yield from _unsettled(found)
    yield from _photos(found)
    yield from _chats(truth, found)
    yield from _letters(truth, found)
    yield from _digests(found)


def _unsettled(found: Account) -> Iterator[str]:
    """Every message left."""
    left = "SELECT cle, etat, erreur FROM outbox WHERE etat <> 'sent'"
    for cle, etat, erreur in found.books.rows(left):
        yield f"message {cle} ended {etat}: {erreur}"


def _photos(found: Account) -> Iterator[str]:
    """Every photo kept has its file, and every file its photo."""
    kept = {nom for (nom,) in found.books.rows("SELECT nom FROM photo")}
    files = {path.name for path in found.photos.glob("*")}
    if kept - files:
        yield f"photo without its file: {kept - files}"
    if files - kept:
        yield f"file without its photo: {files - kept}"


def _chats(truth: Account, found: Account) -> Iterator[str]:
    """Nothing unsaid; said twice only with the mark of a repeat, or the number of an alert."""
    for said, times in (truth.said - (found.said + found.repeated)).items():
        yield f"never said ×{times}: {said}"
    for said, times in (found.said - truth.said).items():
        is_alert = said in truth.said and NUMBERED.search(said[1]) and said[0] < 0
        if not is_alert and not said[1].startswith(NOTICE):
            yield f"said ×{times} too often without a mark: {said}"
    for said in truth.rewritten.keys() - found.rewritten.keys():
        yield f"never shown: {said}"


def _letters(truth: Account, found: Account) -> Iterator[str]:
    """A letter may come twice, under one Message-ID: a mailbox then shows one."""
    for letter, times in (truth.letters - found.letters).items():
        yield f"letter lost ×{times}: {letter}"
    for letter, times in (found.letters - truth.letters).items():
        if letter not in truth.letters and letter[0] != COORDINATION:
            yield f"letter ×{times} too many: {letter}"


def _digests(found: Account) -> Iterator[str]:
    """What left in the letter of another comité has no other fate than that letter."""
    rows = "SELECT adresse, envoyee_le, echec FROM digest_envoi WHERE avec_id IS NULL"
    for adresse, envoyee_le, echec in found.books.rows(rows):
        if not envoyee_le:
            yield f"digest of {adresse}: never settled ({echec})"

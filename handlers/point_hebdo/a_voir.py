"""What each comité would read: asked for in a turn, read beside it, told a moment later."""

from __future__ import annotations

from functools import partial
from typing import Final

from bot.delivery.channels import to_chat
from bot.documents import documents
from bot.domain.mois import frequence
from bot.domain.semaine import Semaine
from bot.feature import redite
from bot.feature.contract import Context
from bot.rendering import render_text
from storage import points
from storage.machine import passages
from storage.machine.outbox import Lane, Message, post
from storage.models import PointHebdo
from storage.work import More, Work, after_reading

ASKED: Final = "point à voir"
PointVu = tuple[str, list[str]]
"""What was asked, then the messages that answer it."""


def ask(context: Context, row: PointHebdo) -> None:
    """Asked for again before it is told, it is told once."""
    key = f"{row.dispositif_id}:{row.id}:{context.user_id}"
    passages.claim(context.tx, ASKED, key, context.now)


def tell(work: Work, vu: PointVu = ("", [])) -> More | None:
    """The job: one of what was asked for, once it was read; then the next."""
    asked = passages.first(work.tx, ASKED, f"{work.programme.id}:")
    if asked is None:
        return None
    _programme, point_id, chat = map(int, asked.split(":"))
    row = work.tx.get(PointHebdo, point_id)
    known, told = vu
    if row is not None and asked != known:
        return after_reading(work, partial(_read, asked, points.periode(row)), tell)
    for rank, said in enumerate(told if asked == known else ()):
        key = f"voir:{asked}:{int(work.now.timestamp())}:{rank}"
        content = {"text": render_text("{{ dit }}", dit=said)}
        post(work.tx, work.now, Message(key, Lane.PROMPT, to_chat(chat), content))
    passages.forget(work.tx, ASKED, asked)
    return More(tell)


def _read(asked: str, semaine: Semaine, work: Work) -> PointVu:
    copies = documents()[f"point_{frequence(semaine)}"].compose(work, semaine)
    return asked, [said for one in copies for said in redite.messages(one.contenu)]

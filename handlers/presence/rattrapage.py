"""The figures of the last turns, in the tallies that lack them: a burst makes one edit."""

from __future__ import annotations

from typing import Final

from bot.feature.contract import Context
from handlers.presence import tableau
from storage import decomptes, equipes, tableaux, tableaux_en_retard
from storage.machine.outbox import restate_all
from storage.models import Presence, Tableau
from storage.work import More, Work

AT_A_TIME: Final = 20
"""Tallies of one transaction: some ten milliseconds."""


def catch_up(work: Work) -> More | None:
    """Some of those that are behind; the cards went first."""
    if (ended := tableaux_en_retard.over(work.tx, work.programme.id)) is not None:
        return _end(work, ended)
    live = tableaux_en_retard.behind(work.tx, work.programme.id, work.now, AT_A_TIME)
    if not live:
        return None
    counts = decomptes.tallies_of(work.tx, [presence.id for presence in live])
    texts = {one.id: tableau.words(work, one, counts[one.id]) for one in live}
    # Most turns change no figure: they stop here.
    news = {one: rows for one, rows in live.items() if _is_news(one, rows, texts[one.id])}
    shown = _of_who_is_there(work, news)
    _rewrite(work, [(one, texts[one.presence_id]) for one in shown])
    return More(catch_up) if sum(map(len, live.values())) == AT_A_TIME else None


def _end(work: Work, presence: Presence) -> More:
    """No turn of theirs ended it: whoever changed the team cut it, and others may go on."""
    context = Context.by_clock(work, f"tableau:{presence.id}:fin")
    tableau.close(context, presence)
    tableau.show(context, presence.binome_id)
    return More(catch_up)


def _is_news(presence: Presence, rows: list[Tableau], text: str) -> bool:
    return presence.mediateurs <= 1 or any(tableau.face(one, text) != one.montre for one in rows)


def _of_who_is_there(work: Work, live: dict[Presence, list[Tableau]]) -> list[Tableau]:
    """Whoever left, or says not to be there, is shown no more."""
    there = equipes.on_site(work.tx, list(live))
    left: list[Tableau] = []
    for presence, rows in live.items():
        context = Context.by_clock(work, f"tableau:{presence.id}")
        left += tableau.leave(context, presence, rows, there[presence.id])
    return left


def _rewrite(work: Work, said: list[tuple[Tableau, str]]) -> None:
    """Each shows its figures, unless it already does."""
    faces = [(one, text, tableau.face(one, text)) for one, text in said]
    new = [(one, text, face) for one, text, face in faces if face != one.montre]
    tableaux.keep_texts(work.tx, [(one, face) for one, _text, face in new])
    messages = [(one, tableau.message(work, one, text)) for one, text, _face in new]
    queued = restate_all(work.tx, work.now, [message for _one, message in messages])
    for one, message in messages:
        if message.key in queued:
            tableaux.key_taken(one)

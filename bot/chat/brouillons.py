"""Entries left half-way: kept through an outage, recalled the next morning, given up aloud."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Final

from bot.casework.comptes import signed
from bot.chat.callbacks import DROP, RECORD, RESUME, keys
from bot.chat.desk import Desk
from bot.chat.present import card, without_buttons
from bot.clock import paris
from bot.delivery.channels import to_chat
from bot.feature.contract import Context, drawn
from bot.feature.course import Course
from bot.rendering import render_text
from storage import people
from storage.machine import conversations, leases, passages
from storage.machine.conversations import CANCELLED, OPEN, Talk
from storage.machine.db import Tx
from storage.machine.health import HEART
from storage.machine.outbox import Lane, Message, post
from storage.programme import Programme
from storage.work import AT_ONCE, More, Work

TASK: Final = "brouillon"
OUTAGE: Final = timedelta(seconds=150)
"""Telegram keeps a tap no longer: after such a silence, one may have died (a message is kept)."""
AT_WORK: Final = timedelta(hours=1)
"""Somebody who answered that shortly before was cut off; others had stopped by themselves."""
FORGOTTEN: Final = timedelta(hours=12)
LIFE: Final = timedelta(days=7)
MORNING: Final = time(9, 30)
LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)

BACK = (
    "Je suis de retour. Un appui fait entre-temps a pu se perdre. "
    "Votre saisie « {{ title }} » est gardée : vous pouvez la finir ici."
)
RECALL = (
    "Une saisie n'est pas finie : « {{ title }} », commencée {{ since|jour }} à "
    "{{ since|heure }}. Sans suite de votre part, elle sera abandonnée {{ until|jour }}."
)
GIVEN_UP = (
    "Votre saisie « {{ title }} » commencée {{ since|jour }} est abandonnée : "
    "rien n'en a été enregistré."
)

KEPT_ASIDE = "Votre saisie « {{ title }} » commencée {{ since|jour }} est refermée. {{ left }}"


def beat(work: Work) -> None:
    """Note every minute that we are there: what tells an outage when we come back."""
    leases.beat(work.tx, _heart(work.programme), work.now)


def come_back(tx: Tx, desk: Desk, now: datetime) -> None:
    """At start-up: reassure, once each, those who were cut off in the middle of an entry."""
    for programme in desk.programmes.values():
        work = Work(tx, programme, now)
        last = leases.beat(tx, _heart(programme), now)
        if last is not None:
            _reassure(work, desk, last)


def heard_again(tx: Tx, desk: Desk, since: datetime, now: datetime) -> None:
    """Telegram answers again, for the first time since then: taps made meanwhile have died."""
    for programme in desk.programmes.values():
        _reassure(Work(tx, programme, now), desk, since)


def _reassure(work: Work, desk: Desk, since: datetime) -> None:
    """The card that each of them had under their thumb, shown again with its buttons alive."""
    if work.now - since < OUTAGE:
        return
    team = people.accounts(work.programme.id)
    cut_off = conversations.under_way(
        work.tx, team, (since - AT_WORK, work.now), programme=work.programme.id
    )
    drafts = [talk for talk in cut_off if desk.is_draft(talk)]
    newest = {talk.chat_id: talk for talk in sorted(drafts, key=lambda one: one.etat == OPEN)}
    for talk in newest.values():
        context = _on_behalf(work, talk, f"retour:{int(since.timestamp())}")
        _show_again(context, Course(desk.handler(talk.state.flow), context, talk.id), talk)


def _show_again(context: Context, course: Course, talk: Talk) -> None:
    flow = course.handler.flow
    content = card(flow, talk.state, course.facts(talk.state.answers), talk.id, None)
    text = f"{render_text(BACK, title=flow.title)}\n\n{content['text']}"
    to, subject = to_chat(talk.chat_id), conversations.SUJET.of(talk.id)
    shown = Message(context.source, Lane.PROMPT, to, {**content, "text": text}, subject)
    post(context.tx, context.now, shown)
    _end_card(context, talk)


def recall(work: Work, desk: Desk, after: int = 0) -> More | None:
    """From 09:30 in Paris, once for each draft that nobody touched since the evening before."""
    if paris(work.now).time() < MORNING:
        return None
    team = people.accounts(work.programme.id)
    touched = (work.now - LIFE, work.now - FORGOTTEN)
    mine = work.programme.id
    talks = conversations.under_way(
        work.tx, team, touched, programme=mine, after=after, most=AT_ONCE
    )
    drafts = [talk for talk in talks if desk.is_draft(talk)]
    known = passages.claimed(work.tx, TASK, [str(talk.id) for talk in drafts])
    for talk in drafts:
        told = str(talk.id) in known
        if not told and passages.claim(work.tx, TASK, str(talk.id), work.now):
            keyboard = [_keys(talk), keys(talk.id, DROP)]
            _say(work, desk, talk, RECALL, "rappel", keyboard)
    rest = partial(recall, desk=desk, after=talks[-1].id) if len(talks) == AT_ONCE else None
    return More(rest) if rest else None


def give_up(work: Work, desk: Desk) -> More | None:
    """After seven days: closed, and said; a flow that saves as it goes has nothing to lose."""
    team, touched = people.accounts(work.programme.id), (LONG_AGO, work.now - LIFE)
    mine = work.programme.id
    old = conversations.under_way(work.tx, team, touched, programme=mine, most=AT_ONCE)
    for talk in old:
        conversations.close(work.tx, talk, CANCELLED, work.now)
        context = _on_behalf(work, talk, "fin")
        parting = desk.handler(talk.state.flow).parting(context, talk.state.answers)
        _end_card(context, talk, parting)
        if desk.is_draft(talk):
            sentence = KEPT_ASIDE if parting else GIVEN_UP
            _say(work, desk, talk, sentence, "fin", [], parting=parting)
    return More(partial(give_up, desk=desk)) if len(old) == AT_ONCE else None


def _on_behalf(work: Work, talk: Talk, why: str) -> Context:
    """A turn of whoever began it, which the clock takes."""
    person = people.by_account(work.tx, work.programme.id, talk.user_id)
    source = f"brouillon:{talk.id}:{why}"
    return Context(work.tx, work.programme, work.now, person, source, talk.user_id, talk.id)


def _keys(talk: Talk) -> list[tuple[str, str]]:
    return keys(talk.id, RESUME, RECORD)


def _say(
    work: Work,
    desk: Desk,
    talk: Talk,
    sentence: str,
    why: str,
    keyboard: list[list[tuple[str, str]]],
    *,
    parting: str = "",
) -> None:
    title = desk.handler(talk.state.flow).flow.title
    until = talk.ouverte_le + LIFE
    text = render_text(sentence, title=title, since=talk.ouverte_le, until=until, left=parting)
    content = {"text": signed(work, talk.chat_id, text)} | (
        {"keyboard": drawn(keyboard)} if keyboard else {}
    )
    key = f"brouillon:{talk.id}:{why}"
    post(work.tx, work.now, Message(key, Lane.PROMPT, to_chat(talk.chat_id), content))


def _end_card(context: Context, talk: Talk, said: str = "") -> None:
    """The card of what is over, or goes on elsewhere, loses its buttons, or says its last word."""
    if talk.screen is None:
        return
    bare = without_buttons(talk.chat_id, talk.screen)
    content = {"text": said, "edit": True, "message_id": talk.screen} if said else bare
    key, to = f"{context.source}:carte", to_chat(talk.chat_id)
    post(context.tx, context.now, Message(key, Lane.PROMPT, to, content))


def _heart(programme: Programme) -> str:
    return f"{HEART}{programme.config.slug}"

"""Typed words that may name somebody wait, read by nobody, for what their author says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from bot.buttons import Button, Keyboard, Pressed, button
from bot.casework import textes_gardes
from bot.casework.textes_gardes import MOTIFS, VEHICULE, may_be_places
from bot.chat import mots_retenus as words
from bot.chat import rafale
from bot.chat.dialogue import Dialogue
from bot.chat.exchange import Exchange
from bot.chat.incoming import Incoming, UpdateKind
from bot.domain.nominatif import Nature, Passage, proposition, urgences
from bot.domain.roles import Role
from bot.engine.script import Beforehand, Meant
from bot.engine.state import State
from bot.feature.contract import UNKNOWN, drawn
from bot.questions import dictee
from bot.rendering import render_text
from storage import textes
from storage.machine import conversations
from storage.machine.conversations import PARKED, Talk

REMPLACER, REECRIRE, LIEU, GARDER = "remplacer", "reecrire", "lieu", "garder"
RETOUR: Final = "retour"
VERIFIER: Final = Button(
    "vt", (REMPLACER, REECRIRE, LIEU, GARDER, RETOUR, *MOTIFS), "conversation"
)
"""Under words that wait: what is done of them."""
RETENU: Final = Beforehand[dict[str, Any]]("retenu")
"""What waits, as `Retenu` says it."""
FLOW: Final = "mots_retenus"
HELD: Final = timedelta(minutes=30)
"""What nobody answered for is kept no longer (study of security, §2)."""
ERASED: Final = timedelta(minutes=10)
"""After how long a photo whose caption was replaced leaves the chat: its file has come by then."""


@dataclass(frozen=True, slots=True)
class Retenu:
    """A message that waited, as its author lets it go on.

    `talk` and `at`: the conversation (row id) and the question that it answers; `meant`: what that
    question asks for.
    """

    incoming: Incoming
    talk: int | None
    at: str
    meant: Meant

    @property
    def texte(self) -> str:
        return self.incoming.text

    @classmethod
    def of(cls, talk: Talk) -> Retenu:
        """As the base keeps it."""
        kept = RETENU.needed(talk.state.answers)
        said = {**kept["incoming"], "kind": UpdateKind(kept["incoming"]["kind"])}
        return cls(Incoming(**said), kept["talk"], kept["at"], Meant(kept["meant"]))


def stops(exchange: Exchange, under_way: Dialogue | None = None) -> bool:
    """Whether what was just typed names somebody: its author is asked, nothing is read before.

    `under_way`: the conversation that it may answer.
    """
    text = exchange.incoming.text
    if under_way and _comes_behind(exchange, under_way):
        _show_what_waits(exchange)
        exchange.say(render_text(words.ANSWER_FIRST, texte=text))
        return True
    if not textes.trouves(exchange.context, text):
        return False
    dialogue = under_way if under_way and under_way.awaits_text(text) else None
    meant = (
        dialogue.course.meant(dialogue.talk.state, text) if dialogue else _meant(exchange, text)
    )
    found = textes_gardes.in_the_way(exchange.context, text, meant)
    if meant is None or not found:
        return False
    talk = dialogue.talk if dialogue else None
    talk_id, at = (talk.id, talk.state.at) if talk else (None, "")
    _hold(exchange, Retenu(exchange.incoming, talk_id, at, meant), found)
    return True


def press(exchange: Exchange, pressed: Pressed) -> Retenu | None:
    """What waited, once its author said what to do of it; None while it waits, or is given up."""
    talk = conversations.load(exchange.tx, pressed.object_id)
    mine = talk is not None and talk.user_id == exchange.incoming.user_id
    if talk is None or not mine or not _waits(talk):
        exchange.toast(words.GONE)
        return None
    retenu = Retenu.of(talk)
    found = textes_gardes.in_the_way(exchange.context, retenu.texte, retenu.meant)
    if not _is_offered(pressed.argument, found):
        exchange.toast(UNKNOWN)
        return None
    if pressed.argument == GARDER:
        _rewrite(exchange, _said(exchange, words.WHY_KEPT), _reasons(talk.id, found))
        return None
    if pressed.argument == RETOUR:
        _rewrite(exchange, *_question(exchange, talk.id, retenu.texte, found))
        return None
    conversations.forget(exchange.tx, talk)
    if pressed.argument == REMPLACER:
        late = ERASED if retenu.incoming.kind is UpdateKind.PHOTO else None
        exchange.erase(retenu.incoming, late)
    elif pressed.argument == REECRIRE and retenu.incoming.kind is UpdateKind.TEXT:
        # A photo, or what was noted before it was changed, is written anew in its place.
        exchange.erase(retenu.incoming)
    if pressed.argument == REECRIRE:
        _rewrite(exchange, words.REWRITE)
        _ask_again(exchange, retenu)
        return None
    return _goes_on(exchange, retenu, found, pressed.argument)


def _is_offered(argument: str, found: Sequence[Passage]) -> bool:
    """Whether some button of the question bears it: a number is never a place."""
    return VERIFIER.may_carry(argument) and (argument != LIEU or may_be_places(found))


def rewritten(exchange: Exchange) -> Retenu | None:
    """What waited, when its own message says something else now; None for any other message."""
    incoming = exchange.incoming
    for talk in conversations.aside(exchange.tx, incoming.chat_id, incoming.user_id):
        retenu = Retenu.of(talk) if _waits(talk) else None
        if retenu and retenu.incoming.message_id == incoming.message_id:
            conversations.forget(exchange.tx, talk)
            if talk.screen is not None:
                exchange.send({"text": words.EDITED, "edit": True, "message_id": talk.screen})
            said = replace(retenu.incoming, text=incoming.text, sent=incoming.sent)
            return replace(retenu, incoming=said)
    return None


def _waits(talk: Talk) -> bool:
    return talk.state.flow == FLOW and talk.etat == PARKED


def _comes_behind(exchange: Exchange, dialogue: Dialogue) -> bool:
    """Typed blind behind words that wait: it would answer the question that is theirs."""
    if rafale.KEY not in dialogue.talk.state.answers:
        return False
    here = (dialogue.talk.id, dialogue.talk.state.at)
    aside = conversations.aside(exchange.tx, dialogue.talk.chat_id, dialogue.talk.user_id)
    waiting = (Retenu.of(talk) for talk in aside if _waits(talk))
    return any((one.talk, one.at) == here for one in waiting)


def _meant(exchange: Exchange, text: str) -> Meant:
    """Typed from nowhere, what is broken is told with its place."""
    broken = dictee.read(exchange.context, text).categorie
    return Meant.PLACE if broken else Meant.WORDS


def _hold(exchange: Exchange, retenu: Retenu, found: Sequence[Passage]) -> None:
    """Keep it aside and ask; what tells of danger is answered by numbers, and nothing is asked."""
    incoming, context = exchange.incoming, exchange.context
    _show_what_waits(exchange)
    seed = RETENU.seed(asdict(retenu))
    who, state = (incoming.chat_id, incoming.user_id), State(FLOW, 1, "", seed)
    talk = conversations.begin(exchange.tx, *who, state, context.now, context.programme.id)
    conversations.close(exchange.tx, talk, PARKED, context.now)
    subject, numbers = conversations.SUJET.of(talk.id), urgences(found)
    if numbers:
        said = _said(exchange, words.DANGER, numeros=numbers)
        keyboard = [[(words.NOT_THAT, button(VERIFIER, talk.id, RETOUR))]]
        exchange.say_briefly(said, keyboard, subject, HELD)
    else:
        exchange.say_briefly(*_question(exchange, talk.id, retenu.texte, found), subject, HELD)


def _show_what_waits(exchange: Exchange) -> None:
    """A burst ends here: what it said before is shown all the same."""
    dialogue = Dialogue.under_way(exchange)
    if dialogue and not exchange.followed:
        dialogue.reveal()


def _said(exchange: Exchange, sentence: str, **values: Any) -> str:
    """That sentence, to the team or to the coordination itself."""
    office = exchange.context.person.role == Role.COORDINATION
    return render_text(sentence, bureau=office, **values)


def _question(
    exchange: Exchange, talk_id: int, text: str, found: Sequence[Passage]
) -> tuple[str, Keyboard]:
    """The sentence with what names somebody underlined, what it would become, and the choice."""
    general = proposition(text, found)
    kinds = dict.fromkeys(words.NATURES[one.nature] for one in found)
    said = _said(
        exchange,
        words.QUESTION,
        sortes=list(kinds),
        morceaux=textes.morceaux(text, found),
        general=general,
    )
    labels = [(words.replaced(text, general), REMPLACER), (words.LABELS[REECRIRE], REECRIRE)]
    place = [(words.LABELS[LIEU], LIEU)] if may_be_places(found) else []
    rows = [labels[:1], [labels[1], *place], [(words.LABELS[GARDER], GARDER)]]
    return said, [[(label, button(VERIFIER, talk_id, do)) for label, do in row] for row in rows]


def _reasons(talk_id: int, found: Sequence[Passage]) -> Keyboard:
    """Why it would be kept, a tap each; a plate only where there is one."""
    plate = any(one.nature is Nature.PLAQUE for one in found)
    motifs = {slug: label for slug, label in MOTIFS.items() if plate or slug != VEHICULE}
    rows = {**motifs, RETOUR: words.BACK}
    return [[(label, button(VERIFIER, talk_id, slug))] for slug, label in rows.items()]


def _goes_on(
    exchange: Exchange, retenu: Retenu, found: Sequence[Passage], argument: str
) -> Retenu:
    """It is read as if it came now, at the hour when it was sent."""
    text = retenu.texte
    if argument == REMPLACER:
        text = proposition(text, found)
        _rewrite(exchange, render_text(words.REPLACED, texte=text))
    elif argument == LIEU:
        context = exchange.context
        textes_gardes.say_places(context, text, found, context.author_id, context.source)
        _rewrite(exchange, _said(exchange, words.A_PLACE))
    else:
        context = exchange.context
        textes_gardes.note_kept(context, found, argument, context.author_id)
        _rewrite(exchange, _said(exchange, words.KEPT))
    return replace(retenu, incoming=replace(retenu.incoming, text=text))


def _ask_again(exchange: Exchange, retenu: Retenu) -> None:
    """The question that those words answered is at the bottom again."""
    talk = conversations.load(exchange.tx, retenu.talk) if retenu.talk else None
    if talk is not None and talk.etat == conversations.OPEN:
        Dialogue.of(exchange, talk).redraw()


def _rewrite(exchange: Exchange, text: str, keyboard: Keyboard = ()) -> None:
    """The pressed message says that from now on."""
    content = {"text": text, "keyboard": drawn(keyboard), "edit": True}
    exchange.send({**content, "message_id": exchange.incoming.message_id})


def still_asked(exchange: Exchange, retenu: Retenu) -> Dialogue | None:
    """The conversation that those words answer, while it asks the same question."""
    talk = conversations.load(exchange.tx, retenu.talk) if retenu.talk else None
    alive = talk is not None and talk.etat in (conversations.OPEN, PARKED)
    if talk is None or not alive or talk.state.at != retenu.at:
        return None
    dialogue = Dialogue.of(exchange, talk)
    answers = {**talk.state.answers, **dialogue.course.places(talk.state.answers)}
    dialogue.talk = replace(talk, state=replace(talk.state, answers=answers))
    return dialogue


def take_up(exchange: Exchange, retenu: Retenu) -> None:
    """From here on, this turn is that of the message that waited."""
    incoming, context = retenu.incoming, exchange.context
    exchange.incoming, exchange.pressed = incoming, None
    context.message_id = incoming.message_id
    if incoming.sent is not None:
        context.now = min(context.now, datetime.fromtimestamp(incoming.sent, UTC))

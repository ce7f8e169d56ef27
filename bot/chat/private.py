"""What somebody of the team did in their private chat, and what is done of it."""

from __future__ import annotations

from bot.buttons import Pressed
from bot.casework import coordination
from bot.casework.passation.annonces import tell_orphans
from bot.chat import overheard, verification, words
from bot.chat.callbacks import TalkButton, decode
from bot.chat.dialogue import Dialogue
from bot.chat.exchange import Exchange
from bot.chat.incoming import UpdateKind
from bot.chat.mots_retenus import MOVED_ON
from bot.chat.objects import press
from bot.chat.openings import START, Command, code_in, command_in
from bot.chat.verification import Retenu
from bot.delivery.lost import lost_person
from bot.engine.state import Located, Showed, Wrote
from bot.feature.beforehand import MOT_DIT
from bot.feature.contract import UNKNOWN, Handler
from bot.rendering import render_text
from storage import affaires, comptes, equipes
from storage.machine import conversations
from storage.models import Personne
from storage.work import Work

HELP_COMMAND = "/aide"


def answer(exchange: Exchange) -> None:
    """Someone of the team did something in their private chat."""
    match exchange.incoming.kind:
        case UpdateKind.TEXT:
            _text(exchange)
        case UpdateKind.TAP:
            _tap(exchange)
        case UpdateKind.PHOTO:
            _photo(exchange)
        case UpdateKind.POSITION:
            _position(exchange)
        case UpdateKind.UNSUPPORTED:
            detail = exchange.incoming.detail
            exchange.say(words.REFUSED.get(detail, words.REFUSED_OTHERWISE))
        case UpdateKind.EDITED:
            _edited(exchange)
        case UpdateKind.MEMBERSHIP:
            _membership(exchange)
        case _:
            return


def _text(exchange: Exchange) -> None:
    """A command, a permanent button, an answer, or an entry typed from nowhere: in that order."""
    text, bot = exchange.incoming.text, exchange.desk.bot_username
    if command := command_in(text, bot):
        _command(exchange, command)
    elif code_in(text, bot):
        _already_in(exchange)
    elif text == words.MORE:
        _drawer(exchange)
    elif text in exchange.desk.entries:
        _entry(exchange, text)
    else:
        _words(exchange, text)


def _command(exchange: Exchange, command: Command) -> None:
    if not command.mine:
        exchange.say(words.UNKNOWN_COMMAND)
    elif command.word == START:
        _already_in(exchange)
    elif command.word == HELP_COMMAND:
        exchange.show_menu(words.HELP)
    elif command.word in words.CANCEL_COMMANDS:
        _cancel(exchange)
    elif command.word in exchange.desk.entries:
        _entry(exchange, command.word)
    else:
        exchange.say(words.UNKNOWN_COMMAND)


def _already_in(exchange: Exchange) -> None:
    """Who was let in by somebody else's yes finds here the buttons that nothing showed yet."""
    exchange.show_menu(words.ALREADY_IN)
    exchange.set_commands()


def _words(exchange: Exchange, text: str) -> None:
    """Of no button: it waits where it may name somebody, else it is read."""
    dialogue = Dialogue.under_way(exchange)
    if not verification.stops(exchange, dialogue):
        _read(exchange, text, dialogue)


def _read(exchange: Exchange, text: str, dialogue: Dialogue | None) -> None:
    """An answer to what is under way, else an entry."""
    if not (dialogue and dialogue.awaits_text(text)) and overheard.take_back(exchange, text):
        return
    if dialogue and (dialogue.awaits_text(text) or not overheard.counts(exchange, text)):
        dialogue.feed(Wrote(text))
        return
    overheard.begin(exchange, text)


def _entry(exchange: Exchange, word: str) -> None:
    """A permanent button or a command: its flow, or why it does not suit now."""
    handler = exchange.desk.opened_by(word, exchange.context)
    if handler:
        Dialogue.open(exchange, handler).begin()
        return
    role = exchange.context.person.role
    sharing = exchange.desk.entries[word]
    refusals = [
        handler.refusal for handler in sharing if handler.refusal and role in handler.roles
    ]
    exchange.show_menu(next(iter(refusals), words.HELP))
    _reveal(exchange)


def _drawer(exchange: Exchange) -> None:
    """« ➕ Autre »: what has no place on the permanent keyboard."""
    context = exchange.context
    rows = exchange.desk.drawer(context.person.role, context.programme.id)
    if rows:
        exchange.say(words.MORE_QUESTION, rows)
    else:
        exchange.show_menu(words.HELP)
    _reveal(exchange)


def _reveal(exchange: Exchange) -> None:
    """Nothing was begun: what is under way goes on, and must have been seen."""
    dialogue = Dialogue.under_way(exchange)
    if dialogue and not exchange.followed:
        dialogue.reveal()


def _tap(exchange: Exchange) -> None:
    button = decode(exchange.incoming.text)
    if isinstance(button, Pressed) and button.code == verification.VERIFIER.code:
        if retenu := verification.press(exchange, button):
            _goes_on(exchange, retenu)
    elif isinstance(button, Pressed):
        press(exchange, button, member=True)
    elif isinstance(button, TalkButton):
        _press_in_talk(exchange, button)
    else:
        exchange.toast(UNKNOWN)


def _goes_on(exchange: Exchange, retenu: Retenu) -> None:
    """What waited for its author's word is read as if it came now."""
    verification.take_up(exchange, retenu)
    if retenu.incoming.kind is UpdateKind.PHOTO:
        _show(exchange)
    elif retenu.incoming.kind is UpdateKind.EDITED:
        overheard.edited(exchange)
    elif retenu.talk is None:
        _read(exchange, retenu.texte, Dialogue.under_way(exchange))
    elif dialogue := verification.still_asked(exchange, retenu):
        dialogue.feed(Wrote(retenu.texte))
    else:
        exchange.say(MOVED_ON)


def _press_in_talk(exchange: Exchange, button: TalkButton) -> None:
    talk = exchange.pressed
    if talk and talk.user_id != exchange.incoming.user_id:
        exchange.toast(words.GONE)
    elif talk is None or talk.etat not in (conversations.OPEN, conversations.PARKED):
        _press_on_ended(exchange, talk)
    else:
        Dialogue.of(exchange, talk).feed(button.tapped)


def _press_on_ended(exchange: Exchange, talk: conversations.Talk | None) -> None:
    """Nothing is left to press there: the buttons go, unless the card has new ones by now."""
    exchange.toast(words.ALREADY_NOTED if _just_ended(exchange, talk) else words.GONE)
    pressed = exchange.incoming.message_id
    if talk is not None and pressed is not None and pressed != talk.screen:
        exchange.strip(pressed)


def _just_ended(exchange: Exchange, talk: conversations.Talk | None) -> bool:
    """The second half of a double tap on the last button: the deed is done."""
    ended = talk is not None and talk.etat == conversations.DONE and not talk.state.at
    return ended and talk is not None and talk.screen == exchange.incoming.message_id


def _edited(exchange: Exchange) -> None:
    """A message's new words: those of one that waits take the place of what it said."""
    if retenu := verification.rewritten(exchange):
        verification.take_up(exchange, retenu)
        if not verification.stops(exchange, Dialogue.under_way(exchange)):
            _goes_on(exchange, retenu)
    elif not verification.stops(exchange):
        overheard.edited(exchange)


def _photo(exchange: Exchange) -> None:
    """A photo whose caption may name somebody waits with it."""
    if not verification.stops(exchange):
        _show(exchange)


def _show(exchange: Exchange) -> None:
    """A photo whose caption says something is one entry with it.

    Otherwise it goes to the flow under way when it has room for one, or opens its own.
    """
    photo = Showed(exchange.incoming.photo or {})
    caption = exchange.incoming.text
    if caption and overheard.begin_with_photo(exchange, caption, photo):
        return
    dialogue, handler = Dialogue.under_way(exchange), _photo_handler(exchange)
    joins = dialogue is not None and dialogue.handler.takes_photos
    kept = caption if handler and not joins else ""
    if caption and handler:
        said = words.CAPTION_KEPT if kept else words.CAPTION
        exchange.say(render_text(said, caption=caption))
    if dialogue and joins:
        dialogue.feed(photo)
    elif handler:
        Dialogue.open(exchange, handler, MOT_DIT.seed(kept) if kept else None).feed(photo)
    else:
        exchange.say(words.REFUSED_OTHERWISE)


def _photo_handler(exchange: Exchange) -> Handler | None:
    for handler in exchange.desk.handlers:
        if handler.on_photo and exchange.context.person.role in handler.roles:
            return handler
    return None


def _position(exchange: Exchange) -> None:
    """A position is read where a place is asked, and nowhere else."""
    dialogue = Dialogue.under_way(exchange)
    if dialogue is None or not dialogue.awaits_place():
        exchange.show_menu(words.POSITION_UNASKED)
        return
    exchange.show_menu(words.POSITION_TAKEN)
    where = exchange.incoming
    dialogue.feed(Located(where.latitude, where.longitude))


def _cancel(exchange: Exchange) -> None:
    dialogue = Dialogue.under_way(exchange)
    if dialogue:
        dialogue.cancel()
    else:
        exchange.say(words.NOTHING_TO_CANCEL)


def _membership(exchange: Exchange) -> None:
    """The person blocked the bot, and each coordination must know; or unblocked it."""
    context = exchange.context
    for person in comptes.rows_of(context.tx, context.user_id):
        if exchange.incoming.detail != "kicked":
            person.injoignable_le = None
            continue
        person.injoignable_le = context.now
        lost = lost_person(person)
        theirs = exchange.desk.programmes[person.dispositif_id]
        work = Work(context.tx, theirs, context.now)
        coordination.tell(work, key=lost.key, subject=lost.objet, text=lost.texte)
        _left_alone(work, person, lost.key)


def _left_alone(work: Work, person: Personne, key: str) -> None:
    """What nobody reads about any more goes to the coordination, with whom to give it to."""
    work.tx.flush()
    held = affaires.of_binome(work.tx, person.binome_id)
    if person.binome_id and held and not equipes.holders(work.tx, [person.binome_id]):
        tell_orphans(work, person.binome_id, held, key)

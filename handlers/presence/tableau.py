"""The pinned tally of a tournée: the same figures in both phones, and keys that count at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

from bot.buttons import Keyboard, button, in_rows
from bot.delivery.channels import to_chat
from bot.domain.periodes import tranche_at
from bot.feature.contract import UNKNOWN, Context, Opening, Reply, Tap, drawn
from bot.questions import choix, passants, sur_place
from bot.rendering import render_line, render_text
from handlers.presence import equipe, facts
from handlers.presence.attentes import DIFFICULTE
from handlers.presence.kinds import ASK, DANGER, GROUP, LESS, PUBLIC, STOP, TABLEAU
from storage import decomptes, equipes, presences, rencontres, tableaux
from storage.decomptes import Tallies
from storage.machine.outbox import Lane, Message, numbered, post, restate
from storage.models import EPINGLE_TABLEAU, TEXTE_TABLEAU, Personne, Presence, Tableau
from storage.rencontres import Met
from storage.work import Work

KEYS: Final = 3
AWAY: Final = {STOP: "presence_en_cours", ASK: "passants"}
"""Keys that lead to a flow, below the tally."""
EVENING: Final = timedelta(hours=12)
COUNTS = (
    "📌 <b>{{ site }}</b> depuis {{ debut|heure }} — "
    "{% if n.pause %}☕ en pause depuis {{ n.pause|heure }} — {% endif %}"
    "👥 {{ n.rencontres|pluriel('rencontre') }} · "
    "🙋 {{ n.sollicitations|pluriel('sollicitation') }} · "
    "⚡ {{ n.conflits|pluriel('conflit') }} · "
    "🔧 {{ n.signalements|pluriel('signalement') }}"
)
ENDED = "✅ Présence terminée. {{ bilan }}"
DELETED = "{{ site }} : présence supprimée."
NOT_THERE = "{{ site }} : vous n'y êtes pas, ce tableau est fermé."
NOT_YOURS = "Ce bouton appartient à une autre personne."
CLOSED = "Cette présence est terminée."
NOTHING_LEFT = "Rien à retirer ici."
DELETED_SINCE = "Rien à retirer : « {{ public }} » a déjà été supprimé."


def keep_up(context: Context) -> None:
    """At the end of every turn: tallies opened and closed; figures follow soon (`rattrapage`)."""
    if context.somebody is None or not context.programme.config.presence.tableau:
        return
    if tableaux.turned(context.tx, context.person, context.now):
        return
    if not all(one.is_right for one in tableaux.affichages(context.tx, context.person)):
        _set_right(context)


def _set_right(context: Context) -> None:
    """A presence began or ended, or somebody came or left."""
    running = sur_place.running(context)
    running_id = running.id if running else None
    live = tableaux.around(context.tx, context.person.telegram_id, running_id)
    if running is not None and running.id not in live:
        for person in equipes.on_site(context.tx, [running])[running.id]:
            _open(context, running, person)
    for presence_id, rows in live.items():
        presence = context.tx.get_one(Presence, presence_id)
        if presence.fin is not None or presence.supprimee_le is not None:
            close(context, presence)
        else:
            if len(rows) > presence.mediateurs:
                leave(
                    context, presence, rows, equipes.on_site(context.tx, [presence])[presence.id]
                )
            tableaux.turn(context.tx, presence_id)


def show(context: Context, binome_id: int) -> None:
    """The presence that this binôme is in now, to each who is there."""
    running = presences.running(context.tx, binome_id)
    if running is not None and not tableaux.of(context.tx, running.id):
        for person in equipes.on_site(context.tx, [running])[running.id]:
            _open(context, running, person)


def open_again(context: Context, presence: Presence) -> None:
    """For who said not to be there, and is."""
    if context.programme.config.presence.tableau:
        _open(context, presence, context.person)


def leave(
    context: Context, presence: Presence, live: Sequence[Tableau], there: Iterable[Personne]
) -> list[Tableau]:
    """Whoever left, or says not to be there, is shown no more; the tallies of who is `there`."""
    chats = {person.telegram_id for person in there}
    left = [tableau for tableau in live if tableau.chat_id in chats]
    for tableau in live:
        if tableau.chat_id not in chats:
            site = facts.site_label(context.programme, presence)
            _end(context, tableau, render_text(NOT_THERE, site=site))
    return left


def close(context: Context, presence: Presence) -> None:
    """The presence is over: every tally of it becomes its summary, and is no longer pinned."""
    site = facts.site_label(context.programme, presence)
    if presence.supprimee_le is not None:
        text = render_text(DELETED, site=site)
    else:
        text = render_text(ENDED, bilan=facts.summary(context, presence))
    members = {person.telegram_id for person in equipe.concerned(context.tx, presence)}
    for tableau in tableaux.of(context.tx, presence.id):
        # Whoever left the team since reads no figure any more.
        words = text if tableau.chat_id in members else render_text(NOT_THERE, site=site)
        _end(context, tableau, words)


def answer(context: Context, tap: Tap) -> Reply:
    """A key of the tally: each press counts at once, unasked."""
    mine = tableaux.get(context.tx, tap.object_id)
    if mine is None or mine.chat_id != tap.chat_id or context.somebody is None:
        return Reply(NOT_YOURS)
    if tap.argument == DANGER:
        return Reply("", opens=Opening("difficulte", below=True))
    presence = context.tx.get_one(Presence, mine.presence_id)
    if context.person.id not in {person.id for person in equipe.concerned(context.tx, presence)}:
        return Reply(NOT_YOURS)
    if mine.clos_le is not None or presence.fin is not None:
        return Reply(CLOSED)
    if tap.argument in AWAY:
        return Reply("", opens=Opening(AWAY[tap.argument], below=True))
    text = _press(context, mine, presence, tap.argument)
    # Its own phone answers at once; the other one follows.
    _rewrite(context, mine, _figures(context, presence))
    return Reply(text)


def _press(context: Context, mine: Tableau, presence: Presence, key: str) -> str:
    if key == GROUP:
        five = tableaux.switch_step(mine) == tableaux.GROUP
        return "Touchez le public : il comptera pour 5." if five else "De nouveau 1 par 1."
    if key == LESS:
        return _less(context, mine, presence)
    public = key.removeprefix(PUBLIC)
    if public not in mine.compte["cles"]:
        return UNKNOWN
    step = tableaux.note(mine, public)
    rencontres.count(context.tx, _met(context, mine, presence), public, step)
    return _counted(context, presence, f"+{step}", public)


def _less(context: Context, mine: Tableau, presence: Presence) -> str:
    public = tableaux.take_back(mine)
    if public is None:
        return NOTHING_LEFT
    if rencontres.uncount(context.tx, tableaux.counted_in(mine), public):
        return _counted(context, presence, "−1", public)
    tableaux.forget(mine, public)
    return render_line(DELETED_SINCE, public=context.programme.config.public(public).label)


def _counted(context: Context, presence: Presence, change: str, public: str) -> str:
    label = choix.named(context.programme.config.public(public))
    total = rencontres.total(context.tx, presence_id=presence.id)
    return f"{change} : {label}. Total : {total}."


def _met(context: Context, mine: Tableau, presence: Presence) -> Met:
    return Met(
        dispositif_id=context.programme.id,
        site_id=presence.site_id,
        presence_id=presence.id,
        binome_id=context.person.binome_id or 0,
        auteur_id=context.person.id,
        conversation_id=tableaux.counted_in(mine),
        le=context.now,
        tranche=tranche_at(context.now, context.programme.calendrier),
        source=context.source,
    )


def _open(context: Context, presence: Presence, person: Personne) -> None:
    """Its message, then its pin: silent, since the presence was just said."""
    again = tableaux.reopen(context.tx, presence.id, person.telegram_id)
    mine = again or tableaux.add(
        context.tx, presence.id, person.telegram_id, _keys_for(context, presence, person)
    )
    _rewrite(context, mine, _figures(context, presence))
    _pin(context, mine, "pinChatMessage", disable_notification=True)


def _figures(context: Context, presence: Presence) -> str:
    return words(context, presence, decomptes.tallies(context.tx, presence.id))


def words(work: Work, presence: Presence, counts: Tallies) -> str:
    """What a tally says."""
    site = facts.site_label(work.programme, presence)
    return render_text(COUNTS, site=site, debut=presence.debut, n=counts)


def _rewrite(context: Context, mine: Tableau, text: str) -> None:
    """Show these figures, unless it already does."""
    new = face(mine, text)
    if new != mine.montre:
        tableaux.keep_text(context.tx, mine, new)
        _say(context, message(context, mine, text), mine)


def face(mine: Tableau, text: str) -> str:
    """What tells one face of the tally from another: its figures, and what its keys count."""
    return f"{tableaux.next_step(mine)} {text}"


def _end(context: Context, mine: Tableau, text: str) -> None:
    tableaux.close(mine, context.now)
    _say(context, _message(mine, {"text": text}), mine)
    _pin(context, mine, "unpinChatMessage")


def message(work: Work, mine: Tableau, text: str) -> Message:
    """These words, with its keys, in its place."""
    return _message(mine, {"text": text, "keyboard": drawn(_keyboard(work, mine))})


def _message(mine: Tableau, content: dict[str, Any]) -> Message:
    key, subject = tableaux.next_key(mine), TEXTE_TABLEAU.of(mine.id)
    to = to_chat(mine.chat_id)
    return Message(key, Lane.PROMPT, to, {**content, "edit": True}, subject)


def _say(context: Context, said: Message, mine: Tableau) -> None:
    if restate(context.tx, context.now, said):
        tableaux.key_taken(mine)


def _pin(context: Context, mine: Tableau, method: str, **more: Any) -> None:
    """The number of the message is known once it has left: the outbox fills it in."""
    content = {"method": method, "params": {"chat_id": mine.chat_id, **more}, "edit": True}
    subject = EPINGLE_TABLEAU.of(mine.id)
    # A tally opened again is pinned again: the words that it then bears make the key another one.
    key, to = numbered(f"{subject}:{method}:{mine.compte['envois']}"), to_chat(mine.chat_id)
    post(context.tx, context.now, Message(key, Lane.ORNEMENT, to, content, subject))


def _keyboard(work: Work, mine: Tableau) -> Keyboard:
    step = tableaux.next_step(mine)
    labels = {public.slug: public.label for public in work.programme.config.comptes()}
    keys = [
        (f"+{step} {labels[slug]}", f"{PUBLIC}{slug}")
        for slug in mine.compte["cles"]
        if slug in labels
    ]
    group = "Un par un" if step == tableaux.GROUP else "Groupe de 5 →"
    buttons = [
        *keys,
        (group, GROUP),
        ("↩️ −1", LESS),
        (DIFFICULTE, DANGER),
    ]
    presence = work.tx.get_one(Presence, mine.presence_id)
    asked = passants.here(work, presence.site_id)
    rows = [*in_rows(buttons), *([[(passants.LABEL, ASK)]] if asked else [])]
    rows.append([("⏹ Terminer", STOP)])
    return [[(label, button(TABLEAU, mine.id, key)) for label, key in row] for row in rows]


def _keys_for(context: Context, presence: Presence, person: Personne) -> list[str]:
    """Those of the presence before it, of the same evening: the thumb knows where they are."""
    since = presence.debut - EVENING
    before = presences.touching(context.tx, presence.binome_id, since, presence.debut)
    same = tableaux.last_keys(context.tx, [one.id for one in before], person.telegram_id)
    return same or _favourites(context, presence)


def _favourites(context: Context, presence: Presence) -> list[str]:
    """The three publics that this binôme meets most, always in the order of the file."""
    mine = rencontres.most_met(context.tx, presence.binome_id, presence.debut)
    countable = [public.slug for public in context.programme.config.comptes()]
    habits = [slug for slug in mine if slug in countable]
    kept = list(dict.fromkeys([*habits, *countable]))[:KEYS]
    return [slug for slug in countable if slug in kept]

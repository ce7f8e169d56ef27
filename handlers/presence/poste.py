"""Prise de poste: the bot writes first at the planned time; next morning it asks who came."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.clock import paris
from bot.domain.heures import from_stamp, to_stamp
from handlers.contract import Context, Keyboard, Opening, Reply, Tap
from handlers.presence import actions, slots
from handlers.presence import facts as known
from storage import passages, people, planning, presences
from storage.db import Tx
from storage.models import Personne
from storage.planning import Slot
from storage.programme import Programme

MORNING, NOON = time(9, 30), time(12)
"""Between them comes the question about the day before: never at night."""
ASK = "Bonjour. Prévu : <b>{{ site }}</b>, {{ prevu }}, avec votre binôme. Vous démarrez ?"
MISSED = "Hier, <b>{{ site }}</b>, {{ prevu }} : aucune présence notée. Pourquoi ?"
ALREADY = "Une présence est déjà en cours au <b>{{ site }}</b> depuis {{ debut|heure }}."
OVER = "Ce créneau est terminé. Touchez ▶️ Présence pour noter une autre présence."
CALLED_OFF = "Ce créneau n'est plus prévu."
REASON = "<b>{{ site }}</b>, {{ prevu }} : aucune présence. Motif noté : {{ motif }}."
NOT_YOURS = "Ce bouton appartient à un autre binôme."
UNKNOWN = "Ce bouton n'est plus reconnu."
ELSEWHERE, EARLIER = "site", "debut"


def write_first(tx: Tx, programme: Programme, now: datetime) -> None:
    """At the planned time of a slot, once, unless a presence already covers some of it."""
    for binome_id in programme.binomes.values():
        slot = slots.slot_now(tx, programme, binome_id, now, early=timedelta(0))
        if slot is None:
            continue
        for person in people.binome_members(tx, binome_id):
            period = f"{binome_id}:{to_stamp(slot.de)}:{person.id}"
            if passages.claim(tx, "prise de poste", period, now):
                context = Context(tx, programme, None, now, f"poste:{period}")
                _write_first(context, person, binome_id, slot)


def _write_first(context: Context, person: Personne, binome_id: int, slot: Slot) -> None:
    since = slot.de - slots.EARLY
    if presences.touching(context.tx, binome_id, since, slot.a) is None:
        _tell(context, [person], ASK, _start_keys(binome_id, slot), slot)


def ask_why(tx: Tx, programme: Programme, now: datetime) -> None:
    """The morning after a slot without any presence, once: the reason, never a reproach."""
    local = paris(now)
    if not MORNING <= local.time() < NOON:
        return
    yesterday = local.date() - timedelta(days=1)
    for binome_id in programme.binomes.values():
        for slot in planning.slots_of(tx, programme, binome_id, yesterday):
            _ask_why(tx, programme, binome_id, slot, now)


def _ask_why(tx: Tx, programme: Programme, binome_id: int, slot: Slot, now: datetime) -> None:
    """Whoever joined the team since then has nothing to explain."""
    expected = [p for p in people.binome_members(tx, binome_id) if p.charte_le <= slot.de]
    came = presences.touching(tx, binome_id, slot.de - slots.EARLY, slot.a)
    if slot.motif or came or not expected or now < slot.a:
        return
    period = f"{binome_id}:{to_stamp(slot.de)}"
    if passages.claim(tx, "presence non notee", period, now):
        context = Context(tx, programme, None, now, f"creneau:{period}")
        _tell(context, expected, MISSED, _reason_keys(context, binome_id, slot), slot)


def answer(context: Context, tap: Tap) -> Reply:
    """« g:po:<binôme>:site|debut|<stamp of the slot's start> » : one tap starts the presence."""
    if context.somebody is None or context.person.binome_id != tap.object_id:
        return Reply(NOT_YOURS)
    if tap.argument in (ELSEWHERE, EARLIER):
        return Reply("", opens=Opening("presence_demarrer", at=tap.argument))
    running = presences.running_for(context.tx, context.person.id, tap.object_id)
    if running:
        site = known.site_label(context.programme, running)
        return Reply("Déjà démarrée.", context.render(ALREADY, site=site, debut=running.debut))
    slot = _named(context, tap.object_id, tap.argument)
    if slot is None or slot.a <= context.now:
        return Reply("", context.render(OVER if slot else CALLED_OFF))
    debut = presences.last_end(context.tx, tap.object_id, context.now) or context.now
    started = actions.begin(context, slot.site, tap.object_id, debut)
    return Reply("C'est parti.", context.render(actions.GO, **started.values), started.keyboard)


def explain(context: Context, tap: Tap) -> Reply:
    """« g:cr:<binôme>:<stamp of the start>.<motif> »: the first answer of the two stands."""
    if context.somebody is None or context.person.binome_id != tap.object_id:
        return Reply(NOT_YOURS)
    stamp, _, motif = tap.argument.partition(".")
    config = context.programme.config
    slot = _named(context, tap.object_id, stamp)
    if slot is None or motif not in {one.slug for one in config.liste("motifs_creneau")}:
        return Reply(UNKNOWN)
    if slot.motif is None:
        planning.note_reason(context.tx, context.programme, tap.object_id, slot, motif)
    said = config.element("motifs_creneau", slot.motif or motif).label
    site = config.site(slot.site).label
    text = context.render(REASON, site=site, prevu=slots.said(slot), motif=said)
    return Reply("Déjà noté." if slot.motif else "Noté.", text)


def _named(context: Context, binome_id: int, stamp: str) -> Slot | None:
    try:
        de = from_stamp(stamp)
    except ValueError:
        return None
    return slots.beginning(context.tx, context.programme, binome_id, de)


def _tell(
    context: Context, members: list[Personne], words: str, keys: Keyboard, slot: Slot
) -> None:
    site = context.programme.config.site(slot.site).label
    for person in members:
        context.tell(person.telegram_id, words, keys, site=site, prevu=slots.said(slot))


def _start_keys(binome_id: int, slot: Slot) -> Keyboard:
    return [
        [("✅ Démarrer", f"g:po:{binome_id}:{to_stamp(slot.de)}")],
        [
            ("📍 Autre site", f"g:po:{binome_id}:{ELSEWHERE}"),
            ("🕐 Déjà commencé", f"g:po:{binome_id}:{EARLIER}"),
        ],
    ]


def _reason_keys(context: Context, binome_id: int, slot: Slot) -> Keyboard:
    reasons = context.programme.config.liste("motifs_creneau")
    stamp = to_stamp(slot.de)
    return [[(one.label, f"g:cr:{binome_id}:{stamp}.{one.slug}")] for one in reasons]

"""Prise de poste: the bot writes first at the planned time; next morning it asks who came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.buttons import Keyboard, button
from bot.clock import paris
from bot.domain.droits import Droit
from bot.domain.lecture.heures import from_stamp, to_stamp
from bot.feature import decision, portee
from bot.feature.beforehand import PRESENCE
from bot.feature.contract import UNKNOWN, Context, Opening, Reply, Tap
from handlers.presence import actions, facts, slots
from handlers.presence.kinds import CHANGE, EARLIER, ELSEWHERE, MANQUE, POSTE
from storage import attendus, creneaux, equipes, people, planning, presences
from storage.attendus import Attendu
from storage.machine import passages
from storage.models import BinomeRow, Personne, Presence
from storage.planning import Slot
from storage.programme import Programme
from storage.work import AT_ONCE, More, Work, a_few, in_time

MORNING, NOON = time(9, 30), time(12)
"""Between them comes the question about the day before: never at night."""
ASK = "Bonjour. Prévu : <b>{{ site }}</b>, {{ prevu }}, {{ avec }}. Vous démarrez ?"
WITH, WITHOUT = "avec votre binôme", "sans l'autre personne du binôme"
MISSED = "Hier, <b>{{ site }}</b>, {{ prevu }} : aucune présence notée. Pourquoi ?"
ALREADY = "<b>{{ site }}</b> : une présence est déjà en cours depuis {{ debut|heure }}."
OVER = "Ce créneau est terminé. Touchez ▶️ Présence pour noter une autre présence."
CALLED_OFF = "Ce créneau n'est plus prévu. Pour démarrer quand même, touchez ▶️ Présence."
CHANGED = "Le planning a changé : <b>{{ site }}</b>, {{ prevu }}. Vous démarrez ?"
MOVE = (
    "Prévu maintenant : <b>{{ site }}</b>, {{ prevu }}. "
    "Votre présence est encore en cours sur un autre site : <b>{{ ici }}</b>. Vous changez ?"
)
REASON = "<b>{{ site }}</b>, {{ prevu }} : aucune présence. Motif noté : {{ motif }}."
NOT_YOURS = "Ce bouton appartient à un autre binôme."
TASK, MISSING = "prise de poste", "presence non notee"


def write_first(work: Work) -> More | None:
    """At the planned time of a slot, once, unless a presence is already for it."""
    agenda = slots.lately(work)
    running = [one for one in attendus.expected(agenda) if one[1].de <= work.now < one[1].a]
    unasked = _unasked(work, running)
    nearest = [(binome_id, slot) for binome_id, slot, _who in unasked[:AT_ONCE]]
    free, asked = attendus.uncovered(work, nearest, agenda), 0
    for binome_id, slot, person in in_time(unasked):
        asked += 1
        period = _period(binome_id, slot, person)
        if passages.claim(work.tx, TASK, period, work.now) and (binome_id, slot) in free:
            context = Context.by_clock(work, f"poste:{period}")
            _propose(context, person, binome_id, slot)
    return More(write_first) if asked < len(unasked) else None


def _unasked(work: Work, attendus: Sequence[Attendu]) -> list[tuple[int, Slot, Personne]]:
    """Each of the binôme that was not written to about its slot."""
    teams = equipes.members(work.tx, {binome_id for binome_id, _slot in attendus})
    everyone = [
        (who, slot, person)
        for who, slot in attendus
        for person in teams.get(who, ())
        if person.id != slot.absent
    ]
    known = passages.claimed(work.tx, TASK, [_period(*one) for one in everyone])
    return [one for one in everyone if _period(*one) not in known]


def _period(binome_id: int, slot: Slot, person: Personne) -> str:
    """Another one if the slot is now on another site: what was written is no longer true."""
    return f"{binome_id}:{to_stamp(slot.de)}:{slot.site}:{person.id}"


def _propose(context: Context, person: Personne, binome_id: int, slot: Slot) -> None:
    """To start there; or to go there, for a binôme that is still elsewhere."""
    argument = _button(context.programme, slot)
    running = presences.running(context.tx, binome_id)
    if running is None:
        avec = WITHOUT if slots.leaves_one(context.tx, binome_id, slot) else WITH
        _tell(context, [person], ASK, _start_keys(binome_id, argument), slot, avec=avec)
        return
    ici = facts.site_label(context.programme, running)
    keys = [[("🔁 Changer de site", button(POSTE, binome_id, f"{CHANGE}{argument}"))]]
    _tell(context, [person], MOVE, keys, slot, ici=ici)


def ask_why(work: Work) -> More | None:
    """The morning after a slot without any presence, once: the reason, never a reproach."""
    local = paris(work.now)
    if not MORNING <= local.time() < NOON:
        return None
    yesterday = local.date() - timedelta(days=1)
    agenda = planning.agenda(work.tx, work.programme, yesterday, yesterday)
    over = [
        (binome_id, slot)
        for binome_id, slot in attendus.expected(agenda)
        if not slot.motif and slot.a <= work.now
    ]
    known = passages.claimed(work.tx, MISSING, [_missing(*one) for one in over])
    unasked = [one for one in over if _missing(*one) not in known]
    return a_few(work, attendus.uncovered(work, unasked, agenda), _ask_why)


def _ask_why(work: Work, attendu: Attendu) -> None:
    """Whoever joined the team since then has nothing to explain."""
    binome_id, slot = attendu
    members = people.binome_members(work.tx, binome_id)
    expected = [p for p in members if p.charte_le <= slot.de and p.id != slot.absent]
    period = _missing(binome_id, slot)
    if expected and passages.claim(work.tx, MISSING, period, work.now):
        context = Context.by_clock(work, f"creneau:{period}")
        _tell(context, expected, MISSED, _reason_keys(context, binome_id, slot), slot)


def _missing(binome_id: int, slot: Slot) -> str:
    return f"{binome_id}:{to_stamp(slot.de)}"


@dataclass(frozen=True, slots=True)
class Offered:
    """The slot that a button was written for: what it starts, or nothing."""

    de: datetime
    site: str
    a: datetime

    def is_still(self, slot: Slot) -> bool:
        return (slot.de, slot.site, slot.a) == (self.de, self.site, self.a)


def answer(context: Context, tap: Tap) -> Reply:
    """One tap starts the planned slot, or goes there."""
    if portee.found(context, Droit.TENIR_PRESENCE, BinomeRow, tap.object_id) is None:
        return Reply(NOT_YOURS)
    if tap.argument in (ELSEWHERE, EARLIER):
        return Reply("", opens=Opening("presence_demarrer", at=tap.argument))
    offered = _offered(context, tap.argument.removeprefix(CHANGE))
    if offered is None:
        return Reply(UNKNOWN)
    running = presences.running_for(context.tx, context.person.id, tap.object_id)
    changing = running is not None and tap.argument.startswith(CHANGE)
    if running and (not changing or facts.site_slug(context.programme, running) == offered.site):
        site = facts.site_label(context.programme, running)
        return Reply("Déjà démarrée.", context.render(ALREADY, site=site, debut=running.debut))
    return _start(context, tap.object_id, offered, running)


def _start(context: Context, binome_id: int, offered: Offered, running: Presence | None) -> Reply:
    """What was written on the button, or nothing: a slot moved since is said, and asked anew."""
    day = slots.of_day(context.tx, context.programme, binome_id, offered.de)
    slot = next((slot for slot in day if offered.is_still(slot)), None)
    if slot is None:
        return _changed(context, binome_id, offered, day)
    if slot.a <= context.now:
        return Reply("", OVER)
    if running:
        actions.move_on(context, running, slot.site)
        left = {**PRESENCE.seed(running.id), "que_faire": "changer", "vers": slot.site}
        return Reply("C'est noté.", opens=Opening("presence_en_cours", left))
    debut = presences.last_end(context.tx, binome_id, context.now) or context.now
    alone = slots.is_alone(context, slot)
    started = actions.begin(context, slot.site, binome_id, debut, alone=alone)
    lines = [context.render(actions.GO, **started.values), *decision.remarks(context)]
    return Reply("C'est parti.", "\n".join(lines), started.keyboard)


def _changed(context: Context, binome_id: int, offered: Offered, day: list[Slot]) -> Reply:
    """The slot nearest to the one written, of those that are not over yet."""
    coming = [slot for slot in day if slot.a > context.now]
    nearest = min(
        coming, key=lambda slot: (slot.de != offered.de, slot.site != offered.site), default=None
    )
    if nearest is None:
        return Reply("", CALLED_OFF)
    site = context.programme.config.site(nearest.site).label
    text = context.render(CHANGED, site=site, prevu=slots.hours(nearest))
    keys = _start_keys(binome_id, _button(context.programme, nearest))
    return Reply("Le planning a changé.", text, keys)


def explain(context: Context, tap: Tap) -> Reply:
    """Why nobody came: the first answer of the two stands."""
    if portee.found(context, Droit.TENIR_PRESENCE, BinomeRow, tap.object_id) is None:
        return Reply(NOT_YOURS)
    stamp, _, motif = tap.argument.partition(".")
    config = context.programme.config
    slot = _beginning(context, tap.object_id, stamp)
    if slot is None or motif not in {element.slug for element in config.liste("motifs_creneau")}:
        return Reply(UNKNOWN)
    if slot.motif is None:
        creneaux.note_reason(context.tx, context.programme, tap.object_id, slot, motif)
    label = config.element("motifs_creneau", slot.motif or motif).label
    site = config.site(slot.site).label
    text = context.render(REASON, site=site, prevu=slots.hours(slot), motif=label)
    return Reply("Déjà noté." if slot.motif else "Noté.", text)


def _beginning(context: Context, binome_id: int, stamp: str) -> Slot | None:
    try:
        de = from_stamp(stamp)
    except ValueError:
        return None
    day = slots.of_day(context.tx, context.programme, binome_id, de)
    return next((slot for slot in day if slot.de == de), None)


def _offered(context: Context, argument: str) -> Offered | None:
    de, _, rest = argument.partition(".")
    site, _, a = rest.partition(".")
    try:
        return Offered(from_stamp(de), context.programme.site_slugs[int(site)], from_stamp(a))
    except (ValueError, KeyError):
        return None


def _tell(
    context: Context, members: list[Personne], words: str, keys: Keyboard, slot: Slot, **more: str
) -> None:
    site = context.programme.config.site(slot.site).label
    for person in members:
        context.tell(person.telegram_id, words, keys, site=site, prevu=slots.hours(slot), **more)


def _button(programme: Programme, slot: Slot) -> str:
    """The whole of what a button starts: a slot may be moved after it was written."""
    return f"{to_stamp(slot.de)}.{programme.sites[slot.site]}.{to_stamp(slot.a)}"


def _start_keys(binome_id: int, argument: str) -> Keyboard:
    return [
        [("✅ Démarrer", button(POSTE, binome_id, argument))],
        [
            ("📍 Autre site", button(POSTE, binome_id, ELSEWHERE)),
            ("🕐 Déjà commencé", button(POSTE, binome_id, EARLIER)),
        ],
    ]


def _reason_keys(context: Context, binome_id: int, slot: Slot) -> Keyboard:
    reasons = context.programme.config.liste("motifs_creneau")
    stamp = to_stamp(slot.de)
    return [
        [(reason.label, button(MANQUE, binome_id, f"{stamp}.{reason.slug}"))] for reason in reasons
    ]

"""Presence answers turned into rows: opened, saved as they come, closed, changed, paused."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.buttons import button
from bot.casework.demande import actes as demandes
from bot.clock import paris
from bot.domain.droits import Droit
from bot.domain.lecture.heures import from_stamp
from bot.engine.conditions import Answers, Facts
from bot.engine.state import Accepted
from bot.feature import portee, precisions
from bot.feature.beforehand import DEMANDE, PRESENCE
from bot.feature.contract import Context, Ending
from bot.questions import sur_place
from bot.rendering import render_line
from bot.words import heure
from handlers.presence import attentes, changement, kinds, securite
from handlers.presence import facts as presence_facts
from handlers.presence import fin as fin_de
from handlers.presence.carte import OVER, PRECISABLE, closing
from handlers.presence.equipe import partners
from handlers.presence.slots import slot_now
from storage import presences
from storage.dispositif import actifs
from storage.models import Demande, Presence
from storage.presences import NouvellePresence
from storage.work import Work

GO = (
    "C'est parti : <b>{{ site_label }}</b>, {{ debut_a|heure }}, {{ avec }}"
    "{% if mode_pris %}, {{ mode_pris }}{% endif %}. Période : {{ periodes }}."
    "{% if a_domicile %}\n🏠 À domicile : aucune adresse n'est notée, et le bot ne prend pas "
    "votre position.{% endif %}" + attentes.WAITING
)
STARTED = (
    "<b>{{ site }}</b> : votre binôme a démarré la présence à {{ debut|heure }} pour vous deux."
)
WITHOUT = (
    "<b>{{ site }}</b> : votre binôme y a démarré à {{ debut|heure }}, pour une seule personne. "
    "Vous êtes déjà en présence ailleurs."
)
STOPPED = "Votre binôme a terminé la présence. {{ bilan }}"
ALREADY_OVER = "Cette présence est déjà terminée. {{ bilan }}"
PAUSED = "☕ Pause depuis {{ heure }}."
RESUMED = "▶️ Reprise à {{ heure }}."
ALREADY_RESUMED = "▶️ La présence a déjà repris."
AVANT = "avant-"
"""Begins the keys of what is asked of the site that was just left."""
SUITE = "présence"
"""What came of a request from which it was begun; « ✅ C'est fait » will say so."""


def nothing_running(context: Context) -> bool:
    return sur_place.running(context) is None


def something_running(context: Context) -> bool:
    return sur_place.running(context) is not None


def seed(context: Context) -> dict[str, Any]:
    """The one under way now, whatever was when the message left."""
    presence = sur_place.running(context)
    return PRESENCE.seed(presence.id) if presence else {}


def start(context: Context, answers: Answers, facts: Facts) -> Ending:
    """Open the presence for both; when the other one was quicker, say so and open nothing."""
    binome_id = _binome(context, answers)
    already = presences.running(context.tx, binome_id)
    if already:
        label = presence_facts.site_label(context.programme, already)
        return Ending({"deja": already.debut, "site_label": label})
    instant = from_stamp(answers["debut"]) if answers.get("debut") else context.now
    # The same minutes are never counted twice: it begins where the last one ended, at the soonest.
    debut = max(instant, presences.last_end(context.tx, binome_id, instant) or instant)
    demande = portee.found(context, Droit.SUIVRE_DEMANDE, Demande, DEMANDE.of(answers))
    if demande and demandes.in_hand(demande):
        demandes.foresee(demande, SUITE)
    seul, mode = facts["seul"], answers.get("mode")
    return begin(context, facts["site"], binome_id, debut, alone=seul, mode=mode)


def begin(
    context: Context,
    site: str,
    binome_id: int,
    debut: datetime,
    *,
    alone: bool = False,
    mode: str | None = None,
) -> Ending:
    """Open it, tell the other one; what `GO` needs, and buttons on what waits there."""
    presence = _open(context, site, binome_id, debut, alone=alone)
    presence.mode = mode or presence.mode
    elsewhere = not alone and _all_elsewhere(context, presence)
    if elsewhere:
        presence.mediateurs = 1
        _tell_elsewhere(context, presence)
    elif not alone:
        _tell_partner(context, presence)
    waiting = attentes.of(context, presence)
    values = {
        "deja": None,
        "site_label": presence_facts.site_label(context.programme, presence),
        "debut_a": debut,
        "avec": "en binôme" if presence.mediateurs > 1 else "seul·e",
        "mode_pris": presence_facts.mode_taken(context.programme, mode),
        "a_domicile": context.programme.config.mode(presence.mode).a_domicile,
        "periodes": presence_facts.periods_ahead(context.programme, debut, presence.fin_prevue),
        **waiting.said,
    }
    return Ending(values, attentes.buttons(waiting, presence))


def save_as_given(context: Context, accepted: Accepted, answers: Answers) -> None:
    """Nothing waits for the end: closing, moving on, ambiance and hour are saved at once."""
    presence = context.tx.get_one(Presence, PRESENCE.needed(answers))
    if accepted.key == "que_faire" and accepted.value == "terminer" and presence.fin is None:
        presences.close_presence(context.tx, presence, context.now, context.programme.calendrier)
        fin_de.ended(context, presence)
        tell_others(context, presence)
        securite.all_is_well(context, presence)
    if accepted.key == "fin":
        fin = from_stamp(accepted.value)
        presences.close_presence(context.tx, presence, fin, context.programme.calendrier)
    if accepted.key == "vers":
        _move(context, presence, accepted.value)
    scale = accepted.key.removeprefix(AVANT)
    if scale in ("ambiance", "frequentation") and accepted.value:
        setattr(presence, scale, _value(context, scale, accepted.value))


def left(context: Context, answers: Answers) -> str:
    """Left once it is over, or changed: it is so all the same, and the words say so."""
    presence = context.tx.get_one(Presence, PRESENCE.needed(answers))
    then = changement.following(context, presence) if answers.get("vers") else None
    if then is not None:
        return changement.announced(context, then)[0]
    return render_line(OVER, bilan=closing(context, presence)) if presence.fin else ""


def conclude(context: Context, answers: Answers, facts: Facts) -> Ending:
    """Say how it ended; what the other one of the binôme ended meanwhile stays as it is."""
    presence = context.tx.get_one(Presence, PRESENCE.needed(answers))
    geste = answers["que_faire"]
    if geste == "terminer":
        # Its card is now the one that says how it ended.
        presence.conversation_id = context.talk_id
        return precisions.closing(context, presence, PRECISABLE)
    then = changement.following(context, presence) if geste == "changer" else None
    if then is not None:
        said, keys = changement.announced(context, then)
        return Ending({"conclusion": said}, keys)
    if presence.fin is not None:
        bilan = presence_facts.summary(context, presence)
        return Ending({"conclusion": render_line(ALREADY_OVER, bilan=bilan)})
    return _pause(context, presence) if geste == "pause" else resume(context, presence)


def _pause(context: Context, presence: Presence) -> Ending:
    """Begun, unless the other one was quicker; its end is under the same thumb."""
    presences.pause(context.tx, presence, context.now)
    back = [[("▶️ Reprendre", button(kinds.PRESENCE, presence.id, kinds.REPRENDRE))]]
    return Ending({"conclusion": render_line(PAUSED, heure=heure(context.now))}, back)


def resume(context: Context, presence: Presence) -> Ending:
    """Over for both; said to be so already when the other one was quicker."""
    ended = presences.unpause(context.tx, presence, context.now)
    said = render_line(RESUMED, heure=heure(context.now)) if ended else ALREADY_RESUMED
    return Ending({"conclusion": said})


def _move(context: Context, presence: Presence, slug: str) -> None:
    """As asked, unless the other one of the binôme ended it, or moved on, meanwhile."""
    if presence.fin is None:
        move_on(context, presence, slug)


def move_on(context: Context, presence: Presence, slug: str) -> None:
    """To another site: one presence ends, the next begins at the same instant."""
    presences.close_presence(context.tx, presence, context.now, context.programme.calendrier)
    alone = presence.mediateurs == 1
    following = _open(context, slug, presence.binome_id, context.now, alone=alone)
    following.source += presences.MOVED
    context.tx.flush()


def _open(
    context: Context, slug: str, binome_id: int, debut: datetime, *, alone: bool
) -> Presence:
    programme = context.programme
    slot = slot_now(Work(context.tx, programme, debut), binome_id, slug)
    planned = programme.config.presence.duree_prevue_heures
    end = slot.a if slot else debut + timedelta(hours=planned)
    return presences.open_presence(
        context.tx,
        NouvellePresence(
            dispositif_id=programme.id,
            site_id=programme.sites[slug],
            intervention_id=programme.intervention_on(slug, paris(debut).date()),
            binome_id=binome_id,
            auteur_id=context.person.id,
            debut=debut,
            fin_prevue=end,
            mode=actifs(programme.config.presence.modes)[0].slug,
            mediateurs=1 if alone else 2,
            source=f"{context.source}:presence",
            conversation_id=context.talk_id,
        ),
    )


def _binome(context: Context, answers: Answers) -> int:
    """The mediator's own binôme, unless another one was picked for the day."""
    other = context.programme.binomes.get(answers.get("equipe") or "")
    mine = other or context.person.binome_id
    if mine is None:
        raise LookupError(f"person {context.person.id} is in no binôme")
    return mine


def _tell_partner(context: Context, presence: Presence) -> None:
    site = presence_facts.site_label(context.programme, presence)
    buttons = [
        ("👍 D'accord", button(kinds.PRESENCE, presence.id, kinds.OK)),
        ("✋ Je n'y suis pas", button(kinds.PRESENCE, presence.id, kinds.ABSENT)),
    ]
    for person in partners(context, presence):
        context.tell(person.telegram_id, STARTED, [buttons], site=site, debut=presence.debut)


def _all_elsewhere(context: Context, presence: Presence) -> bool:
    """Whether each of the others is out already with another binôme: nobody counts twice."""
    others = partners(context, presence)
    started = [presences.running_for(context.tx, one.id, None) for one in others]
    return bool(others) and all(row is not None for row in started)


def _tell_elsewhere(context: Context, presence: Presence) -> None:
    site = presence_facts.site_label(context.programme, presence)
    for person in partners(context, presence):
        context.tell(person.telegram_id, WITHOUT, site=site, debut=presence.debut)


def tell_others(context: Context, presence: Presence) -> None:
    """Whoever may still be there learns that it is over: nobody asks after them any more."""
    for person in partners(context, presence):
        context.tell(person.telegram_id, STOPPED, bilan=presence_facts.summary(context, presence))


def _value(context: Context, name: str, slug: str) -> int:
    steps = getattr(context.programme.config, name)
    return next(int(step.valeur) for step in steps if step.slug == slug)

"""Buttons that a presence sends out: the partner's answer, and « toujours là ? »."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.buttons import button
from bot.domain.droits import Droit
from bot.domain.lecture.heures import from_stamp, to_stamp
from bot.feature import portee
from bot.feature.contract import UNKNOWN, Context, Reply, Tap
from bot.words import heure
from handlers.presence import actions, facts, securite, tableau
from handlers.presence import fin as fin_de
from handlers.presence.kinds import (
    ABSENT,
    CONFIRMER,
    ENCORE,
    MAINTENANT,
    OK,
    PRESENCE,
    REPRENDRE,
)
from storage import presences
from storage.models import Personne, Presence

EXTENSION = timedelta(hours=1)
NOT_YOURS = "Ce bouton appartient à un autre binôme."
DELETED = "Cette présence a été supprimée : il n'y a plus rien à y noter."
TOGETHER = "<b>{{ site }}</b> : présence en cours, à deux."
NOT_THERE = "<b>{{ site }}</b> : c'est noté, vous n'y êtes pas."
ALONE = "{{ site }} : votre binôme n'y est pas. La présence est comptée pour une seule personne."
AGAIN = "{{ site }} : votre binôme y est. La présence est comptée pour deux."
RESUMED = "<b>{{ site }}</b>. {{ suite }}"
STILL_THERE = (
    "<b>{{ site }}</b> : d'accord, toujours sur place. Je redemanderai dans {{ delai|duree }}."
)
SUMMARY = (
    "{{ bilan }}{% if unsure %}\nÀ confirmer : corrigez l'heure dans 📋 Ma journée.{% endif %}"
)


def answer(context: Context, tap: Tap) -> Reply:
    """The partner's answer, or what the question « toujours là ? » is answered."""
    presence = portee.found(context, Droit.TENIR_PRESENCE, Presence, tap.object_id)
    if presence is None:
        return Reply(NOT_YOURS)
    if presence.supprimee_le is not None:
        return Reply(DELETED)
    site = facts.site_label(context.programme, presence)
    if tap.argument == OK and presence.fin is None:
        return _present(context, presence, site)
    if presence.fin is not None:
        same_end = tap.argument in (CONFIRMER, to_stamp(presence.fin))
        return _already_over(context, presence, same_end=same_end)
    if tap.argument == ABSENT and context.person.id != presence.auteur_id:
        return _absent(context, presence, site)
    if tap.argument == REPRENDRE:
        said = actions.resume(context, presence).values["conclusion"]
        return Reply("Noté.", context.render(RESUMED, site=site, suite=said))
    if tap.argument == ENCORE:
        return _still_there(context, presence, site)
    fin = _moment(context, tap.argument)
    return _over(context, presence, fin) if fin else Reply(UNKNOWN)


def _present(context: Context, presence: Presence, site: str) -> Reply:
    """There, or there after all: it counts for two again, and the tally comes back."""
    if presence.mediateurs == 1 and context.person.id != presence.auteur_id:
        presence.mediateurs = 2
        author = context.tx.get_one(Personne, presence.auteur_id)
        context.tell(author.telegram_id, AGAIN, site=site)
        tableau.open_again(context, presence)
    return Reply("Noté.", context.render(TOGETHER, site=site))


def _absent(context: Context, presence: Presence, site: str) -> Reply:
    if presence.mediateurs > 1:
        presence.mediateurs = 1
        author = context.tx.get_one(Personne, presence.auteur_id)
        context.tell(author.telegram_id, ALONE, site=site)
    back = [[("👍 Si, j'y suis", button(PRESENCE, presence.id, OK))]]
    return Reply("Noté.", context.render(NOT_THERE, site=site), back)


def _still_there(context: Context, presence: Presence, site: str) -> Reply:
    """The question comes again once the new planned end is past by as much as the first was."""
    securite.all_is_well(context, presence)
    presence.fin_prevue = context.now + EXTENSION
    presence.relancee_le = None
    wait = context.programme.config.presence.relance_minutes + EXTENSION // timedelta(minutes=1)
    return Reply("Noté.", context.render(STILL_THERE, site=site, delai=wait))


def _already_over(context: Context, presence: Presence, *, same_end: bool) -> Reply:
    """The hour at which the clock closed it is confirmed here, and corrected in « Ma journée »."""
    securite.all_is_well(context, presence)
    if same_end and presence.a_confirmer:
        presence.a_confirmer = False
        return Reply("Confirmé.", _summary(context, presence))
    return Reply("Déjà terminée.", _summary(context, presence))


def _moment(context: Context, argument: str) -> datetime | None:
    """The end that a button names, as its label said it; never one to come."""
    if argument == MAINTENANT:
        return context.now
    try:
        return min(from_stamp(argument), context.now)
    except ValueError:
        return None


def _over(context: Context, presence: Presence, fin: datetime) -> Reply:
    securite.all_is_well(context, presence)
    presences.close_presence(context.tx, presence, fin, context.programme.calendrier)
    fin_de.ended(context, presence)
    actions.tell_others(context, presence)
    said = _summary(context, presence)
    return Reply(f"Terminé à {heure(fin)}.", said, fin_de.button(context, presence))


def _summary(context: Context, presence: Presence) -> str:
    bilan = facts.summary(context, presence)
    return context.render(SUMMARY, bilan=bilan, unsure=presence.a_confirmer)

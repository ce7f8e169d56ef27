"""The binômes in words: there, on pause, expected and not there; then what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from bot.clock import paris
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending, Opening
from bot.rendering import render_line
from bot.words import heure, jour
from storage import en_ce_moment, planning
from storage.dispositif import actifs
from storage.en_ce_moment import EnCours
from storage.planning import SlotPrevu

AGAIN, WEEK = "actualiser", "semaine"
AHEAD: Final = timedelta(days=7)
LINE: Final = (
    "{% if e.comptes.pause %}☕{% else %}🟢{% endif %} {{ binome }}"
    "{% if gens %} ({{ gens }}){% endif %} · {{ site }} depuis {{ e.presence.debut|heure }}"
    "{% if e.comptes.pause %} · en pause depuis {{ e.comptes.pause|heure }}{% endif %}"
    "{% if seul %} · seul·e{% endif %}"
    " · 👥 {{ e.comptes.rencontres }} 🙋 {{ e.comptes.sollicitations }}"
    " ⚡ {{ e.comptes.conflits }} 🔧 {{ e.comptes.signalements }}"
    " · dernier signe {{ e.signe|heure }}"
    "{% if tard %} · ⏰ fin prévue à {{ e.presence.fin_prevue|heure }}{% endif %}"
    "{% if e.sans_reponse %} · 🆘 « Vous êtes en sécurité ? » est sans réponse{% endif %}"
)
EXPECTED: Final = (
    "⚪ {{ binome }} · {{ site }}, prévu de {{ de|heure }} à {{ a|heure }} : aucune présence notée"
)
COUNT: Final = "{{ n|pluriel('binôme') }} sur {{ total }} en présence."
NOBODY: Final = "Personne n'est en présence."
NEXT: Final = "Prochain créneau : {{ binome }}, {{ site }}, {{ jour }} à {{ heure }}."
NOTHING_NEXT: Final = "Aucun créneau n'est prévu d'ici sept jours."


def facts(context: Context, _answers: Answers) -> Facts:
    here = en_ce_moment.en_cours(context.tx, context.programme.id, context.now)
    slots = _slots(context)
    return {
        "now": context.now,
        "lignes": [_line(context, one) for one in here] + list(_expected(context, here, slots)),
        "bilan": _summary(context, here, slots),
    }


def go_on(_context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The same screen as it stands now, or the week of everybody."""
    return Ending(opens=Opening("maintenant" if answers["suite"] == AGAIN else "qui_est_la"))


def _slots(context: Context) -> list[SlotPrevu]:
    """Those that are not called off, from yesterday evening on, the first to begin first."""
    today = paris(context.now).date()
    found = planning.slots_between(
        context.tx, context.programme, today - timedelta(days=1), today + AHEAD
    )
    return sorted((one for one in found if not one.annule), key=lambda one: one.bornes())


def _line(context: Context, one: EnCours) -> str:
    programme, presence = context.programme, one.presence
    config = programme.config
    return render_line(
        LINE,
        e=one,
        binome=config.binome(programme.binome_slugs[presence.binome_id]).label,
        gens=", ".join(person.prenom for person in one.gens),
        site=config.site(programme.site_slugs[presence.site_id]).label,
        seul=presence.mediateurs < 2,
        tard=presence.fin_prevue <= context.now,
    )


def _expected(context: Context, here: list[EnCours], slots: list[SlotPrevu]) -> Iterator[str]:
    """Whoever is planned at this minute and whose presence nobody noted."""
    config = context.programme.config
    there = {context.programme.binome_slugs[one.presence.binome_id] for one in here}
    for slot in slots:
        de, a = slot.bornes()
        if de <= context.now < a and slot.binome not in there:
            binome, site = config.binome(slot.binome).label, config.site(slot.site).label
            yield render_line(EXPECTED, binome=binome, site=site, de=de, a=a)


def _summary(context: Context, here: list[EnCours], slots: list[SlotPrevu]) -> str:
    """« 2 binômes sur 5 en présence. »; when nobody is there, who comes next."""
    config = context.programme.config
    if here:
        return render_line(COUNT, n=len(here), total=len(actifs(config.binomes)))
    coming = (one for one in slots if one.bornes()[0] > context.now)
    first = next(coming, None)
    if first is None:
        return f"{NOBODY} {NOTHING_NEXT}"
    de = first.bornes()[0]
    binome, site = config.binome(first.binome).label, config.site(first.site).label
    following = render_line(NEXT, binome=binome, site=site, jour=jour(de), heure=heure(de))
    return f"{NOBODY} {following}"

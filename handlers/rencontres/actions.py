"""Counts turned into rows: every tap at once, a typed line once it is confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.lecture.reprises import read_repair
from bot.domain.periodes import tranche_at
from bot.engine import conditions
from bot.engine.conditions import Answers, Facts
from bot.engine.script import TEXT_MAX, Option, Reading, kept_for
from bot.engine.state import Accepted, Remark
from bot.feature import precisions
from bot.feature.beforehand import MESSAGE, PRESENCE
from bot.feature.contract import Context, Ending
from bot.feature.known import Known, Later
from bot.questions import choix, dictee, sur_place
from bot.rendering import render_line
from bot.words import cites, pluriel
from handlers.rencontres import carte, dites
from handlers.rencontres.dites import CompteDit
from storage import rencontres, venues
from storage.models import Rencontre
from storage.programme import Programme
from storage.rencontres import Met

NOT_UNDERSTOOD = (
    "Je n'ai pas compris. "
    "{% if exemple %}Écrivez par exemple « {{ exemple }} ».{% else %}Touchez un bouton.{% endif %}"
)
ONE_NUMBER = "« {{ mots }} » : écrivez un seul nombre."
KEPT = "👥 Fermé : {{ combien }}. Pour en retirer, ouvrez 📋 Ma journée."
LOST = "Ce que vous aviez écrit n'est pas noté : {{ quoi }}."
NONE = "👥 Fermé. Rien n'a été noté."
FIRST_TIME = "nouveaux"

SAME_EVENING: Final = timedelta(hours=12)
COMPTE: Final = "compte"
"""The step of the tally."""


def overhears(context: Context, text: str) -> dict[str, Any] | None:
    """A line typed from nowhere that is mostly a count; what is not will be shown.

    One that says more (a place, an ambiance, a defect…) is for another flow.
    """
    lecture = dictee.read(context, text)
    mostly = len(lecture.comptes) > len(lecture.inconnus)
    if len(text) > TEXT_MAX or not mostly or lecture.says_more or lecture.a_demander:
        return None
    dit = context.now.isoformat()
    ligne = CompteDit(lecture.comptes, lecture.inconnus, dit, context.message_id)
    return {
        dites.DICTE: dites.answer([ligne]),
        MESSAGE.key: context.message_id,
        **dites.DIT.seed(dit),
    }


def joins(context: Context, waiting: Answers, heard: Answers) -> dict[str, Any] | None:
    """Counts that wait are one card, each at its own hour; those of another place are not."""
    here = PRESENCE.of(sur_place.seed(context)) == PRESENCE.of(waiting)
    recent = dites.latest(context, waiting) > context.now - SAME_EVENING
    return dites.with_one_more(waiting, heard) if here and recent else None


def amends(context: Context, answers: Answers, text: str) -> dict[str, Any] | None:
    """« non 6 pas 8 » corrects the last line that says so; None for any other text."""
    reprise, kept = read_repair(text, context.programme.lexique), dites.lignes(answers)
    for n in range(len(kept) - 1, -1, -1):
        after = reprise.applied(kept[n].comptes) if reprise else None
        if after is not None:
            kept[n] = replace(kept[n], comptes=after)
            return {dites.DICTE: dites.answer(kept)}
    return None


def read_compte(text: str, facts: conditions.Facts) -> Reading:
    """The typed counts, with the words that were not understood shown, never guessed.

    The facts « dit » and « message » are when they were said, and by which message, if any.
    """
    if len(text) > TEXT_MAX:
        return Reading(remark=Remark.TOO_LONG)
    read = dictee.read_counts(text, facts["lexique"])
    if read.fourchettes:
        return Reading(remark=render_line(ONE_NUMBER, mots=read.fourchettes[0].mots))
    if not read.comptes:
        return Reading(remark=render_line(NOT_UNDERSTOOD, exemple=facts["exemple"]))
    ligne = CompteDit(read.comptes, read.inconnus, facts["dit"], facts.get("message"))
    return Reading(dites.answer([ligne]))


def facts(context: Context, answers: Answers) -> Facts:
    dicte = answers.get(dites.DICTE) or {"comptes": {}, "inconnus": []}
    return Known(
        publics=_options(context.programme),
        comptes=Later(lambda: _counted(context, answers)),
        lexique=Later(lambda: context.programme.lexique),
        exemple=Later(lambda: context.programme.exemples.comptes),
        dit=dites.DIT.of(answers) or context.now.isoformat(),
        lieu=Later(lambda: _lieu(context, answers)),
        heures=Later(lambda: dites.hours(context, dites.lignes(answers))),
        sites=Later(lambda: sur_place.site_options(context)),
        site_label=Later(lambda: _site_label(context, answers)),
        periode=Later(lambda: _periode(context)),
        compris=_compris(context.programme, dicte["comptes"]),
        total_dicte=sum(dicte["comptes"].values()),
        inconnus=cites(dicte["inconnus"]),
        total=_total(answers),
        notees=Later(lambda: rencontres.total(context.tx, conversation_id=context.talk_id)),
    )


def _counted(context: Context, answers: Answers) -> dict[str, int]:
    if context.talk_id is None or kept_for(COMPTE) not in answers:
        return {}
    return rencontres.by_public(context.tx, context.talk_id)


def _site_label(context: Context, answers: Answers) -> str:
    config, slugs = context.programme.config, context.programme.site_slugs
    if not (PRESENCE.of(answers) or answers.get("site")):
        return ""
    return config.site(slugs[_place(context, answers, context.now)[0]]).label


def _lieu(context: Context, answers: Answers) -> str:
    """Where what was typed will be filed."""
    site = sur_place.site_of(context, answers)
    return site.label if site else ""


def _periode(context: Context) -> str:
    tranche = tranche_at(context.now, context.programme.calendrier)
    return context.programme.config.tranche(tranche).label.lower()


def _compris(programme: Programme, comptes: dict[str, int]) -> str:
    return " · ".join(
        f"{choix.named(programme.config.public(slug))} : {n}" for slug, n in comptes.items()
    )


def save_as_given(context: Context, accepted: Accepted, answers: Answers) -> None:
    """A tap adds one row's worth, « −1 » takes one back, « Enregistrer » adds the typed line."""
    if accepted.delta:
        slug, change = accepted.delta
        if change > 0:
            met = _met(context, answers, context.now, context.source)
            rencontres.count(context.tx, met, slug, change)
        else:
            rencontres.uncount(context.tx, context.talk_id or 0, slug)
    elif accepted.key == "verifier":
        _add_typed(context, answers)
    elif accepted.key == FIRST_TIME and accepted.value is not None:
        share = int(accepted.value)
        rencontres.note(context.tx, context.talk_id or 0, Rencontre.premiere_fois, share)


def _add_typed(context: Context, answers: Answers) -> None:
    """One row a public and a line, at the hour of its message, which is tied to them."""
    for rank, ligne in enumerate(dites.lignes(answers)):
        met = _met(context, answers, ligne.said_at(context), f"{context.source}:{rank}")
        rencontres.add(context.tx, met, ligne.comptes)
        if ligne.message is not None:
            rows = rencontres.added(context.tx, met, ligne.comptes)
            dictee.tie(context, ligne.message, rows)


def left(context: Context, answers: Answers) -> str:
    """Left: what was already counted is kept, what was only typed is not, and the words say so."""
    here = rencontres.total(context.tx, conversation_id=context.talk_id)
    if not here:
        return NONE
    kept = render_line(KEPT, combien=pluriel(here, "rencontre gardée", "rencontres gardées"))
    typed = dites.lignes(answers) if "verifier" not in answers else []
    lost = _compris(context.programme, dites.answer(typed)["comptes"])
    return f"{kept} {render_line(LOST, quoi=lost)}" if typed else kept


def conclude(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The tally's own total, and the presence's; who they were, where the file asks for it."""
    row = carte.last_of(context)
    if row is None:
        presence_id = sur_place.presence_of(context, answers)
        return Ending({"conclusion": carte.said(context, context.talk_id, presence_id)})
    return precisions.closing(context, row, carte.PRECISABLE)


def _place(context: Context, answers: Answers, le: datetime) -> tuple[int, int | None]:
    """(site, presence) where people were met at `le`: a tally may outlive its presence.

    Raises LookupError when no site is known.
    """
    presence_id = sur_place.presence_of(context, answers)
    if presence_id is not None:
        venue = venues.of(context.tx, presence_id)
        if venue.holds(le):
            return venue.site_id, presence_id
        then = sur_place.at(context, le)
        return (then.site_id, then.id) if then else (venue.site_id, None)
    site = sur_place.site_of(context, answers)
    if site is None:
        raise LookupError("people are counted, but where is not known")
    site_id, then = context.programme.sites[site.slug], sur_place.at(context, le)
    return site_id, then.id if then and then.site_id == site_id else None


def _met(context: Context, answers: Answers, le: datetime, source: str) -> Met:
    site_id, presence_id = _place(context, answers, le)
    return Met(
        dispositif_id=context.programme.id,
        site_id=site_id,
        presence_id=presence_id,
        binome_id=sur_place.binome_at(context, le, presence_id),
        auteur_id=context.person.id,
        conversation_id=context.talk_id,
        le=le,
        tranche=tranche_at(le, context.programme.calendrier),
        source=source,
    )


def _total(answers: Answers) -> int:
    """Counted in this conversation, by taps and in the typed line."""
    tapped: dict[str, int] = (answers.get(kept_for(COMPTE)) or {"counts": {}})["counts"]
    typed: dict[str, int] = (answers.get(dites.DICTE) or {"comptes": {}})["comptes"]
    return sum(tapped.values()) + sum(typed.values())


def _options(programme: Programme) -> tuple[Option, ...]:
    """Age bands first, then the roles that the dispositif wants on the tally."""
    return tuple(Option(public.slug, public.label) for public in programme.config.comptes())

"""Counts turned into rows: every tap at once, a typed line once it is confirmed."""

from __future__ import annotations

from typing import Any, Final

from bot.domain.lecture.compte import parse_compte
from bot.domain.periodes import tranche_at
from bot.engine import conditions
from bot.engine.conditions import Answers, Facts
from bot.engine.script import TEXT_MAX, Beforehand, Option, Reading, kept_for
from bot.engine.state import Accepted, Remark
from bot.feature import precisions
from bot.feature.beforehand import MESSAGE
from bot.feature.contract import Context, Ending
from bot.feature.known import Known, Later
from bot.questions import dictee, sur_place
from bot.rendering import render_line
from bot.words import pluriel
from handlers.rencontres import carte
from storage import rencontres
from storage.models import Rencontre
from storage.programme import Programme
from storage.rencontres import Met

NOT_UNDERSTOOD = "Je n'ai pas compris. Écrivez par exemple « 8 ados 3 adultes »."
KEPT = "👥 Fermé : {{ combien }}. Pour en retirer, ouvrez 📋 Ma journée."
NONE = "👥 Annulé. Rien n'a été noté."
FIRST_TIME = "nouveaux"

ENTENDU: Final = Beforehand[dict[str, int]]("entendu")
"""What a message typed from nowhere was heard to say."""
COMPTE: Final = "compte"
"""The step of the tally."""


def overhears(context: Context, text: str) -> dict[str, Any] | None:
    """A line typed from nowhere that is mostly a count; what is not will be shown.

    One that says more (a place, an ambiance, a defect…) is for another flow.
    """
    compte = read_compte(text, {"alias": context.programme.alias}).value
    mostly = compte is not None and len(compte["comptes"]) > len(compte["inconnus"])
    if not mostly or dictee.read(context, text).says_more:
        return None
    return {"dicte": compte, MESSAGE.key: context.message_id, **ENTENDU.seed(compte)}


def read_compte(text: str, facts: conditions.Facts) -> Reading:
    """The typed counts, with the words that were not understood shown, never guessed."""
    if len(text) > TEXT_MAX:
        return Reading(remark=Remark.TOO_LONG)
    read = parse_compte(text, facts["alias"])
    if not read.comptes:
        return Reading(remark=NOT_UNDERSTOOD)
    return Reading({"comptes": read.comptes, "inconnus": list(read.inconnus)})


def facts(context: Context, answers: Answers) -> Facts:
    dicte = answers.get("dicte") or {"comptes": {}, "inconnus": []}
    return Known(
        publics=_options(context.programme),
        comptes=Later(lambda: _counted(context, answers)),
        alias=context.programme.alias,
        sites=Later(lambda: sur_place.site_options(context)),
        site_label=Later(lambda: _site_label(context, answers)),
        periode=Later(lambda: _periode(context)),
        compris=_compris(context.programme, dicte["comptes"]),
        total_dicte=sum(dicte["comptes"].values()),
        inconnus=", ".join(f"« {word} »" for word in dicte["inconnus"]),
        total=_total(answers),
    )


def _counted(context: Context, answers: Answers) -> dict[str, int]:
    if context.talk_id is None or kept_for(COMPTE) not in answers:
        return {}
    return rencontres.by_public(context.tx, context.talk_id)


def _site_label(context: Context, answers: Answers) -> str:
    site = sur_place.site_of(context, answers)
    return site.label if site else ""


def _periode(context: Context) -> str:
    tranche = tranche_at(context.now, context.programme.calendrier)
    return context.programme.config.tranche(tranche).label.lower()


def _compris(programme: Programme, comptes: dict[str, int]) -> str:
    return " · ".join(
        f"{programme.config.public(slug).label} : {n}" for slug, n in comptes.items()
    )


def save_as_given(context: Context, accepted: Accepted, answers: Answers) -> None:
    """A tap adds one row's worth, « −1 » takes one back, « Enregistrer » adds the typed line."""
    if accepted.delta:
        slug, change = accepted.delta
        if change > 0:
            rencontres.count(context.tx, _met(context, answers), slug, change)
        else:
            rencontres.uncount(context.tx, context.talk_id or 0, slug)
    elif accepted.key == "verifier":
        _add_typed(context, answers)
    elif accepted.key == FIRST_TIME and accepted.value is not None:
        share = int(accepted.value)
        rencontres.note(context.tx, context.talk_id or 0, Rencontre.premiere_fois, share)


def _add_typed(context: Context, answers: Answers) -> None:
    """One row a public; the message that said them is tied to them, unless it was typed again."""
    met = _met(context, answers)
    rencontres.add(context.tx, met, answers["dicte"]["comptes"])
    if ENTENDU.of(answers) == answers["dicte"]:
        dictee.tie(context, MESSAGE.needed(answers), rencontres.added(context.tx, met.source))


def left(context: Context, answers: Answers) -> str:
    """Cancelled: what was already counted is kept, and the words say how many."""
    here = rencontres.total(context.tx, conversation_id=context.talk_id)
    return (
        render_line(KEPT, combien=pluriel(here, "rencontre gardée", "rencontres gardées"))
        if here
        else NONE
    )


def conclude(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The tally's own total, and the presence's; who they were, where the file asks for it."""
    row = carte.last_of(context)
    if row is None:
        presence_id = sur_place.presence_of(context, answers)
        return Ending({"conclusion": carte.said(context, context.talk_id, presence_id)})
    return precisions.closing(context, row, carte.PRECISABLE)


def _met(context: Context, answers: Answers) -> Met:
    site = sur_place.site_of(context, answers)
    if site is None:
        raise LookupError("people are counted, but where is not known")
    return Met(
        dispositif_id=context.programme.id,
        site_id=context.programme.sites[site.slug],
        presence_id=sur_place.presence_of(context, answers),
        binome_id=context.person.binome_id or 0,
        auteur_id=context.person.id,
        conversation_id=context.talk_id,
        le=context.now,
        tranche=tranche_at(context.now, context.programme.calendrier),
        source=context.source,
    )


def _total(answers: Answers) -> int:
    """Counted in this conversation, by taps and in the typed line."""
    tapped: dict[str, int] = (answers.get(kept_for(COMPTE)) or {"counts": {}})["counts"]
    typed: dict[str, int] = (answers.get("dicte") or {"comptes": {}})["comptes"]
    return sum(tapped.values()) + sum(typed.values())


def _options(programme: Programme) -> tuple[Option, ...]:
    """Age bands first, then the roles that the dispositif wants on the tally."""
    return tuple(Option(public.slug, public.label) for public in programme.config.comptes())

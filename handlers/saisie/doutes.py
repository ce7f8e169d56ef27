"""What the card asks before it is shown: only what the message leaves in doubt."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from bot.casework.signalement.deja import Deja, same_kind
from bot.clock import paris
from bot.domain.lecture.heures import at_clock, to_stamp
from bot.domain.lecture.jours import lire_quand, parse_heure
from bot.domain.lecture.nombres import COMPTE_MAX
from bot.domain.lecture.quand import Partie, resolve
from bot.engine import conditions
from bot.engine.conditions import Facts
from bot.engine.script import TEXT_MAX, Option, Reading
from bot.engine.state import Remark
from bot.feature.contract import Context
from bot.questions import choix, dictee, jours
from bot.questions.fiche_partenaire import options as partner_options
from bot.questions.heures import UNREAD_HOUR
from bot.rendering import render_line
from bot.words import cites, heure, jour
from handlers.saisie.compris import UNKNOWN, Compris, meanings, range_step
from handlers.saisie.entendre import RANGES_MAX

NOT_A_COUNT = (
    "Je n'ai pas compris."
    "{% if exemple %} Écrivez par exemple « {{ exemple }} »."
    "{% else %} Écrivez-le autrement.{% endif %}"
)
NOT_A_NUMBER = "Écrivez un seul nombre, par exemple « 5 »."
WITHOUT = "sans"
WHOLE_DAY: Final = (8, 24)
PARTNERS_SHOWN: Final = 6


def facts(context: Context, entry: Compris) -> Facts:
    """What each of these questions needs; empty where there is nothing to ask."""
    return {
        "lexique": context.programme.lexique,
        "exemple": context.programme.exemples.comptes,
        "mal_lu": cites(entry.lu.get("a_demander") or ()),
        "autre_lieu": entry.lu.get("autre_lieu") or "",
        "deux_sites": bool(entry.lu.get("deux_sites")),
        "jours": _days(entry),
        "heure_a_dire": entry.asks_hour,
        "jour_dit_le": entry.jour,
        "heures_dites": _hours(context, entry) if entry.asks_hour else (),
        "devine": _guessed(entry),
        "blesse": bool(entry.lu.get("blesse") and entry.categorie and not entry.lu.get("danger")),
        "verifiable": _to_check(context, entry),
        **_ranges(entry),
        **_request(entry),
    }


def read_rest(text: str, facts: conditions.Facts) -> Reading:
    """What was not understood, said otherwise: people counted, or an hour."""
    moment = parse_heure(text, facts["now"])
    if moment is not None:
        return Reading({"heure": to_stamp(moment)})
    return read_counts(text, facts)


def read_counts(text: str, facts: conditions.Facts) -> Reading:
    """People counted, and nothing else."""
    if len(text) > TEXT_MAX:
        return Reading(remark=Remark.TOO_LONG)
    read = dictee.read_counts(text, facts["lexique"])
    if not read.comptes or read.inconnus or read.fourchettes:
        return Reading(remark=render_line(NOT_A_COUNT, exemple=facts["exemple"]))
    return Reading({"comptes": read.comptes})


def read_number(n: int) -> Any:
    """What reads a number typed for the range `n`: of the same public as its first end."""

    def read(text: str, facts: conditions.Facts) -> Reading:
        public = facts[f"public_{n + 1}"]
        digits = text.strip()
        if not digits.isdecimal() or not 0 <= int(digits[:6]) <= COMPTE_MAX:
            return Reading(remark=NOT_A_NUMBER)
        return Reading(f"{public}:{int(digits)}")

    return read


def read_hour(text: str, facts: conditions.Facts) -> Reading:
    """A typed hour, on the day that was said."""
    quand = lire_quand(text)
    if quand is None or quand.minutes is None or quand.jour is not None:
        return Reading(remark=UNREAD_HOUR)
    moment = at_clock(facts["jour_dit_le"], *divmod(quand.minutes, 60), facts["now"])
    return Reading(to_stamp(moment)) if moment else Reading(remark=UNREAD_HOUR)


def read_day(text: str, facts: conditions.Facts) -> Reading:
    """A typed day, among the last seven."""
    quand = lire_quand(text)
    if quand is None or quand.jour is None:
        return Reading(remark=jours.UNREAD)
    found = resolve(quand, facts["now"])
    return Reading(found.day.isoformat()) if found.day else Reading(remark=jours.UNREAD)


def _ranges(entry: Compris) -> Facts:
    found: dict[str, Any] = {}
    for n in range(RANGES_MAX):
        one = entry.fourchettes[n] if n < len(entry.fourchettes) else None
        found[f"mots_{n + 1}"] = one["mots"] if one else ""
        found[f"public_{n + 1}"] = one["choix"][0][0] if one else ""
        found[meanings(range_step(n))] = _ends(entry, one["choix"]) if one else ()
    return found


def _ends(entry: Compris, choix: list[list[Any]]) -> tuple[Option, ...]:
    """« 4 », « 5 »; with the public when that is what is in doubt."""
    publics = {public for public, _n in choix}
    return tuple(
        Option(f"{public}:{n}", _end(entry, public, n, alone=len(publics) == 1))
        for public, n in choix
    )


def _end(entry: Compris, public: str, n: int, *, alone: bool) -> str:
    if not n:
        return "Déjà comptés"
    return str(n) if alone else f"{choix.named(entry.config.public(public))} : {n}"


def _days(entry: Compris) -> tuple[Option, ...]:
    return jours.day_options(
        datetime.fromisoformat(day).date() for day in entry.lu.get("jours") or ()
    )


def _hours(context: Context, entry: Compris) -> tuple[Option, ...]:
    """Those said, else each hour of that part of the day that has passed."""
    if entry.jour is None:
        return ()
    partie = entry.lu.get("partie")
    first, last = Partie(partie).bounds if partie else WHOLE_DAY
    said: list[int] = entry.lu.get("heures") or [hour * 60 for hour in range(first, last)]
    moments = (at_clock(entry.jour, m // 60, m % 60, context.now) for m in said)
    return tuple(Option(to_stamp(moment), heure(moment)) for moment in moments if moment)


def _guessed(entry: Compris) -> dict[str, str]:
    """A word near a defect's is asked, never taken."""
    word: str | None = entry.lu.get("devine")
    slugs: list[str] = entry.lu.get("categorie") or []
    if not word or len(slugs) != 1 or "categorie" in entry.answers:
        return {}
    return {"mot": word, "chose": choix.named(entry.config.categorie(slugs[0]))}


def _to_check(context: Context, entry: Compris) -> Deja | None:
    """The open signalement that the message says is mended."""
    if entry.site is None:
        return None
    for slug in entry.lu.get("repare") or ():
        known = same_kind(context, entry.site, entry.config.categorie(slug))
        if known:
            return known
    return None


def _request(entry: Compris) -> Facts:
    """The questions that a request leaves: about what, what was done, to whom."""
    if not entry.demande:
        return {"sujets_possibles": (), "reponses_possibles": (), "partenaires_possibles": ()}
    said: list[str] = entry.demande.get("sujets") or []
    subjects = choix.options(entry.config.liste("sollicitations"))
    meant = choix.meant(entry.config.listes.get("sollicitations", ()), said)
    answered: list[str] = entry.demande.get("reponses") or []
    return {
        "sujets_possibles": () if len(said) == 1 else meant or subjects,
        "reponses_possibles": () if len(answered) == 1 else _answers(entry, answered),
        "partenaires_possibles": _partners(entry),
    }


def _answers(entry: Compris, said: list[str]) -> tuple[Option, ...]:
    """Those said when there are several; a relais needs the person's yes: it has its own flow."""
    lines = [one for one in entry.config.liste("reponses") if one.slug in said or not said]
    return tuple(Option(one.slug, one.label) for one in lines if one.compte_comme != "relais")


def _partners(entry: Compris) -> tuple[Option, ...]:
    """Asked only of somebody who was sent somewhere: those meant, else the nearest ones."""
    sends = entry.reponse is not None and entry.reponse.compte_comme == "orientation"
    if not sends or len(entry.partenaires) == 1:
        return ()
    quartier = entry.site.quartier if entry.site else None
    near = entry.partenaires or entry.config.partenaires(None, quartier)[:PARTNERS_SHOWN]
    return (*partner_options(near), Option(UNKNOWN, "Je ne sais pas encore"))


def day_said(entry: Compris, le: datetime, now: datetime) -> str:
    """« lundi 16 novembre, » before an hour of another day; « » for one of today."""
    same = paris(le).date() == paris(now).date()
    return "" if same or now - le < timedelta(0) else f"{jour(le)}, "

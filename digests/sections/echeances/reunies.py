"""Meetings of the comités opérationnels, held and missed by the end of the week (000 l.82)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.domain.interventions import premier_comite
from bot.words import date_longue, pluriel
from digests import words
from digests.contract import Figures, Recueil
from storage import reunions
from storage.dispositif import Comite, Intervention, actifs
from storage.reunions import Suivi


@dataclass(frozen=True, slots=True)
class Tenues:
    """Meetings by slug of comité, and the day from which the quarter's are counted."""

    suivis: Mapping[str, Suivi]
    depuis: date


def held(recueil: Recueil) -> Tenues:
    """Every comité's, by the Sunday of the week; none is read that no line tells."""
    programme, semaine = recueil.programme, recueil.semaine
    config, tx = programme.config, recueil.tx
    depuis = reunions.quarter_began(tx, programme, semaine.dimanche) or config.convention.debut
    due = semaine.lundi - timedelta(days=config.delais.premier_comite_jours)
    decided = (one.decision for one in config.interventions if one.fin >= semaine.lundi)
    slugs = [comite.slug for comite in config.comites]
    first = min((depuis, due, *decided))
    return Tenues(reunions.suivis(tx, programme.id, slugs, first, semaine.dimanche), depuis)


def read(recueil: Recueil, tenues: Tenues) -> Figures:
    """Numbers and ISO days: each comité opérationnel of these sites, then first ones missed."""
    config = recueil.programme.config
    ahead = _planned(recueil)
    counted = [(one, tenues.suivis[one.slug].since(tenues.depuis)) for one in _followed(recueil)]
    return {
        "reunions": [
            {
                "comite": comite.label,
                "tenues": len(suivi.tenues),
                "attendues": config.delais.reunions_par_trimestre,
                "depuis": tenues.depuis.isoformat(),
                "manquees": [day.isoformat() for day in suivi.manquees],
                "prochaine": ahead.get(comite.slug),
            }
            for comite, suivi in counted
        ],
        "premiers_manques": list(_missed(recueil, tenues)),
    }


def _planned(recueil: Recueil) -> dict[str, str]:
    """The next meeting of each comité, planned for a day after the week."""
    planned = reunions.open_ones(recueil.tx, recueil.programme.id)
    days = [(row.comite, row.jour) for row in planned if row.jour > recueil.semaine.dimanche]
    return {comite: day.isoformat() for comite, day in reversed(days)}


def first_held(recueil: Recueil, intervention: Intervention, tenues: Tenues) -> bool:
    """Whether a comité opérationnel of its territoire met since it was decided."""
    config = recueil.programme.config
    return bool(reunions.since_decision(config, intervention, tenues.suivis).tenues)


def show(numbers: Figures) -> list[str]:
    """A point hebdo that was frozen before says nothing of them."""
    lines = [_line(row) for row in numbers.get("reunions", ())]
    for row in numbers.get("premiers_manques", ()):
        day = words.dated(row["terme"])
        lines.append(f"{row['site']} : le 1er comité opérationnel, dû le {day}, n'a pas été tenu.")
    return lines


def _line(row: Mapping[str, Any]) -> str:
    """« Comité opérationnel Ouest : 1 réunion tenue sur 3 depuis le 1er avril 2026. »"""
    count = pluriel(row["tenues"], "réunion tenue", "réunions tenues")
    since = date_longue(date.fromisoformat(row["depuis"]))
    days = ", ".join(words.dated(day) for day in row["manquees"])
    missed = f" ; non tenue : {days}" if days else ""
    following = row.get("prochaine")
    ahead = f" ; la prochaine le {words.dated(following)}" if following else ""
    among = f" sur {row['attendues']}" if row["attendues"] else ""
    return f"{row['comite']} : {count}{among} depuis le {since}{missed}{ahead}."


def _followed(recueil: Recueil) -> list[Comite]:
    """Comités opérationnels of the territoires that this reader may read."""
    mine = recueil.perimetre.territoires
    comites = actifs(recueil.programme.config.comites)
    return [one for one in comites if one.operationnel and one.territoire in mine]


def _missed(recueil: Recueil, tenues: Tenues) -> Iterator[Figures]:
    """Interventions under way whose first comité should have met by that Sunday."""
    config, semaine = recueil.programme.config, recueil.semaine
    if not config.delais.premier_comite_jours:
        return
    for one in config.interventions:
        last = premier_comite(one.decision, config.delais.premier_comite_jours)
        running = one.site in recueil.perimetre.slugs and one.debut <= semaine.dimanche
        over = one.fin < semaine.lundi or last > semaine.dimanche
        if running and not over and _followed(recueil) and not first_held(recueil, one, tenues):
            yield {"site": recueil.perimetre.nomme(one.site), "terme": last.isoformat()}

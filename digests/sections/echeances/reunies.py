"""Meetings of the comités opérationnels, held and missed by the end of the week (000 l.82)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from bot.words import date_longue, jour, pluriel
from digests.contract import Figures, Recueil
from storage import reunions
from storage.dispositif import Comite, Intervention, actifs
from storage.reunions import Suivi

FIRST: Final = "premier-comite"
Tenues = Mapping[str, Suivi]
"""By slug of comité."""


def held(recueil: Recueil) -> Tenues:
    """Every comité's meetings, by the Sunday of the week."""
    programme = recueil.programme
    slugs = [comite.slug for comite in programme.config.comites]
    return reunions.suivis(recueil.tx, programme.id, slugs, recueil.semaine.dimanche)


def read(recueil: Recueil, tenues: Tenues) -> Figures:
    """Numbers and ISO days: each comité opérationnel of these sites, then first ones missed."""
    config = recueil.programme.config
    techniques = [one.slug for one in actifs(config.comites) if one.sorte == "technique"]
    lasts = [day for slug in techniques for day in tenues[slug].tenues]
    depuis = max(lasts, default=config.convention.debut)
    return {
        "reunions": [
            {
                "comite": comite.label,
                "tenues": len(tenues[comite.slug].since(depuis).tenues),
                "attendues": config.delais.reunions_par_trimestre,
                "depuis": depuis.isoformat(),
                "manquees": [
                    day.isoformat() for day in tenues[comite.slug].since(depuis).manquees
                ],
            }
            for comite in _followed(recueil)
        ],
        "premiers_manques": list(_missed(recueil, tenues)),
    }


def first_held(recueil: Recueil, intervention: Intervention, tenues: Tenues) -> bool:
    """Whether a comité opérationnel of its territoire met since it was decided."""
    config = recueil.programme.config
    where = config.quartier(config.site(intervention.site).quartier).territoire
    return any(
        tenues[comite.slug].since(intervention.decision).tenues
        for comite in _followed(recueil)
        if comite.territoire == where
    )


def show(numbers: Figures) -> list[str]:
    """A point hebdo that was frozen before says nothing of them."""
    lines = [_line(row) for row in numbers.get("reunions", ())]
    for row in numbers.get("premiers_manques", ()):
        day = jour(date.fromisoformat(row["terme"]))
        lines.append(f"{row['site']} : le 1er comité opérationnel, dû {day}, n'a pas été tenu.")
    return lines


def _line(row: Mapping[str, Any]) -> str:
    """« Comité opérationnel Ouest : 1 réunion tenue sur 3 depuis le 1er avril 2026. »"""
    count = pluriel(row["tenues"], "réunion tenue", "réunions tenues")
    since = date_longue(date.fromisoformat(row["depuis"]))
    days = ", ".join(jour(date.fromisoformat(day)) for day in row["manquees"])
    missed = f" ; non tenue : {days}" if days else ""
    among = f" sur {row['attendues']}" if row["attendues"] else ""
    return f"{row['comite']} : {count}{among} depuis le {since}{missed}."


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
        last = one.decision + timedelta(days=config.delais.premier_comite_jours)
        running = one.site in recueil.perimetre.slugs and one.debut <= semaine.dimanche
        over = one.fin < semaine.lundi or last > semaine.dimanche
        if running and not over and _followed(recueil) and not first_held(recueil, one, tenues):
            yield {"site": config.site(one.site).label, "terme": last.isoformat()}

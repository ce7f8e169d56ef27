"""Échéances: dates that follow from the interventions and the convention, six weeks ahead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from bot.domain.echeancier import COMITE_TECHNIQUE, LigneEcheance
from bot.domain.interventions import COMPTE_RENDU, MESURE_IMPACT, PREMIER_COMITE
from bot.domain.semaine import Semaine
from bot.words import pluriel
from digests import words
from digests.contract import Figures, Gravite, Recueil, Section, Vue
from digests.sections.echeances import reunies
from storage.echeancier import lignes
from storage.work import Work

HORIZON: Final = timedelta(weeks=6)
RETARD: Final = timedelta(weeks=13)
"""How long what is late is called to mind."""
EN_RETARD: Final = (COMPTE_RENDU, MESURE_IMPACT, COMITE_TECHNIQUE)
"""What may still be done once its day is over: late until then."""


Lieux = Counter[str]
"""By name of a place, how many of its sites; « » of the whole programme."""


class Date(NamedTuple):
    """A date to come; `site` is « » of the whole programme's, `depuis` when its clock began.

    `a_faire`: whether somebody has to do something by then; `limite`: its last day, for what takes
    some weeks.
    """

    jour: date
    label: str
    site: str
    calculee: bool
    depuis: date | None
    a_faire: bool
    limite: date


def read(recueil: Recueil) -> Figures:
    """Those of this week and of the next six; failing that, the next one however far."""
    semaine = recueil.semaine
    held = reunies.held(recueil)
    left = _left(recueil)
    ahead = sorted(due for due in _all(recueil, left) if due.limite >= semaine.lundi)
    horizon = max(semaine.dimanche + HORIZON, ahead[0].jour) if ahead else semaine.dimanche
    near = [due for due in ahead if due.jour <= horizon]
    met = reunies.read(recueil, held)
    late = list(_late(recueil, left))
    return {
        "urgence": Gravite.EN_RETARD if late or met["premiers_manques"] else Gravite.CALME,
        "echeances": [_written(recueil, due) for due in near],
        "en_retard": late,
        **met,
    }


def _written(recueil: Recueil, due: Date) -> Figures:
    """jours: from the Monday after; ecoules: since the clock of that date began."""
    semaine = recueil.semaine
    since = due.depuis
    return {
        "date": due.jour.isoformat(),
        "label": due.label,
        "site": due.site,
        "jours": (due.jour - semaine.dimanche).days - 1,
        "calculee": due.calculee,
        "a_faire": due.a_faire,
        "limite": due.limite.isoformat() if due.limite > due.jour else "",
        "ecoules": None if since is None else max((semaine.dimanche - since).days, 0),
        "accordes": None if since is None else (due.jour - since).days,
    }


def _left(recueil: Recueil) -> list[LigneEcheance]:
    """What these readers' sites and the programme call for, as it stood on that Sunday.

    Meetings to count have lines of their own; what is watched is the coordination's.
    """
    sunday = recueil.semaine.bornes()[1] - timedelta(seconds=1)
    every = lignes.datees(Work(recueil.tx, recueil.programme, sunday))
    return [
        one
        for one in every
        if (not one.site or one.site in recueil.perimetre.slugs)
        and not (one.fait_le or one.pourquoi)
    ]


def _all(recueil: Recueil, left: list[LigneEcheance]) -> Iterator[Date]:
    decided = {one.slug: one.decision for one in recueil.programme.config.interventions}
    for one in left:
        since = decided.get(one.intervention) if one.regle == PREMIER_COMITE else None
        site = recueil.perimetre.nomme(one.site) if one.site else ""
        said = one.calculee and not one.passe
        yield Date(one.terme, one.quoi, site, said, since, not one.passe, one.limite)


def _late(recueil: Recueil, left: list[LigneEcheance]) -> Iterator[dict[str, str]]:
    """Reports, measures, a comité technique whose day is over."""
    lundi = Semaine.around(recueil.semaine.dimanche).lundi
    for one in left:
        if one.regle in EN_RETARD and lundi - RETARD <= one.limite < lundi:
            site = recueil.perimetre.nomme(one.site) if one.site else ""
            yield {"date": one.terme.isoformat(), "label": one.quoi, "site": site}


def show(numbers: Figures) -> Vue:
    overdue = numbers.get("en_retard", ())
    late = [_overdue(row, where) for row, where in _merged(overdue)]
    known = [_same(row) for row in overdue]
    ahead = [row for row in numbers["echeances"] if _same(row) not in known]
    return {
        "lignes": [
            _line(row, where, words.cette(numbers.get("periode"))) for row, where in _merged(ahead)
        ],
        "aucune": not (ahead or late),
        "reunions": reunies.show(numbers),
        "retards": late,
        "a_decider": late[:1],
    }


def _same(row: Figures) -> tuple[str, str, str]:
    """Of a month, what fell due in it may be late already: it is told once."""
    return row["label"], row["site"], row["date"]


def _merged(rows: Sequence[Figures]) -> list[tuple[Figures, Lieux]]:
    """The same thing on the same day makes one line of all its places: how many of each."""
    alike: dict[tuple[object, ...], tuple[Figures, Lieux]] = {}
    for row in rows:
        _, where = alike.setdefault((row["date"], row["label"], _how(row)), (row, Counter()))
        where[row["site"]] += 1
    return list(alike.values())


def _overdue(row: Figures, where: Lieux) -> str:
    """« Compte rendu final, Site A : en retard depuis le mercredi 20 janvier 2027 »."""
    return f"{_what(row, where)} : en retard depuis le {words.dated(row['date'])}"


def _line(row: Figures, where: Lieux, cette: str) -> Vue:
    return {
        "quand": words.dated(row["date"]),
        "dans": _when(row, cette),
        "quoi": _what(row, where),
    }


def _what(row: Figures, where: Lieux) -> str:
    """« Mesure d'impact N+3, Site A, Site C (date calculée) », « …, Étouvie (2 sites) »."""
    places = (f"{site} ({n} sites)" if n > 1 else site for site, n in where.items() if site)
    told = ", ".join(_how(row))
    said = ", ".join((row["label"], *places))
    return f"{said} ({told})" if told else said


def _how(row: Figures) -> tuple[str, ...]:
    """« date calculée », « J+9 sur 15 »; letters frozen before did not know either."""
    clock = f"J+{row['ecoules']} sur {row['accordes']}" if row.get("accordes") else ""
    said = ["date calculée" if row.get("calculee") else "", clock]
    return tuple(one for one in said if one)


def _when(row: Figures, cette: str) -> str:
    days = int(row["jours"])
    if days < 0:
        # What was done by then is not here any more.
        if row.get("limite"):
            return f"à finir d'ici le {words.day_in_full(row['limite'])}"
        return f"{cette}, pas fait à ce jour" if row.get("a_faire") else cette
    if days < 7:
        return "la semaine qui vient"
    return f"dans {pluriel(round(days / 7), 'semaine')}"


SECTION = Section(ordre=40, titre="Échéances", figures=read, vue=show)

"""Veille technique: by service, the delays, what was mended, and the oldest overdue to decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from bot.domain.references import Lettre, Reference
from bot.domain.refus import LIBELLES
from bot.words import pluriel
from digests import words
from digests.contract import TRIMESTRE, Figures, Gravite, Perimetre, Recueil, Section, Vue
from storage.indicateurs import delais, refus, veille
from storage.indicateurs.contrat import Repartition
from storage.indicateurs.releve import Releve
from storage.indicateurs.signalements import LigneSignalement, closed_in, open_at, overdue_at
from storage.programme import Programme

A_DECIDER: Final = 3
DELAIS_LUS: Final = 3
"""Services told by their delay: the slowest, of as many repairs at least."""

OLDEST: Final = "Ouverts depuis le plus longtemps"
LEFT: Final = "Ouverts aussi, le plus ancien d'abord"
"""What the oldest ones are called, alone or once others are put before the comité above."""
REVENUS_JOURS: Final = 90
"""Of points that were frozen before they kept it."""


def read(recueil: Recueil) -> Figures:
    programme, perimetre, week = recueil.programme, recueil.perimetre, recueil.periode
    labels = {service.slug: service.label for service in programme.config.services}
    rows, total = _rows(week, labels)
    late, still, mended = overdue_at(week), open_at(week), closed_in(week)
    tell = _Teller(programme, perimetre, labels, week.bornes[1])
    delay, refused = delais.delai_traitement(week), dict(refus.signalements_refuses(week).par)
    return {
        "rien": not (total["nouveaux"] or total["clos"] or refused),
        "urgence": Gravite.EN_RETARD if total["en_retard"] else Gravite.CALME,
        "services": rows,
        "total": total,
        "revenus": delais.signalements_revenus(week).n,
        "refus": refused,
        "revenus_jours": programme.config.reglages.recurrence_jours,
        "a_verifier": veille.signalements_a_verifier(week).n,
        "delai": {"jours": delay.milieu, "n": delay.n},
        "delais_services": list(_slowest(recueil.trimestre, labels)),
        "plus_ancien": tell(still[0]) if still else None,
        "a_decider": [tell(line) for line in late[:A_DECIDER] if perimetre.detail],
        "anciens": [tell(line) for line in still[:A_DECIDER] if perimetre.detail],
        "repares": [tell(line) for line in mended if perimetre.detail],
    }


def _rows(week: Releve, labels: dict[str, str]) -> tuple[list[Figures], Figures]:
    """One for each service that has something, in the order of their slugs, then all of them."""
    counts = {
        "nouveaux": veille.signalements(week),
        "clos": veille.signalements_verifies(week),
        "en_retard": veille.signalements_en_retard(week),
        "ouverts": veille.signalements_ouverts(week),
    }
    slugs = sorted({slug for count in counts.values() for slug in count.par})
    rows = [_row(labels.get(slug, slug), counts, slug) for slug in slugs]
    return rows, {"service": "Total"} | {name: count.n for name, count in counts.items()}


def _row(label: str, counts: dict[str, Repartition], slug: str) -> Figures:
    return {"service": label} | {name: count.par.get(slug, 0) for name, count in counts.items()}


def _slowest(trimestre: Releve, labels: dict[str, str]) -> Iterator[Figures]:
    """Services of which enough repairs are known, the slowest first (I08)."""
    known = delais.delai_traitement_services(trimestre).par
    told = [(one.milieu or 0, slug, one.n) for slug, one in known.items() if one.n >= DELAIS_LUS]
    for jours, slug, n in sorted(told, reverse=True)[:DELAIS_LUS]:
        yield {"service": labels.get(slug, slug), "jours": jours, "n": n}


class _Teller:
    """One signalement as this comité may read it: by number and site, or by service alone."""

    def __init__(
        self, programme: Programme, perimetre: Perimetre, services: dict[str, str], fin: datetime
    ) -> None:
        self._sites = {lieu.id: lieu.label for lieu in perimetre.lieux}
        self._categories = {c.slug: c.label for c in programme.config.categories}
        self._detail = perimetre.detail
        self._services = services
        self._fin = fin

    def __call__(self, line: LigneSignalement) -> Figures:
        service = line.service(self._fin)
        figures: Figures = {
            "service": self._services.get(service, service),
            "jours": (self._fin - line.emis_le).days,
            "jours_retard": (self._fin - line.echeance).days,
        }
        if self._detail:
            figures["reference"] = str(Reference(Lettre.SIGNALEMENT, line.numero))
            figures["categorie"] = self._categories.get(line.categorie, line.categorie)
            figures["site"] = self._sites[line.site_id]
        return figures


def show(numbers: Figures) -> Vue:
    services, late = numbers["services"], numbers["a_decider"]
    rows = [*services, numbers["total"]] if len(services) > 1 else services
    waiting = pluriel(
        numbers["a_verifier"],
        "réparation annoncée attend d'être vérifiée",
        "réparations annoncées attendent d'être vérifiées",
    )
    return {
        "vide": not services,
        "entetes": ["Service", "Nouveaux", "Clos", "En retard", "Ouverts"],
        "lignes": [_line(row) for row in rows],
        "a_verifier": f"{waiting} sur place." if numbers["a_verifier"] else None,
        "revenus": _back(numbers),
        "refus": _refused(numbers.get("refus", {})),
        "delai": _delay(numbers),
        "delais": _delays(numbers.get("delais_services", ())),
        "ancien": _oldest(numbers["plus_ancien"]) if numbers["plus_ancien"] else None,
        "ancien_lu": bool(numbers.get("anciens")) or numbers["plus_ancien"] in late,
        "anciens": _others(numbers),
        "anciens_nom": LEFT if late else OLDEST,
        "repares": [_what(row) for row in numbers.get("repares", ())],
        "a_decider": [to_decide(row) for row in late],
    }


def _line(row: Figures) -> Vue:
    names = ("nouveaux", "clos", "en_retard", "ouverts")
    return {
        "service": row["service"],
        "cellules": [str(row[name]) if row[name] else "–" for name in names],
        "retard": row["en_retard"] > 0,
        "somme": row["service"] == "Total",
    }


def _back(numbers: Figures) -> str | None:
    """The same defect, mended there a short while before (§4.5 C): how short, the file says."""
    n, jours = numbers.get("revenus", 0), numbers.get("revenus_jours", REVENUS_JOURS)
    said = pluriel(n, "défaut est revenu", "défauts sont revenus")
    return f"{said} moins de {jours} jours après la réparation." if n else None


def _refused(par: dict[str, int]) -> str | None:
    """« 3 refus de services : impossible 2, doublon 1. »: the most given first."""
    ranks = list(LIBELLES)
    ordered = sorted(par.items(), key=lambda pair: (-pair[1], ranks.index(pair[0])))
    said = ", ".join(f"{LIBELLES[slug].lower()} {n}" for slug, n in ordered)
    counted = pluriel(sum(par.values()), "refus d'un service", "refus de services")
    return f"{counted} : {said}." if par else None


def _delay(numbers: Figures) -> str | None:
    """Points that were frozen before kept it in hours."""
    before = numbers.get("delai_heures")
    old = {"jours": None if before is None else before / 24, "n": numbers.get("delai_n")}
    delay = numbers.get("delai", old)
    if delay["jours"] is None:
        return None
    said = words.delai(delay["jours"])
    return f"Délai médian entre l'envoi et l'annonce d'une réparation : {said} (n = {delay['n']})."


def _delays(rows: list[Figures]) -> str | None:
    """« Sur 12 semaines, délai médian par service : Voirie 6 jours (n = 4). »"""
    told = (f"{row['service']} {words.delai(row['jours'])} (n = {row['n']})" for row in rows)
    said = ", ".join(told)
    return f"Sur {TRIMESTRE} semaines, les plus longs délais médians : {said}." if said else None


def _oldest(row: Figures) -> str:
    what = row["service"]
    if "reference" in row:
        what = f"{_what(row)} ({row['service']})"
    return f"Le plus ancien ouvert : {what}, depuis {words.ago(row['jours'])}."


def _others(numbers: Figures) -> list[str]:
    """The oldest still open that the letter does not already put before the comité."""
    left = [row for row in numbers.get("anciens", ()) if row not in numbers["a_decider"]]
    return [f"{_what(row)} ({row['service']}), depuis {words.ago(row['jours'])}" for row in left]


def _what(row: Figures) -> str:
    """« V-0001, Éclairage public en panne, Site A »."""
    return f"{row['reference']}, {row['categorie']}, {row['site']}"


def to_decide(row: Figures) -> str:
    """« V-0001, Éclairage public en panne, Site A : Éclairage public, en retard de 3 jours »."""
    return f"{_what(row)} : {row['service']}, en retard de {words.ago(row['jours_retard'])}"


SECTION = Section(ordre=30, titre="Veille technique", figures=read, vue=show)

"""Veille technique: by service, the delays, and the oldest overdue to decide upon."""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median

from bot.domain.references import Lettre, Reference
from bot.domain.semaine import Semaine
from bot.words import pluriel
from digests.contract import Figures, Perimetre, Section, Vue
from storage import figures_veille
from storage.figures_veille import Bilan, Ouvert
from storage.machine.db import Tx
from storage.programme import Programme

A_DECIDER = 3


def read(tx: Tx, programme: Programme, perimetre: Perimetre, semaine: Semaine) -> Figures:
    fenetre = semaine.bornes()
    services = figures_veille.by_service(tx, perimetre.ids, fenetre)
    delays = figures_veille.delays(tx, perimetre.ids, fenetre)
    late = figures_veille.overdue(tx, perimetre.ids, fenetre[1], A_DECIDER)
    oldest = figures_veille.oldest(tx, perimetre.ids, fenetre[1])
    labels = {service.slug: service.label for service in programme.config.services}
    tell = _Teller(programme, perimetre, labels, fenetre[1])
    return {
        "services": [
            _row(labels.get(slug, slug), bilan)
            for slug, bilan in services.items()
            if bilan != Bilan()
        ],
        "total": _row("Total", sum(services.values(), Bilan())),
        "a_verifier": sum(bilan.a_verifier for bilan in services.values()),
        "delai_heures": round(median(map(_hours, delays))) if delays else None,
        "delai_n": len(delays),
        "plus_ancien": tell(oldest) if oldest else None,
        "a_decider": [tell(one) for one in late] if perimetre.detail else [],
    }


def _row(label: str, bilan: Bilan) -> Figures:
    return {
        "service": label,
        "nouveaux": bilan.nouveaux,
        "clos": bilan.clos,
        "en_retard": bilan.en_retard,
        "ouverts": bilan.ouverts,
    }


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

    def __call__(self, one: Ouvert) -> Figures:
        told: Figures = {
            "service": self._services.get(one.service, one.service),
            "jours": (self._fin - one.emis_le).days,
            "jours_retard": (self._fin - one.echeance).days,
        }
        if self._detail:
            told["reference"] = str(Reference(Lettre.SIGNALEMENT, one.numero))
            told["categorie"] = self._categories.get(one.categorie, one.categorie)
            told["site"] = self._sites[one.site_id]
        return told


def _hours(delay: timedelta) -> float:
    return delay.total_seconds() / 3600


def show(found: Figures) -> Vue:
    services = found["services"]
    rows = [*services, found["total"]] if len(services) > 1 else services
    waiting = pluriel(
        found["a_verifier"],
        "réparation annoncée attend d'être vérifiée",
        "réparations annoncées attendent d'être vérifiées",
    )
    return {
        "vide": not services,
        "entetes": ["Service", "Nouveaux", "Clos", "En retard", "Ouverts"],
        "lignes": [_shown_row(row) for row in rows],
        "a_verifier": f"{waiting} sur place." if found["a_verifier"] else None,
        "delai": _delay(found["delai_heures"], found["delai_n"]),
        "ancien": _oldest(found["plus_ancien"]) if found["plus_ancien"] else None,
        "ancien_a_decider": found["plus_ancien"] in found["a_decider"],
        "a_decider": [to_decide(one) for one in found["a_decider"]],
    }


def _shown_row(row: Figures) -> Vue:
    names = ("nouveaux", "clos", "en_retard", "ouverts")
    return {
        "service": row["service"],
        "cellules": [str(row[name]) if row[name] else "–" for name in names],
        "retard": row["en_retard"] > 0,
        "somme": row["service"] == "Total",
    }


def _delay(hours: int | None, n: int) -> str | None:
    if hours is None:
        return None
    said = pluriel(hours, "heure") if hours < 48 else pluriel(round(hours / 24), "jour")
    return f"Délai médian entre l'envoi et l'annonce d'une réparation : {said} (n = {n})."


def _oldest(one: Figures) -> str:
    what = one["service"]
    if "reference" in one:
        what = f"{one['reference']}, {one['categorie']}, {one['site']} ({one['service']})"
    return f"Le plus ancien ouvert : {what}, depuis {_days(one['jours'])}."


def to_decide(one: Figures) -> str:
    """« V-0001, Éclairage public en panne, Site A : Éclairage public, en retard de 3 jours »."""
    where = f"{one['reference']}, {one['categorie']}, {one['site']}"
    return f"{where} : {one['service']}, en retard de {_days(one['jours_retard'])}"


def _days(days: int) -> str:
    return pluriel(days, "jour") if days else "moins d'un jour"


SECTION = Section(ordre=30, titre="Veille technique", figures=read, vue=show)

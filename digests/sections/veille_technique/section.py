"""Veille technique: by service, the delays, and the oldest overdue to decide upon."""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median

from bot.domain.references import Lettre, Reference
from bot.words import pluriel
from digests.contract import Figures, Gravite, Perimetre, Recueil, Section, Vue
from storage.figures_veille import Bilan, Ouvert
from storage.programme import Programme

A_DECIDER = 3


def read(recueil: Recueil) -> Figures:
    programme, perimetre, veille = recueil.programme, recueil.perimetre, recueil.veille
    fenetre = recueil.semaine.bornes()
    services, delays = veille.by_service(fenetre), veille.delays(fenetre)
    late, oldest = veille.overdue(fenetre[1], A_DECIDER), veille.oldest(fenetre[1])
    labels = {service.slug: service.label for service in programme.config.services}
    tell = _Teller(programme, perimetre, labels, fenetre[1])
    total = sum(services.values(), Bilan())
    return {
        "urgence": Gravite.EN_RETARD if total.en_retard else Gravite.CALME,
        "services": [
            _row(labels.get(slug, slug), bilan)
            for slug, bilan in services.items()
            if bilan != Bilan()
        ],
        "total": _row("Total", total),
        "a_verifier": sum(bilan.a_verifier for bilan in services.values()),
        "delai_heures": round(median(map(_hours, delays))) if delays else None,
        "delai_n": len(delays),
        "plus_ancien": tell(oldest) if oldest else None,
        "a_decider": [tell(ouvert) for ouvert in late] if perimetre.detail else [],
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

    def __call__(self, ouvert: Ouvert) -> Figures:
        figures: Figures = {
            "service": self._services.get(ouvert.service, ouvert.service),
            "jours": (self._fin - ouvert.emis_le).days,
            "jours_retard": (self._fin - ouvert.echeance).days,
        }
        if self._detail:
            figures["reference"] = str(Reference(Lettre.SIGNALEMENT, ouvert.numero))
            figures["categorie"] = self._categories.get(ouvert.categorie, ouvert.categorie)
            figures["site"] = self._sites[ouvert.site_id]
        return figures


def _hours(delay: timedelta) -> float:
    return delay.total_seconds() / 3600


def show(numbers: Figures) -> Vue:
    services = numbers["services"]
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
        "delai": _delay(numbers["delai_heures"], numbers["delai_n"]),
        "ancien": _oldest(numbers["plus_ancien"]) if numbers["plus_ancien"] else None,
        "ancien_a_decider": numbers["plus_ancien"] in numbers["a_decider"],
        "a_decider": [to_decide(row) for row in numbers["a_decider"]],
    }


def _line(row: Figures) -> Vue:
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
    delay = pluriel(hours, "heure") if hours < 48 else pluriel(round(hours / 24), "jour")
    return f"Délai médian entre l'envoi et l'annonce d'une réparation : {delay} (n = {n})."


def _oldest(row: Figures) -> str:
    what = row["service"]
    if "reference" in row:
        what = f"{row['reference']}, {row['categorie']}, {row['site']} ({row['service']})"
    return f"Le plus ancien ouvert : {what}, depuis {_days(row['jours'])}."


def to_decide(row: Figures) -> str:
    """« V-0001, Éclairage public en panne, Site A : Éclairage public, en retard de 3 jours »."""
    where = f"{row['reference']}, {row['categorie']}, {row['site']}"
    return f"{where} : {row['service']}, en retard de {_days(row['jours_retard'])}"


def _days(days: int) -> str:
    return pluriel(days, "jour") if days else "moins d'un jour"


SECTION = Section(ordre=30, titre="Veille technique", figures=read, vue=show)

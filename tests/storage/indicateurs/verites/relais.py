"""Relais, each replayed: who was handed on, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from bot.clock import PARIS
from tests.storage.indicateurs.verites.brut import Ici, Ligne, counted, verite
from tests.storage.indicateurs.verites.vies import acts, inside

EFFECTIFS = ("pris-en-charge", "suivi-confirme", "suivi-arrete")
EN_COURS = ("transmis", "rdv-fixe", "pris-en-charge", "pas-de-nouvelles", "reoriente")
DIT = (
    *("prendre_en_charge", "fixer_rdv", "ne_pas_se_presenter", "renoncer", "refuser"),
    *("reorienter", "confirmer_suivi", "arreter_suivi"),
)
"""What tells something of the person."""


def handed(ici: Ici) -> Iterator[Ligne]:
    for row in ici.on_site("relais"):
        if row["ouvert_le"] < ici.fin:
            yield row


def followed(ici: Ici, row: Ligne) -> Sequence[Ligne]:
    return acts(ici, "relais_acte", "relais_id", row, ici.fin)


def stands(ici: Ici, row: Ligne) -> str:
    done = followed(ici, row)
    return done[-1]["vers"] if done else "transmis"


def days_later(moment: datetime, days: int) -> datetime:
    """Midnight in Paris of that day."""
    jour = moment.astimezone(PARIS).date() + timedelta(days=days)
    return datetime.combine(jour, time(0), PARIS)


def opened(ici: Ici) -> list[Ligne]:
    return [row for row in handed(ici) if inside(ici, row["ouvert_le"])]


def due(ici: Ici) -> list[Ligne]:
    delay = ici.programme.config.suivi_relais.verifier_jours
    return [row for row in handed(ici) if inside(ici, days_later(row["ouvert_le"], delay))]


@verite("relais-ouverts")
def relais_ouverts(ici: Ici) -> int:
    return len(opened(ici))


@verite("relais-domaines")
def relais_domaines(ici: Ici) -> dict[str, int]:
    return counted((row["domaine"], 1) for row in opened(ici))


@verite("relais-avec-nouvelles")
def relais_avec_nouvelles(ici: Ici) -> tuple[int, int]:
    said = [
        [
            act["vers"]
            for act in followed(ici, row)
            if act["acte"] in DIT and inside(ici, act["le"])
        ]
        for row in handed(ici)
    ]
    return sum(any(vers in EFFECTIFS for vers in mine) for mine in said), sum(map(bool, said))


@verite("relais-issues")
def relais_issues(ici: Ici) -> dict[str, int]:
    return counted((became(ici, row), 1) for row in due(ici))


def became(ici: Ici, row: Ligne) -> str:
    statut = stands(ici, row)
    if statut in EFFECTIFS:
        return "effectif"
    if statut in ("pas-de-nouvelles", "sans-nouvelles-clos"):
        return "sans-nouvelles"
    told = any(act["acte"] in DIT for act in followed(ici, row))
    return "autre-suite" if told else "pas-verifie"


@verite("relais-verifies")
def relais_verifies(ici: Ici) -> tuple[int, int]:
    rows = due(ici)
    said = [any(act["acte"] in DIT for act in followed(ici, row)) for row in rows]
    return sum(said), len(rows)


@verite("retours-droit-commun")
def retours_droit_commun(ici: Ici) -> dict[str, int]:
    config = ici.programme.config
    commons = {one.slug for one in config.listes["partenaires_types"] if one.droit_commun}
    kind = {one.slug: one.type for one in config.annuaire}

    def how(row: Ligne) -> str:
        if stands(ici, row) not in EFFECTIFS:
            return "pas-pris-en-charge"
        return "droit-commun" if kind.get(row["partenaire"]) in commons else "autre-partenaire"

    return counted((how(row), 1) for row in due(ici))


def share(ici: Ici, *states: str) -> tuple[int, int]:
    rows = due(ici)
    return sum(stands(ici, row) in states for row in rows), len(rows)


@verite("relais-effectifs")
def relais_effectifs(ici: Ici) -> tuple[int, int]:
    return share(ici, *EFFECTIFS)


@verite("relais-sans-nouvelles")
def relais_sans_nouvelles(ici: Ici) -> tuple[int, int]:
    return share(ici, "pas-de-nouvelles", "sans-nouvelles-clos")


@verite("relais-continus")
def relais_continus(ici: Ici) -> tuple[int, int]:
    delay, found = ici.programme.config.suivi_relais.continuite_jours, []
    for row in handed(ici):
        taken = [act["le"] for act in followed(ici, row) if act["vers"] in EFFECTIFS]
        if taken and inside(ici, days_later(taken[0], delay)):
            found.append(stands(ici, row))
    return found.count("suivi-confirme"), len(found)


def going_on(ici: Ici) -> list[Ligne]:
    """Not closed by the clock, after too many silences."""
    rows = [row for row in handed(ici) if stands(ici, row) in EN_COURS]
    return [row for row in rows if followed(ici, row)[-1]["acte"] != "clore"]


@verite("relais-en-cours")
def relais_en_cours(ici: Ici) -> int:
    return len(going_on(ici))


@verite("relais-en-retard")
def relais_en_retard(ici: Ici) -> int:
    planned = [check_of(ici, row) for row in going_on(ici)]
    return sum(one is not None and one < ici.fin for one in planned)


def check_of(ici: Ici, row: Ligne) -> datetime | None:
    """When it was to be checked, as the next deed found it."""
    planned: datetime | None = row["verifier_le"]
    for act in sorted(ici.of("relais_acte", "relais_id", row), key=lambda a: -a["id"]):
        if act["le"] >= ici.fin and act["avant"]:
            text = act["avant"].get("verifier_le")
            planned = datetime.fromisoformat(text) if text else None
    return planned

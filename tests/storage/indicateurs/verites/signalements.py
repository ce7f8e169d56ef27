"""Signalements, each replayed: what was sent, mended, and comes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import cos, hypot, radians

from tests.storage.indicateurs.verites.brut import Ici, Ligne, counted, verite
from tests.storage.indicateurs.verites.observations import middle
from tests.storage.indicateurs.verites.vies import DAY, acts, inside

OUVERTS = ("emis", "recu", "pris_en_charge", "traite_annonce", "toujours_la", "reoriente")
IMPASSES = ("annule", "doublon")
METRES_A_DEGREE = 111_195


def lived(ici: Ici, row: Ligne) -> Sequence[Ligne]:
    return acts(ici, "signalement_acte", "signalement_id", row, ici.fin)


def state(ici: Ici, row: Ligne) -> str:
    """« » before it was sent."""
    done = lived(ici, row)
    return done[-1]["vers"] if done else ""


def defects(ici: Ici) -> Iterator[Ligne]:
    """Of these sites, that were sent before the period ended."""
    for row in ici.on_site("signalement"):
        if row["emis_le"] < ici.fin:
            yield row


def sent(ici: Ici) -> list[Ligne]:
    rows = [row for row in defects(ici) if inside(ici, row["emis_le"])]
    return [row for row in rows if state(ici, row) not in IMPASSES]


def owner(ici: Ici, row: Ligne) -> str:
    """The service that had it as the period ended: before it was handed on to another."""
    service: str = row["service"]
    for act in sorted(ici.of("signalement_acte", "signalement_id", row), key=lambda a: -a["id"]):
        if act["acte"] == "reorienter" and act["avant"] and act["le"] >= ici.fin:
            service = act["avant"]["service"]
    return service


def by_owner(ici: Ici, rows: Sequence[Ligne]) -> dict[str, int]:
    return counted((owner(ici, row), 1) for row in rows)


def closed_on(ici: Ici, row: Ligne) -> datetime | None:
    done = lived(ici, row)
    return done[-1]["le"] if done and done[-1]["vers"] == "verifie" else None


def seen_mended(ici: Ici) -> list[Ligne]:
    return [row for row in defects(ici) if inside(ici, closed_on(ici, row))]


def in_state(ici: Ici, *states: str) -> list[Ligne]:
    return [row for row in defects(ici) if state(ici, row) in states]


@verite("signalements-criteres")
def signalements_criteres(ici: Ici) -> dict[str, int]:
    kinds = {one.slug: one.critere for one in ici.programme.config.categories}
    said = [kinds[row["categorie"]] for row in sent(ici)]
    return counted((critere, 1) for critere in said if critere is not None)


@verite("signalements")
def signalements(ici: Ici) -> dict[str, int]:
    return by_owner(ici, sent(ici))


@verite("signalements-categories")
def signalements_categories(ici: Ici) -> dict[str, int]:
    return counted((row["categorie"], 1) for row in sent(ici))


@verite("signalements-bailleurs")
def signalements_bailleurs(ici: Ici) -> dict[str, int]:
    owners = [one.slug for one in ici.programme.config.services if one.bailleur]
    return {slug: n for slug, n in signalements(ici).items() if slug in owners}


@verite("signalements-verifies")
def signalements_verifies(ici: Ici) -> dict[str, int]:
    return by_owner(ici, seen_mended(ici))


@verite("signalements-ouverts")
def signalements_ouverts(ici: Ici) -> dict[str, int]:
    return by_owner(ici, in_state(ici, *OUVERTS))


@verite("signalements-en-retard")
def signalements_en_retard(ici: Ici) -> dict[str, int]:
    owed = in_state(ici, *(one for one in OUVERTS if one != "traite_annonce"))
    return by_owner(ici, [row for row in owed if row["echeance"] < ici.fin])


@verite("signalements-a-verifier")
def signalements_a_verifier(ici: Ici) -> dict[str, int]:
    return by_owner(ici, in_state(ici, "traite_annonce"))


@verite("signalements-clos")
def signalements_clos(ici: Ici) -> tuple[int, int]:
    due = [row for row in defects(ici) if inside(ici, row["echeance"])]
    due = [row for row in due if state(ici, row) not in IMPASSES]
    return sum(state(ici, row) == "verifie" for row in due), len(due)


def refusal(act: Ligne) -> str | None:
    """The reason of an act by which a service says no; None of any other act."""
    if act["acte"] == "refuser":
        word = (act["raison"] or "").split("-")[0]
        return f"refus-{word}" if word else "refus-raison-non-dite"
    handed = {"reorienter": "refus-ressort", "marquer_doublon": "refus-doublon"}
    return handed.get(act["acte"]) if act["par"].startswith("service:") else None


@verite("signalements-refuses")
def signalements_refuses(ici: Ici) -> dict[str, int]:
    said = {
        (row["id"], why)
        for row in defects(ici)
        for act in lived(ici, row)
        if inside(ici, act["le"]) and (why := refusal(act))
    }
    return counted((why, 1) for _, why in said)


@verite("retours-habitants")
def retours_habitants(ici: Ici) -> int:
    return sum(
        inside(ici, told["le"])
        for site in ici.sites
        for row in ici.brut.by("signalement", "site_id").get(site, ())
        for told in ici.of("retour_donne", "signalement_id", row)
    )


def delays(ici: Ici) -> list[tuple[Ligne, float]]:
    found = []
    for row in defects(ici):
        mended = [a["le"] for a in lived(ici, row) if a["vers"] in ("traite_annonce", "verifie")]
        if mended and inside(ici, min(mended)):
            found.append((row, (min(mended) - row["emis_le"]) / DAY))
    return found


@verite("delai-traitement")
def delai_traitement(ici: Ici) -> object:
    return middle([delay for _, delay in delays(ici)])


@verite("delai-traitement-services")
def delai_traitement_services(ici: Ici) -> dict[str, object]:
    pairs = [(owner(ici, row), delay) for row, delay in delays(ici)]
    return {word: middle([d for w, d in pairs if w == word]) for word, _ in pairs}


@verite("delai-traitement-categories")
def delai_traitement_categories(ici: Ici) -> dict[str, object]:
    pairs = [(row["categorie"], delay) for row, delay in delays(ici)]
    return {word: middle([d for w, d in pairs if w == word]) for word, _ in pairs}


@verite("delai-verification")
def delai_verification(ici: Ici) -> object:
    closed = [(row, closed_on(ici, row)) for row in seen_mended(ici)]
    return middle([(le - row["emis_le"]) / DAY for row, le in closed if le is not None])


def soon(ici: Ici) -> timedelta:
    return timedelta(days=ici.programme.config.reglages.recurrence_jours)


def alike(ici: Ici, one: Ligne, other: Ligne) -> bool:
    """The same defect, as near as the file says; on the same site where one has no position."""
    if one["id"] == other["id"] or one["categorie"] != other["categorie"]:
        return False
    if None in (one["latitude"], one["longitude"], other["latitude"], other["longitude"]):
        return bool(one["site_id"] == other["site_id"])
    north = one["latitude"] - other["latitude"]
    east = (one["longitude"] - other["longitude"]) * cos(radians(one["latitude"]))
    return hypot(north, east) * METRES_A_DEGREE < ici.programme.config.reglages.recurrence_metres


@verite("recurrence")
def recurrence(ici: Ici) -> tuple[int, int]:
    closed = [(row, closed_on(ici, row)) for row in seen_mended(ici)]
    again = [
        row
        for row, le in closed
        if le is not None
        and any(
            alike(ici, row, new)
            and le <= new["emis_le"] < le + soon(ici)
            and state(ici, new) not in IMPASSES
            for new in defects(ici)
        )
    ]
    return len(again), len(closed)


@verite("signalements-revenus")
def signalements_revenus(ici: Ici) -> tuple[int, int]:
    new = sent(ici)
    old = [(row, closed_on(ici, row)) for row in defects(ici)]
    again = [
        row
        for row in new
        if any(
            le is not None and alike(ici, row, one) and le <= row["emis_le"] < le + soon(ici)
            for one, le in old
        )
    ]
    return len(again), len(new)

"""What was asked of the coordination, and what it was advised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tests.storage.indicateurs.verites.brut import Ici, Ligne, counted, verite
from tests.storage.indicateurs.verites.observations import middle
from tests.storage.indicateurs.verites.vies import DAY, inside, whole


def requests(ici: Ici) -> Iterator[Ligne]:
    """Of no site, they are the programme's alone."""
    for row in ici.brut.table("demande"):
        here = row["site_id"] in ici.sites or (row["site_id"] is None and whole(ici))
        if row["supprimee_le"] is None and here:
            yield row


@verite("demandes")
def demandes(ici: Ici) -> dict[str, int]:
    return counted((row["objet"], 1) for row in requests(ici) if inside(ici, row["recue_le"]))


@verite("demandes-en-attente")
def demandes_en_attente(ici: Ici) -> int:
    return sum(
        row["recue_le"] < ici.fin and not (row["decidee_le"] and row["decidee_le"] < ici.fin)
        for row in requests(ici)
    )


@verite("delai-demande")
def delai_demande(ici: Ici) -> object:
    told = [row for row in requests(ici) if inside(ici, row["decidee_le"])]
    return middle([(row["decidee_le"] - row["recue_le"]) / DAY for row in told])


# Préconisations

DEVIENT = {
    "proposer": "proposee",
    "etudier": "a-l-etude",
    "retenir": "retenue",
    "retenir_partie": "retenue-en-partie",
    "realiser": "realisee",
    "ecarter": "ecartee",
}
ATTEND = ("proposee", "a-l-etude")


def told(ici: Ici, row: Ligne) -> list[tuple[str, datetime]]:
    """What it became, and when, by the audit; without any, by its row."""
    acts = [
        act
        for act in ici.brut.by("audit", "objet_id").get(row["id"], ())
        if act["objet"] == "preconisation" and act["acte"] in (*DEVIENT, "annuler_reponse")
    ]
    if not acts and row["decidee_le"]:
        return [(row["statut"], row["decidee_le"])]
    stack, found = ["proposee"], []
    for act in sorted(acts, key=lambda act: act["id"]):
        if act["acte"] == "annuler_reponse":
            stack = stack[:-1] or stack
        else:
            stack.append(DEVIENT[act["acte"]])
        found.append((stack[-1], act["le"]))
    return found


def became(ici: Ici, row: Ligne) -> str:
    said = [statut for statut, le in told(ici, row) if le < ici.fin]
    return said[-1] if said else "proposee"


def decided_on(ici: Ici, row: Ligne) -> datetime | None:
    since = None
    for statut, le in told(ici, row):
        if le < ici.fin:
            since = None if statut in ATTEND else (since or le)
    return since


@verite("preconisations")
def preconisations(ici: Ici) -> dict[str, int]:
    return counted((row["type"], 1) for row in ici.noted("preconisation"))


@verite("preconisations-origines")
def preconisations_origines(ici: Ici) -> dict[str, int]:
    rows = ici.noted("preconisation")
    return counted((row["origine"], 1) for row in rows if row["origine"])


@verite("preconisations-repondues")
def preconisations_repondues(ici: Ici) -> int:
    rows = [row for row in ici.on_site("preconisation") if row["le"] < ici.fin]
    return sum(inside(ici, decided_on(ici, row)) for row in rows)


@verite("preconisations-en-attente")
def preconisations_en_attente(ici: Ici) -> tuple[int, int]:
    rows = [row for row in ici.on_site("preconisation") if row["le"] < ici.fin]
    waiting = [row for row in rows if became(ici, row) in ATTEND]
    return sum(row["le"] < ici.fin - 30 * DAY for row in waiting), len(waiting)


@verite("preconisations-suivies")
def preconisations_suivies(ici: Ici) -> tuple[int, int]:
    rows = list(ici.noted("preconisation"))
    good = ("retenue", "retenue-en-partie", "realisee")
    return sum(became(ici, row) in good for row in rows), len(rows)

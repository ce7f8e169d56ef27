"""Conflicts on the spot, mediations, and the checks of their accords."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.storage.indicateurs.verites.brut import Ici, Ligne, counted, verite
from tests.storage.indicateurs.verites.vies import inside


def fights(ici: Ici) -> Iterator[Ligne]:
    return ici.noted("conflit")


@verite("conflits-directs")
def conflits_directs(ici: Ici) -> dict[str, int]:
    return counted((one["type"], 1) for one in fights(ici))


@verite("conflits-issues")
def conflits_issues(ici: Ici) -> dict[str, int]:
    return counted((one["issue"], 1) for one in fights(ici))


@verite("conflits-stades")
def conflits_stades(ici: Ici) -> dict[str, int]:
    return counted((one["stade"], 1) for one in fights(ici) if one["stade"])


@verite("conflits-nature")
def conflits_nature(ici: Ici) -> dict[str, int]:
    return counted((one["parties"], 1) for one in fights(ici) if one["parties"])


@verite("conflits-services")
def conflits_services(ici: Ici) -> dict[str, int]:
    return counted((one["service"], 1) for one in fights(ici) if one["service"])


@verite("conflits-apaises")
def conflits_apaises(ici: Ici) -> tuple[int, int]:
    good = {line.slug for line in ici.programme.config.listes["issues"] if line.favorable}
    every = [one["issue"] for one in fights(ici)]
    return sum(issue in good for issue in every), len(every)


@verite("conflits")
def conflits(ici: Ici) -> dict[str, int]:
    new = (one["type"] for one in ici.noted("dossier_mediation", "ouvert_le"))
    return counted([*((one["type"], 1) for one in fights(ici)), *((kind, 1) for kind in new)])


def dossiers(ici: Ici, column: str) -> int:
    return sum(inside(ici, row[column]) for row in ici.on_site("dossier_mediation"))


@verite("mediations-ouvertes")
def mediations_ouvertes(ici: Ici) -> int:
    return dossiers(ici, "ouvert_le")


@verite("mediations-closes")
def mediations_closes(ici: Ici) -> int:
    return dossiers(ici, "clos_le")


@verite("accords-obtenus")
def accords_obtenus(ici: Ici) -> int:
    return dossiers(ici, "accord_le")


@verite("mediations-etats")
def mediations_etats(ici: Ici) -> dict[str, int]:
    def known(row: Ligne) -> str:
        over = row["clos_le"] is not None and row["clos_le"] < ici.fin
        if over and row["statut"] in ("refus", "abandon"):
            return "sans accord"
        return "accord" if row["accord_le"] and row["accord_le"] < ici.fin else "en cours"

    return counted(
        (known(row), 1)
        for row in ici.on_site("dossier_mediation")
        if row["ouvert_le"] < ici.fin and (row["clos_le"] is None or row["clos_le"] >= ici.debut)
    )


def checks(ici: Ici) -> Iterator[Sequence[Ligne]]:
    """Those of each accord, by their day; not of one that was taken back."""
    for row in ici.on_site("dossier_mediation"):
        by_accord: dict[str, list[Ligne]] = {}
        for check in ici.of("suivi_accord", "dossier_id", row):
            by_accord.setdefault(check["etape"].partition("-")[2], []).append(check)
        for mine in by_accord.values():
            if {check["resultat"] for check in mine} != {"sans_objet"}:
                yield sorted(mine, key=lambda check: check["prevu_le"])


def answered(ici: Ici, check: Ligne) -> bool:
    if check["resultat"] in (None, "sans_objet", "sans_reponse") or not check["fait_le"]:
        return False
    return bool(check["fait_le"] < ici.fin)


@verite("accords-verifies")
def accords_verifies(ici: Ici) -> tuple[int, int]:
    said = [
        check["resultat"]
        for mine in checks(ici)
        for check in mine
        if answered(ici, check) and inside(ici, check["fait_le"])
    ]
    return said.count("tenu"), len(said)


@verite("accords-tenus")
def accords_tenus(ici: Ici) -> tuple[int, int]:
    last = [mine[-1] for mine in checks(ici) if inside(ici, mine[-1]["prevu_le"])]
    kept = [one for one in last if one["resultat"] == "tenu" and answered(ici, one)]
    return len(kept), len(last)

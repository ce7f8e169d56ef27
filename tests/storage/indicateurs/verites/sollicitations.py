"""What was asked for, entry after entry, and what was done with groups."""

from __future__ import annotations

from collections.abc import Iterator

from tests.storage.indicateurs.verites.brut import Ici, Ligne, counted, verite


def asked(ici: Ici) -> Iterator[Ligne]:
    return ici.noted("sollicitation")


@verite("sollicitations")
def sollicitations(ici: Ici) -> int:
    return len(list(asked(ici)))


@verite("sollicitations-type")
def sollicitations_type(ici: Ici) -> dict[str, int]:
    return counted((one["type"], 1) for one in asked(ici))


@verite("reponses")
def reponses(ici: Ici) -> dict[str, int]:
    return counted((one["reponse"], 1) for one in asked(ici))


@verite("part-aller-vers")
def part_aller_vers(ici: Ici) -> tuple[int, int]:
    said = [one["initiative"] for one in asked(ici) if one["initiative"] is not None]
    return said.count("aller-vers"), len(said)


@verite("suites-donnees")
def suites_donnees(ici: Ici) -> dict[str, int]:
    reponse = {line.slug: line for line in ici.programme.config.listes["reponses"]}
    return counted((reponse[one["reponse"]].compte_comme or "sur-place", 1) for one in asked(ici))


@verite("gestes-sur-place")
def gestes_sur_place(ici: Ici) -> dict[str, int]:
    reponse = {line.slug: line for line in ici.programme.config.listes["reponses"]}
    given = (one["reponse"] for one in asked(ici))
    return counted((slug, 1) for slug in given if reponse[slug].compte_comme is None)


@verite("insecurite-ages")
def insecurite_ages(ici: Ici) -> dict[str, int]:
    ages = {one.slug for one in ici.programme.config.publics if one.ages is not None}
    afraid = (one["public"] for one in asked(ici) if one["type"] == "insecurite")
    return counted((public, 1) for public in afraid if public in ages)


@verite("demarches")
def demarches(ici: Ici) -> int:
    reponse = {line.slug: line for line in ici.programme.config.listes["reponses"]}
    return sum(reponse[one["reponse"]].compte_comme == "demarche" for one in asked(ici))


@verite("orientations")
def orientations(ici: Ici) -> dict[str, int]:
    reponse = {line.slug: line for line in ici.programme.config.listes["reponses"]}
    return counted(
        (one["domaine"] or reponse[one["reponse"]].domaine or "non-precise", 1)
        for one in asked(ici)
        if reponse[one["reponse"]].compte_comme == "orientation"
    )


@verite("transmissions-ville")
def transmissions_ville(ici: Ici) -> int:
    reponse = {line.slug: line for line in ici.programme.config.listes["reponses"]}
    return sum(reponse[one["reponse"]].suite == "mediation-ville" for one in asked(ici))


@verite("institutions-mal-comprises")
def institutions_mal_comprises(ici: Ici) -> dict[str, int]:
    return counted((one["institution"], 1) for one in asked(ici) if one["institution"])


@verite("besoins")
def besoins(ici: Ici) -> dict[str, int]:
    return counted((one["besoin"], 1) for one in asked(ici) if one["besoin"])


@verite("familles-mediation")
def familles_mediation(ici: Ici) -> dict[str, int]:
    types = {line.slug: line.famille for line in ici.programme.config.listes["sollicitations"]}
    said = [types[one["type"]] for one in asked(ici)]
    return counted((famille, 1) for famille in said if famille is not None)


@verite("sollicitations-cadres")
def sollicitations_cadres(ici: Ici) -> dict[str, int]:
    return counted((one["cadre"], 1) for one in asked(ici) if one["cadre"])


@verite("deja-suivis")
def deja_suivis(ici: Ici) -> dict[str, int]:
    return counted((one["suivi_par"], 1) for one in asked(ici) if one["suivi_par"])


def actions(ici: Ici) -> Iterator[Ligne]:
    return ici.noted("action_collective")


@verite("actions-collectives")
def actions_collectives(ici: Ici) -> dict[str, int]:
    return counted((one["type"], 1) for one in actions(ici))


@verite("actions-themes")
def actions_themes(ici: Ici) -> dict[str, int]:
    return counted((one["theme"], 1) for one in actions(ici))


@verite("actions-cibles")
def actions_cibles(ici: Ici) -> dict[str, int]:
    return counted((one["cible"], 1) for one in actions(ici) if one["cible"])


@verite("projets-stades")
def projets_stades(ici: Ici) -> dict[str, int]:
    return counted((one["stade"], 1) for one in actions(ici) if one["stade"])


@verite("actions-conseil-citoyen")
def actions_conseil_citoyen(ici: Ici) -> tuple[int, int]:
    every = list(actions(ici))
    return sum("conseil-citoyen" in one["partenaires"] for one in every), len(every)


@verite("actions-objectif")
def actions_objectif(ici: Ici) -> tuple[int, int]:
    every = list(actions(ici))
    return sum(bool(one["objectif"]) for one in every), len(every)


@verite("actions-origines")
def actions_origines(ici: Ici) -> dict[str, int]:
    return counted((one["origine"], 1) for one in actions(ici) if one["origine"])


@verite("actions-appuis")
def actions_appuis(ici: Ici) -> dict[str, int]:
    return counted((one["appui"], 1) for one in actions(ici) if one["appui"])


@verite("participants")
def participants(ici: Ici) -> dict[str, int]:
    """Halves of a type are added before their sum is rounded."""
    bands = {line.slug: line for line in ici.programme.config.listes["tranches_participants"]}
    halves: dict[str, int] = {}
    for one in actions(ici):
        band = bands[one["participants"]]
        low = band.minimum or 0
        both = low + (low if band.maximum is None else band.maximum)
        halves[one["type"]] = halves.get(one["type"], 0) + both
    return {kind: round(n / 2) for kind, n in halves.items() if round(n / 2)}


@verite("etonnements")
def etonnements(ici: Ici) -> dict[str, int]:
    return counted((one["question"], 1) for one in ici.noted("etonnement"))


def partners(ici: Ici) -> set[tuple[str, str]]:
    annuaire = ici.programme.config.annuaire
    kinds: dict[str, str] = {one.slug: one.type for one in annuaire if one.type}
    found: set[tuple[str, str]] = set()
    for relais in ici.noted("relais", "ouvert_le"):
        if slug := str(relais["partenaire"] or ""):
            found.add((slug, kinds.get(slug) or slug))
    known = {kind for _, kind in found}
    for action in actions(ici):
        found |= {(kind, kind) for kind in action["partenaires"] if kind not in known}
    return found


@verite("partenaires-mobilises")
def partenaires_mobilises(ici: Ici) -> int:
    return len(partners(ici))


@verite("partenaires-sortes")
def partenaires_sortes(ici: Ici) -> dict[str, int]:
    return counted((kind, 1) for _, kind in partners(ici))

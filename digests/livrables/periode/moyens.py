"""What it costs, who pays, where the time goes: for those who pay alone (A07-A10, A14-A16)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.livrables import BlocLivrable
from bot.words import duree, euros
from digests.exports.parts import budget, cout_annuel, cout_par_heure, parts, reste
from digests.livrables.blocs import fiche, grille, manque, note
from digests.livrables.matiere import TROP_TOT, Matiere
from digests.livrables.mots import RIEN, nombre
from storage.indicateurs.equipe import hors_terrain
from storage.indicateurs.temps import heures_mediateur, heures_presence


def temps(matiere: Matiere) -> Iterator[BlocLivrable]:
    """Person-hours by family of work: the street, then what is done away from it (000 l.205)."""
    if not matiere.parle_des_mediateurs:
        yield note(TROP_TOT)
        return
    street = matiere.chiffre(heures_mediateur).n
    out = matiere.chiffre(hors_terrain)
    labels = matiere.labels("temps_hors_terrain")
    rows = [(labels.get(slug, slug), duree(n)) for slug, n in out.par.items()]
    total = ("Ensemble", duree(street + out.n))
    yield fiche("Temps de travail", [("En rue, heures-médiateur", duree(street)), *rows, total])
    if not out.n:
        yield manque("aucune heure hors terrain n'est notée.")


def cle(matiere: Matiere) -> Iterator[BlocLivrable]:
    """The share of each commanditaire, in percent, capped, in euros (000 l.172, 001 l.57)."""
    yield grille(
        "Clé de répartition, par an",
        ["Commanditaire", "Part", "Plafond", "Montant"],
        [
            [
                one.label,
                RIEN if one.pct is None else f"{nombre(one.pct)} %",
                RIEN if one.plafond is None else euros(one.plafond),
                RIEN if one.euros is None else euros(one.euros),
            ]
            for one in parts(matiere.config)
        ],
    )
    left = reste(matiere.config)
    if left:
        yield note(f"Sans commanditaire dit par le dispositif : {euros(left)}.")


def cout(matiere: Matiere) -> Iterator[BlocLivrable]:
    """What a year costs, and what an hour of presence has cost so far (A06)."""
    year = cout_annuel(matiere.config)
    if year is None:
        yield manque("le coût annuel n'est pas écrit dans le fichier du dispositif.")
        return
    days = (matiere.apres - matiere.cible.debut).days
    minutes = matiere.chiffre(heures_presence).n
    given = budget(matiere.config, matiere.cible.debut, matiere.apres)
    hour = cout_par_heure(year, days, minutes)
    if given is not None:
        hour = round(given * 60 / minutes) if minutes else None
    yield fiche(
        "Coût",
        [
            ("Coût annuel prévu", euros(year)),
            *([("Budget de ces jours", euros(given))] if given is not None else []),
            ("Heures de présence", duree(minutes)),
            ("Coût d'une heure de présence", RIEN if hour is None else euros(hour)),
        ],
    )
    spent = "Coût annuel prévu" if given is None else "Budgets du fichier"
    yield note(
        f"{spent}, au prorata de {days} jours, divisé par les heures de présence d'un "
        "binôme : tout le travail y est, hors terrain compris."
    )


def moyens(matiere: Matiere) -> Iterator[BlocLivrable]:
    """All three, as an annexe holds them."""
    yield from temps(matiere)
    yield from cle(matiere)
    yield from cout(matiere)

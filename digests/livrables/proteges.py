"""What a document tells of people met: only in large numbers, beside all that left before.

It speaks of one site over months: finer than a territoire, so its words are told from eleven on
(adr/0038). A count of events is told as letters tell it: « moins de 5 ».
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.petits_effectifs import SEUIL, SEUIL_CROISE, protect, protect_rare
from bot.domain.publications import sans_revelation
from bot.domain.ventilation import Ventilation
from bot.livrables import BlocLivrable, ventilation
from digests.exports.masques import DITS, NON, OUI
from digests.livrables.blocs import note, tableau
from digests.livrables.matiere import Matiere
from digests.livrables.mots import RIEN
from digests.livrables.mots import part as part_dite
from storage import publications
from storage.indicateurs.contrat import Indicateur, Nombre, Proportion, Repartition
from storage.indicateurs.rencontres import rencontres, typologie

MOINS = f"moins de {SEUIL}"
TU = "non publié : petits nombres"
RESTE = "Le reste, ensemble"
TROP_PEU = f"Détail non publié : moins de {SEUIL_CROISE} de chaque, ou de quoi en déduire."


def evenements(matiere: Matiere, one: Indicateur[Nombre]) -> str:
    """« 12 », « moins de 5 », « 0 »: how often something happened to people there."""
    n = matiere.chiffre(one).n
    return MOINS if 0 < n < SEUIL else str(n)


def somme_de(matiere: Matiere, one: Indicateur[Repartition]) -> str:
    """The same of all its words together."""
    n = matiere.chiffre(one).n
    return MOINS if 0 < n < SEUIL else str(n)


def part(matiere: Matiere, one: Indicateur[Proportion]) -> str:
    """« 8 sur 12 », « non publié » where one of both sides is of few people."""
    value = matiere.chiffre(one)
    if not value.sur:
        return RIEN
    if value.sur < SEUIL:
        return f"{MOINS} en tout"
    alone = dict(zip((OUI, NON), protect([value.n, value.sur - value.n]), strict=True))
    told = _beside(matiere, one, alone, value.sur)
    return part_dite(one, value) if None not in told.values() else f"{TU} (sur {value.sur})"


def mots(
    matiere: Matiere, one: Indicateur[Repartition], labels: Mapping[str, str], entete: str
) -> list[BlocLivrable]:
    """Its table by word, the largest first; a sentence where hardly any word may be told."""
    return en_table(matiere, one, labels, entete, dits(matiere, one, labels))


def en_table(
    matiere: Matiere,
    one: Indicateur[Repartition],
    labels: Mapping[str, str],
    entete: str,
    rows: Sequence[tuple[int, str]],
) -> list[BlocLivrable]:
    """The same, of the words that `dits` gave."""
    value = matiere.chiffre(one)
    if not value.n:
        return [note(f"{one.label} : rien n'a été noté.")]
    if not rows:
        return [note(f"{one.label} : {_total(value.n)}. {TROP_PEU}")]
    left = value.n - sum(n for n, _ in rows)
    lines = [[labels.get(word, word), str(n)] for n, word in rows]
    lines += [[RESTE, str(left)]] if left else []
    return [tableau(one.label, [entete, "Nombre"], [*lines, ["Total", str(value.n)]], somme=True)]


def en_ligne(matiere: Matiere, one: Indicateur[Repartition], labels: Mapping[str, str]) -> str:
    """« 12-17 ans 33 ; 18-25 ans 25 ; le reste 22 »; « non publié » where no word may be told."""
    value = matiere.chiffre(one)
    rows = dits(matiere, one, labels)
    if not rows:
        return f"{_total(value.n)}, détail non publié" if value.n else "0"
    said = [f"{labels.get(word, word)} {n}" for n, word in rows]
    left = value.n - sum(n for n, _ in rows)
    return " ; ".join([*said, *([f"le reste {left}"] if left else [])])


def dits(
    matiere: Matiere, one: Indicateur[Repartition], labels: Mapping[str, str]
) -> list[tuple[int, str]]:
    """(how many, word) of those that may be told, the largest first; once in a document."""
    value = matiere.chiffre(one)
    if not value.n:
        return []
    every = [*labels, *(word for word in value.par if word not in labels)]
    counts = protect_rare([value.par.get(word, 0) for word in every], SEUIL_CROISE)
    if one.slug == typologie.slug and len(value.par) == 1 and _small_cell(matiere):
        counts = [None] * len(every)
    told = _beside(matiere, one, dict(zip(every, counts, strict=True)), value.n)
    return sorted(((n, word) for word, n in told.items() if n), key=lambda row: -row[0])


def tout_ou_rien(matiere: Matiere, one: Indicateur[Repartition]) -> Mapping[str, int]:
    """Each word that it has, or none of them: what another figure tells a part of (adr/0026)."""
    par = matiere.chiffre(one).par
    if any(0 < n < SEUIL for n in par.values()):
        return {}
    told = _beside(matiere, one, par, sum(par.values()))
    return {} if None in told.values() else par


def _small_cell(matiere: Matiere) -> bool:
    """Whether few encounters of a site and period are printed: one public would be all of them."""
    here = (matiere.releve.on(lieu) for lieu in matiere.lieux)
    cells = (rencontres(one.during(slug)).n for one in here for slug in matiere.tranches)
    return any(0 < n < SEUIL for n in cells)


def _total(n: int) -> str:
    return f"{n} en tout" if n >= SEUIL else f"{MOINS} en tout"


def _beside(
    matiere: Matiere, one: Indicateur[Any], comptes: Mapping[str, int | None], total: int
) -> Mapping[str, int | None]:
    """Those that may be told of its places and days."""
    sites = frozenset(lieu.slug for lieu in matiere.lieux)
    days = matiere.cible.debut, matiere.apres
    return a_cote(matiere, Ventilation(_mesure(one), sites, *days, comptes, total))


def a_cote(matiere: Matiere, table: Ventilation) -> Mapping[str, int | None]:
    """Those that may be told beside all that left, and beside what this very document tells."""
    mine = [ventilation(told) for told in matiere.tableaux if told["mesure"] == table.mesure]
    work = matiere.work
    before = publications.entre(work.tx, work.programme.id, table.debut, table.fin, table.mesure)
    told = sans_revelation([*before, *mine], table, SEUIL)
    matiere.tableaux.append(en_json(told))
    return told.comptes


def _mesure(one: Indicateur[Any]) -> str:
    """What it is called in the register of publications."""
    return DITS.get(one.slug, one.slug)


def somme(
    matiere: Matiere, one: Indicateur[Repartition], labels: Mapping[str, str], entete: str
) -> list[BlocLivrable]:
    """The whole, made of what its parts told above: comparing them teaches nothing.

    Without any part above, it is a table as any other.
    """
    parts = [table for table in matiere.tableaux if table["mesure"] == _mesure(one)]
    if not parts:
        return mots(matiere, one, labels, entete)
    value, told = matiere.chiffre(one), Counter[str]()
    for table in parts:
        told.update({word: n for word, n in table["comptes"].items() if n})
    if not told:
        return [note(f"{one.label} : {_total(value.n)}. {TROP_PEU}")]
    lines = [[labels.get(word, word), f"au moins {n}"] for word, n in told.most_common()]
    total = ["Total", str(value.n)]
    return [tableau(one.label, [entete, "Nombre"], [*lines, total], somme=True)]


def en_json(table: Ventilation) -> dict[str, Any]:
    return {
        "mesure": table.mesure,
        "lieux": sorted(table.lieux),
        "debut": table.debut.isoformat(),
        "fin": table.fin.isoformat(),
        "comptes": dict(table.comptes),
        "total": table.total,
    }

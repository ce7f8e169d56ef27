"""Period × uses × publics (K04): whom is met when, in such numbers that nothing else follows.

Every margin is taken for public: who has the encounters of each period, and each public of the
whole, works no cell out that is below eleven (adr/0038).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.petits_effectifs import SEUIL, SEUIL_CROISE, protect_rare
from bot.domain.publications import sans_revelation
from bot.domain.ventilation import Ventilation
from bot.livrables import BlocLivrable
from digests import effectifs
from digests.livrables.blocs import grille, note
from digests.livrables.matiere import Matiere
from digests.livrables.mots import RIEN
from digests.livrables.periode.tendances import premiers
from digests.livrables.proteges import MOINS, RESTE, en_json
from storage import publications
from storage.indicateurs import observations
from storage.indicateurs.contrat import Repartition
from storage.indicateurs.rencontres import typologie

MESURE: Final = "rencontres.public.periode"
ParPublic = Mapping[str, int | None]


def publics_par_periode(matiere: Matiere) -> Iterator[BlocLivrable]:
    """A column a period: each public that may be told, the rest together, uses and misuses."""
    known = effectifs.publics(matiere.config, {})
    labels = {slug: matiere.config.public(slug).label for slug in known.tous}
    met = {slug: _met(matiere, slug) for slug in matiere.tranches}
    if not any(one.n for one in met.values()):
        yield note("Aucune rencontre n'est notée : rien à croiser.")
        return
    told = _told(matiere, met, [*labels])
    shown = [slug for slug in labels if any(one.get(slug) for one in told.values())]
    rows = [[labels[slug], *(_cell(one.get(slug)) for one in told.values())] for slug in shown]
    heads = ["", *matiere.tranches.values()]
    lines = [*rows, [RESTE, *(_left(met[slug].n, told[slug]) for slug in told)], _sums(met)]
    yield grille("Qui, et quand", heads, [*lines, *_uses(matiere)])
    yield note(
        f"Un public rencontré moins de {SEUIL_CROISE} fois dans une période n'y est pas donné, ni "
        "ce qui le ferait deviner. Usages et publics se lisent côte à côte : rien ne dit qui "
        "faisait quoi."
    )


def _met(matiere: Matiere, tranche: str) -> Repartition:
    return matiere.chiffre(typologie, matiere.releve.during(tranche))


def _told(
    matiere: Matiere, met: Mapping[str, Repartition], publics: list[str]
) -> dict[str, ParPublic]:
    """By period, what may be told beside every margin, and all that left before."""
    every = list(dict.fromkeys([*publics, *(slug for one in met.values() for slug in one.par)]))
    whole = {slug: sum(one.par.get(slug, 0) for one in met.values()) for slug in every}
    known = [_table(matiere, [*met], whole, sum(one.n for one in met.values()))]
    work, days = matiere.work, (matiere.cible.debut, matiere.apres)
    known += publications.entre(work.tx, work.programme.id, *days, MESURE)
    found: dict[str, ParPublic] = {}
    for tranche, one in met.items():
        kept = protect_rare([one.par.get(slug, 0) for slug in every], SEUIL_CROISE)
        table = _table(matiere, [tranche], dict(zip(every, kept, strict=True)), one.n)
        told = sans_revelation(known, table, SEUIL_CROISE)
        known.append(told)
        matiere.tableaux.append(en_json(told))
        found[tranche] = told.comptes
    return found


def _table(matiere: Matiere, tranches: list[str], comptes: ParPublic, total: int) -> Ventilation:
    """Each place stands for itself in each period."""
    places = frozenset(f"{lieu.slug}@{slug}" for lieu in matiere.lieux for slug in tranches)
    return Ventilation(MESURE, places, matiere.cible.debut, matiere.apres, comptes, total)


def _cell(n: int | None) -> str:
    return str(n) if n else RIEN


def _left(total: int, told: ParPublic) -> str:
    left = total - sum(n for n in told.values() if n)
    return str(left) if left >= SEUIL or not left else MOINS


def _sums(met: Mapping[str, Repartition]) -> list[str]:
    """Encounters are events: their number is public (adr/0006)."""
    return ["Rencontres", *(str(one.n) for one in met.values())]


def _uses(matiere: Matiere) -> Iterator[list[str]]:
    for title, one, liste in (
        ("Usages positifs les plus vus", observations.usages_positifs, "usages_positifs"),
        ("Mésusages les plus vus", observations.mesusages, "mesusages"),
    ):
        labels = matiere.labels(liste)
        during = (matiere.chiffre(one, matiere.releve.during(slug)) for slug in matiere.tranches)
        yield [title, *(premiers(value, labels) for value in during)]

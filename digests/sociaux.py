"""Counts of what happened to people, told only where they are large (ADR 0006)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.domain.petits_effectifs import (
    SEUIL,
    ne_livre_pas,
    protect,
    protect_rare,
    toutes_a_un,
)
from bot.words import pluriel
from digests.contract import Comptes, Figures, Perimetre, Recueil
from storage.figures import Lieu
from storage.indicateurs.contrat import Indicateur, Proportion, Repartition
from storage.indicateurs.releve import Releve

ParSite = Mapping[int, tuple[int, int]]
"""By row id of a site: how many, and how many of these turned out well."""
_Tell = Callable[[Sequence[Lieu], Comptes, int], Comptes]
OUI, NON = "oui", "non"
"""What a share is written down as: what turned out well, and what did not."""
PAR_SEMAINE = "par_semaine"
"""Kept of a month where there were few in each of its weeks: nothing more is said of them all."""
RESTE = "le reste, par petits nombres, n'est pas détaillé"


def published(
    perimetre: Perimetre,
    by_site: ParSite,
    weeks: Sequence[ParSite] = (),
    tell: _Tell = lambda _lieux, comptes, _total: comptes,
) -> Figures:
    """{n, tus, dont}: each territoire's count where it may be told, and how many are not.

    `dont` is how many turned out well, None when that or its complement must not be told. As the
    whole is made of what each territoire publishes, comparing letters teaches nothing. weeks: of
    a month, whose letters were read: what they kept back is not told by their sum either. tell:
    what may be told of some places beside all that left before.
    """
    total = hidden = 0
    successes: list[int | None] = []
    spread = False
    for lieux in perimetre.territoires.values():
        sites = [lieu.id for lieu in lieux]
        n, well, kept = _beside(sites, by_site, weeks)
        hidden += 1 if kept or 0 < n < SEUIL else 0
        each = [_of(sites, week)[0] for week in weeks]
        spread = spread or _spread(n + kept, kept, each)
        if 0 < n + kept < SEUIL:
            continue
        total += n
        yes, no = protect([well, n - well])
        part = yes if kept else tell(lieux, {OUI: yes, NON: no}, n)[OUI]
        if n:
            successes.append(0 if well == 0 else part)
    said = all(none(one) or one["dont"] is not None for one in _each(perimetre, weeks))
    clear = successes and not hidden and None not in successes and said
    return {
        "n": total,
        "tus": hidden,
        "dont": sum(part or 0 for part in successes) if clear else None,
        **({PAR_SEMAINE: True} if spread else {}),
    }


def _spread(n: int, kept: int, weeks: Sequence[int]) -> bool:
    """Whether a whole month is only told week by week.

    « Fewer than five » of it would tell each of its weeks, or they were all kept back.
    """
    return toutes_a_un(weeks) if 0 < n < SEUIL else 0 < n == kept


def _each(perimetre: Perimetre, weeks: Sequence[ParSite]) -> list[Figures]:
    return [published(perimetre, week) for week in weeks]


def _beside(
    sites: Sequence[int], by_site: ParSite, weeks: Sequence[ParSite]
) -> tuple[int, int, int]:
    """Of one territoire: how many, how many well, and how many of them stay kept back."""
    n, well = _of(sites, by_site)
    kept = kept_back(n, [_of(sites, week)[0] for week in weeks])
    return n - kept, well, kept


def kept_back(n: int, weeks: Sequence[int]) -> int:
    """What the letters of these weeks did not tell, when the sum `n` of them would tell it."""
    small = sum(one for one in weeks if 0 < one < SEUIL)
    safe = small >= SEUIL and ne_livre_pas(weeks)
    return small if sum(weeks) == n and not safe else 0


def counted(recueil: Recueil, releve: Releve, indicateur: Indicateur[Any]) -> Figures:
    """That figure (a count, or a share whose `dont` turned out well) as it is published."""

    def pair(here: Releve) -> tuple[int, int]:
        value = indicateur(here)
        return (value.sur, value.n) if isinstance(value, Proportion) else (value.n, value.n)

    return counted_by(recueil, releve, pair, indicateur.slug if indicateur.denominateur else "")


def counted_by(
    recueil: Recueil,
    releve: Releve,
    count: Callable[[Releve], tuple[int, int]],
    mesure: str = "",
) -> Figures:
    """The same of any count (how many, how many well) of a place; mesure: of a share, its slug."""

    def by_site(these: Releve) -> ParSite:
        found = {lieu.id: count(these.on(lieu)) for lieu in these.lieux}
        return {site: pair for site, pair in found.items() if pair[0]}

    def tell(lieux: Sequence[Lieu], comptes: Comptes, total: int) -> Comptes:
        if not mesure:
            return comptes
        return recueil.publie(mesure, lieux, comptes, total, releve.jours)

    weeks = [by_site(week) for week in recueil.weeks_of(releve)]
    return published(recueil.perimetre, by_site(releve), weeks, tell)


def shared(
    recueil: Recueil,
    releve: Releve,
    indicateur: Indicateur[Repartition],
    labels: Mapping[str, str],
    *,
    mensuel: bool = False,
    seuil: int = SEUIL,
    exact: bool = False,
) -> Figures:
    """{n, tus, par, reste}: the same of a figure by word, and by label the words that may be told.

    labels: of every word that it may have; `reste`: whether others are kept back. mensuel: no
    letter of a week tells it. exact: the letter tells how many there were in all, however few; the
    register of publications knows it too, as it knows a week in which there was nothing.
    """
    told: Counter[str] = Counter()
    total, hidden, spread = 0, 0, False
    before = () if mensuel else recueil.weeks_of(releve)
    for lieux in recueil.perimetre.territoires.values():
        par = indicateur(releve.on(*lieux)).par
        n, weeks = sum(par.values()), [indicateur(week.on(*lieux)).n for week in before]
        kept = kept_back(n, weeks)
        few = kept > 0 or 0 < n < seuil
        hidden += 1 if few else 0
        spread = spread or _spread(n, kept, weeks)
        total += n - kept if n >= seuil else 0
        if few and not exact:
            continue
        every = [*labels, *(word for word in par if word not in labels)]
        alone = dict.fromkeys(every) if few else _protected(par, every, seuil)
        mine = recueil.publie(indicateur.slug, lieux, alone, n, releve.jours)
        told.update({word: k for word, k in mine.items() if k})
    return {
        "n": total,
        "tus": hidden,
        "par": {labels.get(word, word): k for word, k in told.most_common()},
        "reste": total > told.total() or hidden > 0,
        **({PAR_SEMAINE: True} if spread else {}),
    }


def tells(recueil: Recueil, count: Figures, words: Iterable[str]) -> bool:
    """Whether `count` says how many each of `words` is, in each territoire.

    Two tables of the same things must not tell together what each of them keeps back: one that
    details some words of another is told where that other one tells them.
    """
    alone = len(recueil.perimetre.territoires) == 1 or not count["reste"]
    return alone and set(words) <= set(count["par"])


def _protected(par: Mapping[str, int], mots: Sequence[str], seuil: int) -> dict[str, int | None]:
    """Of one territoire, what may be told of each of these words, by itself."""
    counts = protect_rare([par.get(mot, 0) for mot in mots], seuil)
    return dict(zip(mots, counts, strict=True))


def _of(sites: Sequence[int], by_site: ParSite) -> tuple[int, int]:
    here = [by_site[site] for site in sites if site in by_site]
    return sum(n for n, _ in here), sum(well for _, well in here)


def none(count: Figures) -> bool:
    """Whether there was not one, told or not."""
    return not count["n"] and not count["tus"]


def in_words(count: Figures, singular: str, plural: str) -> str:
    """« 7 relais », « moins de 5 relais », « au moins 7 relais »; « » when there is none."""
    if not count["tus"]:
        return pluriel(count["n"], singular, plural) if count["n"] else ""
    if count["n"]:
        return f"au moins {count['n']} {plural}"
    where = [" par territoire"] if count["tus"] > 1 else []
    where += [" par semaine"] if count.get(PAR_SEMAINE) else []
    return f"moins de {SEUIL} {plural}{' et'.join(where)}"


def with_success(count: Figures, words: tuple[str, str], well: tuple[str, str, str]) -> str:
    """« 8 relais vérifiés, dont 6 effectifs »; `well` says one, several and none of them."""
    whole, part = in_words(count, *words), count["dont"]
    if not whole or part is None:
        return whole
    single, several, none_of_them = well
    return (
        f"{whole}, dont {pluriel(part, single, several)}" if part else f"{whole}, {none_of_them}"
    )


def detailed(count: Figures, most: int | None = None) -> str:
    """« Logement 12 · Information 7 ; le reste… »; « » when no word may be told.

    most: how many of them are told, all when None.
    """
    told = list(count["par"].items())[:most]
    if not told:
        return ""
    said = " · ".join(f"{label} {n}" for label, n in told)
    return f"{said} ; {RESTE}" if count["reste"] or len(told) < len(count["par"]) else said

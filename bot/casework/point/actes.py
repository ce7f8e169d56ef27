"""Deeds on a point, weekly or monthly: drafted, validated, frozen; its sentences « à retenir »."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from bot.domain.mois import frequence
from bot.domain.releve import ChiffreBouge, Chiffres, bouges, kept, quoted_in
from bot.domain.semaine import Semaine
from bot.domain.vies.point import VIE_POINT, ActePoint, StatutPoint
from storage import audit, points
from storage.dispositif import Comite
from storage.libre import TexteVerifie
from storage.machine.db import insert_once
from storage.models import PointHebdo, PointPhrase
from storage.points import wordless
from storage.work import Work

MOST: Final = 3
"""Sentences « à retenir » that one comité reads (§4.2)."""
ChiffresLus = Mapping[str, Chiffres]
"""What each comité reads, by its slug."""
SIGNED: Final = frozenset({ActePoint.VALIDER, ActePoint.ENVOYER, ActePoint.CLASSER})
"""What somebody decides: the audit keeps who."""


def opened(work: Work, semaine: Semaine) -> PointHebdo:
    """Its row, made by whoever speaks of that week, or of that month, first."""
    row = points.of_period(work.tx, work.programme.id, semaine)
    if row is not None:
        return row
    new: dict[str, Any] = {
        "dispositif_id": work.programme.id,
        "rythme": frequence(semaine),
        "lundi": semaine.lundi,
        "statut": VIE_POINT.debut,
        "brouillon": {},
        "chiffres": {},
    }
    insert_once(work.tx, PointHebdo, [new])
    row = points.of_period(work.tx, work.programme.id, semaine)
    if row is None:
        raise LookupError(f"le point {semaine.label} n'a pas été gardée")
    return row


def act(work: Work, row: PointHebdo, acte: ActePoint, personne_id: int | None = None) -> None:
    """Move it along its table. Raises DejaFait, TransitionRefusee."""
    row.statut = VIE_POINT.apply(StatutPoint(row.statut), acte)
    if acte is ActePoint.VALIDER:
        row.valide_le = work.now
    elif acte in (ActePoint.MODIFIER, ActePoint.RECOMPOSER):
        row.valide_le = None
    if acte in SIGNED:
        audit.note(work.tx, work.now, personne_id, f"point_{acte}", row, _name(row))
    work.tx.flush()


def take_back(
    work: Work, row: PointHebdo, kept: Mapping[str, Any], personne_id: int | None
) -> None:
    """As before a deed (`kept`: acte, avant). Raises TransitionRefusee when something followed."""
    acte, avant = ActePoint(kept["acte"]), kept["avant"]
    statut = StatutPoint(row.statut)
    row.statut = VIE_POINT.back(StatutPoint(avant), acte, statut).vers
    if acte is ActePoint.VALIDER:
        row.valide_le = None
    audit.note(work.tx, work.now, personne_id, f"annuler_point_{acte}", row, _name(row))
    work.tx.flush()


def draft(row: PointHebdo, comite: str, figures: Chiffres, phrase: str) -> None:
    """What that comité would read, were it today; `phrase`: how its letter would begin."""
    row.brouillon = {**row.brouillon, comite: {"chiffres": dict(figures), "phrase": phrase}}


def shown(work: Work, row: PointHebdo) -> None:
    """The coordination was told that the draft is there."""
    row.brouillon_le = work.now


def freeze(work: Work, row: PointHebdo, figures: ChiffresLus) -> None:
    """These are the figures that leave. Raises TransitionRefusee when they were frozen."""
    act(work, row, ActePoint.FIGER)
    row.chiffres = {comite: dict(one) for comite, one in figures.items()}
    row.fige_le = work.now


def write(
    work: Work, row: PointHebdo, said: TexteVerifie, whose: tuple[str | None, ChiffresLus]
) -> None:
    """One sentence more, for one comité (slug) or for all: (comité, what each reads today)."""
    comite, figures = whose
    act(work, row, ActePoint.MODIFIER)
    phrase = PointPhrase(
        dispositif_id=row.dispositif_id,
        point_id=row.id,
        comite=comite,
        texte=said,
        chiffres=quoted(said, comite, figures),
        le=work.now,
    )
    work.tx.add(phrase)
    work.tx.flush()


def reword(
    work: Work, row: PointHebdo, phrase: PointPhrase, said: TexteVerifie, figures: ChiffresLus
) -> None:
    """Other words in its place; a week that was validated is to be validated again."""
    act(work, row, ActePoint.MODIFIER)
    phrase.texte, phrase.le = said, work.now
    phrase.chiffres = quoted(said, phrase.comite, figures)


def agree(phrase: PointPhrase, figures: ChiffresLus, now: datetime) -> None:
    """It is true of these figures too: the week stays validated if it was."""
    phrase.chiffres, phrase.le = quoted(phrase.texte, phrase.comite, figures), now


def remove(work: Work, phrase: PointPhrase) -> None:
    """It does not leave; what is validated beside it still does."""
    work.tx.delete(phrase)
    work.tx.flush()


def look_closer(work: Work, row: PointHebdo, theme: str | None) -> None:
    """That month's zoom, None for the file's; its draft is made again, and validated again.

    Raises TransitionRefusee once its figures are frozen.
    """
    act(work, row, ActePoint.RECOMPOSER)
    row.zoom, row.brouillon, row.brouillon_le = theme, {}, None


def quoted(said: str, comite: str | None, figures: ChiffresLus) -> dict[str, Any]:
    """What a sentence quotes of what its readers read, by comité."""
    read = {slug: quoted_in(said, one) for slug, one in figures.items() if comite in (None, slug)}
    return {slug: found for slug, found in read.items() if found}


def doubts(row: PointHebdo, phrase: PointPhrase) -> list[ChiffreBouge]:
    """What a sentence quotes that reads otherwise once frozen; nothing as long as it may move."""
    if row.fige_le is None:
        return []
    return [
        moved
        for comite, before in phrase.chiffres.items()
        for moved in bouges(before, kept(before, row.chiffres.get(comite, {})))
    ]


def leaving(row: PointHebdo, phrases: list[PointPhrase]) -> list[PointPhrase]:
    """The sentences that leave with that week: validated, and true of what was frozen."""
    if row.valide_le is None:
        return []
    return [phrase for phrase in phrases if not doubts(row, phrase)]


def sentences(
    row: PointHebdo, phrases: list[PointPhrase], comite: str, *, every: bool = False
) -> list[str]:
    """What that comité reads of them; `every`: were the week validated as it is."""
    kept = phrases if every else leaving(row, phrases)
    return [str(one.texte) for one in kept if one.comite in (None, comite)]


def is_full(
    readers: Sequence[Comite], phrases: list[PointPhrase], comite: str | None = None
) -> bool:
    """Whether one of `readers` who would read one more, in that comité or in all, reads three."""
    whose = [comite] if comite else [one.slug for one in readers]
    counts = [sum(1 for one in phrases if one.comite in (None, slug)) for slug in whose]
    return max(counts, default=0) >= MOST


def bare(contenu: Mapping[str, Any]) -> dict[str, Any]:
    """A letter without its words, every section told: what moves in it are figures alone."""
    return {**wordless(contenu), "vide": False}


def _name(row: PointHebdo) -> str:
    return points.periode(row).label

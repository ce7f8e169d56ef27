"""Deeds on a version of a document that is due: opened, reread, presented, validated (B02)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.casework.livrable import ecrit
from bot.domain.vies.livrable import FIGES, OUVERTS, VIE_LIVRABLE, ActeLivrable, StatutLivrable
from bot.domain.vies.vie import TransitionRefusee
from bot.livrables import Cible, ContenuLivrable, avec_textes, ventilation
from storage import audit, livrables, logos, publications
from storage.libre import TexteVerifie
from storage.models import Reunion
from storage.models.livrables import VersionLivrable
from storage.work import Work

SUPPORT: Final = "document"
"""In the register of publications: a table that left in a document."""
LE: Final[Mapping[ActeLivrable, str]] = {
    ActeLivrable.RELIRE: "relu_le",
    ActeLivrable.PRESENTER: "presente_le",
    ActeLivrable.VALIDER: "valide_le",
}
"""The column that dates a step."""


class ChiffresPasFiges(TransitionRefusee):
    """The clock is still freezing its figures: a minute later it may be validated."""


def current(work: Work, livrable: str, cible: Cible) -> VersionLivrable | None:
    """Its last version; None as long as nobody spoke of it."""
    found = livrables.versions(work.tx, work.programme.id, livrable, cible.cle)
    return found[-1] if found else None


def opened(work: Work, livrable: str, cible: Cible) -> VersionLivrable:
    """The same, made now if it is spoken of for the first time."""
    return current(work, livrable, cible) or _add(work, livrable, cible.cle, 1)


def act(
    work: Work,
    row: VersionLivrable,
    acte: ActeLivrable,
    personne_id: int | None = None,
    reunion: Reunion | None = None,
) -> None:
    """Move it along its table; reunion: the meeting at which it is presented.

    Raises DejaFait, TransitionRefusee, ChiffresPasFiges.
    """
    statut = StatutLivrable(row.statut)
    following = VIE_LIVRABLE.apply(statut, acte)
    if acte is ActeLivrable.VALIDER and row.fige_le is None:
        raise ChiffresPasFiges(VIE_LIVRABLE.objet, statut, acte)
    row.statut = following
    if acte in LE:
        setattr(row, LE[acte], work.now)
    if acte is ActeLivrable.PRESENTER:
        row.reunion_id = reunion.id if reunion else None
    if acte is ActeLivrable.VALIDER:
        # Its words are kept with its figures: nothing of it changes any more.
        row.contenu = avec_textes(row.contenu, ecrit.sure_words(work, row))
        _replace_before(work, row)
    if following in FIGES and row.fige_le is None:
        ask(work, row)
    audit.note(work.tx, work.now, personne_id, f"livrable_{acte}", row, name(row))
    work.tx.flush()


def take_back(
    work: Work, row: VersionLivrable, kept: Mapping[str, Any], personne_id: int | None
) -> None:
    """As before a step (`kept`: acte, avant). Raises TransitionRefusee when another followed."""
    acte, statut = ActeLivrable(kept["acte"]), StatutLivrable(row.statut)
    row.statut = VIE_LIVRABLE.back(StatutLivrable(kept["avant"]), acte, statut).vers
    setattr(row, LE[acte], None)
    audit.note(work.tx, work.now, personne_id, f"annuler_livrable_{acte}", row, name(row))
    work.tx.flush()


def write(
    work: Work,
    row: VersionLivrable,
    chapitre: str,
    texte: TexteVerifie,
    personne_id: int | None = None,
) -> None:
    """These words under that number: it is to be reread.

    Raises TransitionRefusee once it was validated.
    """
    act(work, row, ActeLivrable.MODIFIER, personne_id)
    livrables.write(work.tx, row.id, chapitre, texte, work.now)


def correct(work: Work, row: VersionLivrable, personne_id: int | None = None) -> VersionLivrable:
    """A new version of what was validated, with the same words; its figures are read anew.

    Raises TransitionRefusee for one that may still be changed itself.
    """
    statut = StatutLivrable(row.statut)
    if statut in OUVERTS:
        raise TransitionRefusee(VIE_LIVRABLE.objet, statut, ActeLivrable.REMPLACER)
    new = _add(work, row.livrable, row.cible, row.numero + 1)
    for chapitre, texte in livrables.textes(work.tx, row.id).items():
        livrables.write(work.tx, new.id, chapitre, texte, work.now)
    audit.note(work.tx, work.now, personne_id, "livrable_corriger", new, name(new))
    return new


def ask(work: Work, row: VersionLivrable, chat_id: int | None = None) -> None:
    """The clock writes it in a moment, for that chat too when one is given."""
    row.demande_le = row.demande_le or work.now
    if chat_id is not None and chat_id not in row.demandeurs:
        row.demandeurs = [*row.demandeurs, chat_id]
    work.tx.flush()


def served(row: VersionLivrable) -> None:
    """Whoever waited for it has it."""
    row.demande_le, row.demandeurs = None, []


def freeze(work: Work, row: VersionLivrable, contenu: ContenuLivrable) -> None:
    """These are its figures for good: what they tell of people is written down (adr/0026)."""
    row.contenu = contenu | {"logos": logos.keep(work.tx, contenu.get("logos", ()))}
    row.fige_le = work.now
    tables = [ventilation(one) for partie in contenu["parties"] for one in partie["tableaux"]]
    publications.inscrit(work.tx, work.programme.id, tables, SUPPORT, work.now)
    work.tx.flush()


def name(row: VersionLivrable) -> str:
    """« compte_rendu site-a-2026-10 1 », in the audit."""
    return f"{row.livrable} {row.cible} {row.numero}"


def _add(work: Work, livrable: str, cible: str, numero: int) -> VersionLivrable:
    row = VersionLivrable(
        dispositif_id=work.programme.id,
        livrable=livrable,
        cible=cible,
        numero=numero,
        statut=VIE_LIVRABLE.debut,
        ouvert_le=work.now,
        contenu={},
        demandeurs=[],
    )
    work.tx.add(row)
    work.tx.flush()
    return row


def _replace_before(work: Work, row: VersionLivrable) -> None:
    """The version that it corrects is one no more."""
    for old in livrables.versions(work.tx, work.programme.id, row.livrable, row.cible):
        if old.numero < row.numero and old.statut == StatutLivrable.VALIDE:
            old.statut = VIE_LIVRABLE.apply(StatutLivrable.VALIDE, ActeLivrable.REMPLACER)

"""7 · The register of préconisations, with the answers, service by service (000 l.48, l.164)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select

from bot.casework.preconisation.actes import label_of, reference
from bot.livrables import BlocLivrable
from bot.words import date_longue
from digests.livrables.blocs import fiche, grille, intertitre, manque, tableau
from digests.livrables.matiere import Matiere
from digests.livrables.mots import part
from digests.livrables.periode.matiere import MatierePeriode
from storage import paroles
from storage.indicateurs import preconisations
from storage.livrables import MOTS
from storage.models import Preconisation


def registre(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    rows = _until(matiere)
    if not rows:
        yield manque("aucune préconisation n'a été proposée.")
        return
    yield chiffres(matiere)
    said = paroles.words(matiere.work.tx, rows)
    services = {one.slug: one.label for one in matiere.config.services}
    for slug in dict.fromkeys(row.destinataire for row in rows):
        mine = [row for row in rows if row.destinataire == slug]
        yield intertitre(services.get(slug, slug))
        table = grille(
            f"Préconisations, {services.get(slug, slug)}",
            ["Numéro", "Site", "Préconisation", "Réponse"],
            [_row(matiere, row, said.get(row.id)) for row in mine],
        )
        yield {**table, MOTS: True}


def chiffres(matiere: Matiere) -> BlocLivrable:
    """How many are new, answered, followed."""
    followed = preconisations.preconisations_suivies
    return fiche(
        "Préconisations de la période",
        [
            ("Nouvelles", str(matiere.chiffre(preconisations.preconisations).n)),
            ("Répondues", str(matiere.chiffre(preconisations.preconisations_repondues).n)),
            ("Suivies", part(followed, matiere.chiffre(followed))),
        ],
    )


def par_reponse(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Sums alone, for who reads no site by itself: of all that is in the register."""
    yield chiffres(matiere)
    told = Counter(label_of(matiere.work.programme, row.statut) for row in _until(matiere))
    if told:
        rows = [[label, str(n)] for label, n in told.most_common()]
        yield tableau("Où en est chacune", ["Réponse", "Préconisations"], rows)


def _until(matiere: MatierePeriode) -> list[Preconisation]:
    """Proposed there by its end: those of the period, and those still without a word."""
    debut, fin = matiere.releve.bornes
    query = select(Preconisation).where(
        Preconisation.dispositif_id == matiere.work.programme.id,
        Preconisation.alive(),
        Preconisation.site_id.in_(matiere.ids),
        Preconisation.le < fin,
        (Preconisation.le >= debut)
        | (Preconisation.decidee_le >= debut)
        | Preconisation.decidee_le.is_(None),
    )
    return list(
        matiere.work.tx.scalars(query.order_by(Preconisation.destinataire, Preconisation.id))
    )


def _row(matiere: MatierePeriode, row: Preconisation, said: str | None) -> list[str]:
    kinds = matiere.labels("types_preconisation")
    label = label_of(matiere.work.programme, row.statut)
    return [
        reference(row),
        matiere.work.programme.site_label(row.site_id),
        said or f"{kinds.get(row.type, row.type)} (texte à relire)",
        f"{label}, le {date_longue(row.decidee_le)}" if row.decidee_le else label,
    ]

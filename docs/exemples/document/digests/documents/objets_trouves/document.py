"""Registre des objets trouvés: one line a thing, to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from sqlalchemy import select

from bot.documents import Contenu, Document, Exemplaire
from bot.domain.semaine import Semaine
from bot.words import jour
from storage.models.objets_trouves import ObjetTrouve
from storage.work import Work


def copies(work: Work, semaine: Semaine) -> Iterator[Exemplaire]:
    """One, for the whole programme."""
    since, until = semaine.bornes()
    found = (
        select(ObjetTrouve)
        .where(ObjetTrouve.dispositif_id == work.programme.id, ObjetTrouve.alive())
        .where(ObjetTrouve.le >= since, ObjetTrouve.le < until)
        .order_by(ObjetTrouve.le, ObjetTrouve.id)
    )
    lines = [_line(work, row) for row in work.tx.scalars(found)]
    yield Exemplaire(nom=f"objets-trouves_{semaine.label}", contenu={"lignes": lines})


def _line(work: Work, row: ObjetTrouve) -> tuple[str, str, str]:
    config = work.programme.config
    site = config.site(work.programme.site_slugs[row.site_id])
    return jour(row.le), site.label, config.type_lieu(row.lieu).label


def _csv(contenu: Contenu) -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows([("Jour", "Site", "Lieu"), *contenu["lignes"]])
    # The mark by which a spreadsheet knows the accents.
    return written.getvalue().encode("utf-8-sig")


DOCUMENT = Document(
    titre="Registre des objets trouvés",
    lecteurs="le service des objets trouvés",
    compose=copies,
    formats={"csv": _csv},
)

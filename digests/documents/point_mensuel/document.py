"""A point mensuel written to files: what left, else what would leave."""

from __future__ import annotations

from collections.abc import Iterator

from bot.documents import Document, Exemplaire
from bot.domain.mois import Mois
from bot.domain.semaine import Semaine
from digests.figes import as_read
from digests.formats import FORMATS
from storage.models import MENSUEL
from storage.work import Work


def copies(work: Work, semaine: Semaine) -> Iterator[Exemplaire]:
    """One for each reader of the month, or of the month of that week."""
    mois = semaine if isinstance(semaine, Mois) else Mois.around(semaine.lundi)
    for comite in work.programme.config.lecteurs(MENSUEL):
        yield Exemplaire(
            nom=f"point-mensuel_{comite.slug}_{mois.label}",
            contenu=as_read(work, comite, mois),
            territoire=comite.territoire,
        )


DOCUMENT = Document(
    titre="Point mensuel",
    lecteurs="chaque comité, les commanditaires, le CLSPD",
    compose=copies,
    formats=FORMATS,
)

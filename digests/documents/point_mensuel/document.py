"""A point mensuel written to files: what was sent when it was frozen, else a preview."""

from __future__ import annotations

from collections.abc import Iterator

from bot.documents import Document, Exemplaire
from bot.domain.mois import Mois
from bot.domain.semaine import Semaine
from digests.compose import compose
from digests.contract import Snapshot
from digests.figes import frozen
from digests.formats import FORMATS
from storage.dispositif import Comite
from storage.models import MENSUEL
from storage.work import Work


def copies(work: Work, semaine: Semaine) -> Iterator[Exemplaire]:
    """One for each reader of the month, or of the month of that week."""
    mois = semaine if isinstance(semaine, Mois) else Mois.around(semaine.lundi)
    for comite in work.programme.config.lecteurs(MENSUEL):
        yield Exemplaire(
            nom=f"point-mensuel_{comite.slug}_{mois.label}",
            contenu=_snapshot(work, comite, mois),
            territoire=comite.territoire,
        )


def _snapshot(work: Work, comite: Comite, mois: Mois) -> Snapshot:
    digest = frozen(work.tx, work.programme, comite.slug, mois)
    return digest.instantane if digest else compose(work.tx, work.programme, comite, mois)


DOCUMENT = Document(
    titre="Point mensuel",
    lecteurs="chaque comité, les commanditaires, le CLSPD",
    compose=copies,
    formats=FORMATS,
)

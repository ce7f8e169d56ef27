"""A point hebdo written to files: what was sent when it was frozen, else a preview."""

from __future__ import annotations

from collections.abc import Iterator

from bot.documents import Document, Exemplaire
from bot.domain.semaine import Semaine
from digests.compose import compose
from digests.contract import Snapshot
from digests.due import frozen
from digests.formats import FORMATS
from storage.dispositif import Comite
from storage.work import Work


def copies(work: Work, semaine: Semaine) -> Iterator[Exemplaire]:
    """One for each comité: its frozen snapshot, else an unfrozen one."""
    for comite in work.programme.config.lecteurs("hebdo"):
        yield Exemplaire(
            nom=f"point-hebdo_{comite.slug}_{semaine.label}",
            contenu=_snapshot(work, comite, semaine),
            territoire=comite.territoire,
        )


def _snapshot(work: Work, comite: Comite, semaine: Semaine) -> Snapshot:
    digest = frozen(work.tx, work.programme, comite.slug, semaine)
    return digest.instantane if digest else compose(work.tx, work.programme, comite, semaine)


DOCUMENT = Document(
    titre="Point hebdo",
    lecteurs="chaque comité",
    compose=copies,
    formats=FORMATS,
)

"""A point hebdo written to files: what was sent when it was frozen, else a preview."""

from __future__ import annotations

from collections.abc import Iterator

from bot.documents import Document, Exemplaire
from bot.domain.semaine import Semaine
from digests.figes import as_read
from digests.formats import FORMATS
from storage.work import Work


def copies(work: Work, semaine: Semaine) -> Iterator[Exemplaire]:
    """One for each comité: what left, else what would leave."""
    for comite in work.programme.config.lecteurs("hebdo"):
        yield Exemplaire(
            nom=f"point-hebdo_{comite.slug}_{semaine.label}",
            contenu=as_read(work, comite, semaine),
            territoire=comite.territoire,
        )


DOCUMENT = Document(
    titre="Point hebdo",
    lecteurs="chaque comité",
    compose=copies,
    formats=FORMATS,
)

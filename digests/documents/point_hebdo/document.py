"""A point hebdo written to files: what was sent when it was frozen, else a preview."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.documents import Contenu, Document, Exemplaire
from bot.domain.semaine import Semaine
from digests import imprime, render
from digests.compose import compose
from digests.contract import Snapshot
from digests.due import frozen
from digests.render import Links
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


def _html(snapshot: Contenu) -> bytes:
    return render.render_html(dict(snapshot), Links()).encode()


def _text(snapshot: Contenu) -> bytes:
    return render.render_text(dict(snapshot), Links()).encode()


def _pdf(snapshot: Contenu) -> bytes:
    return imprime.pdf(dict(snapshot))


def _figures(snapshot: Contenu) -> bytes:
    return (json.dumps(snapshot, ensure_ascii=False, indent=2) + "\n").encode()


DOCUMENT = Document(
    titre="Point hebdo",
    lecteurs="chaque comité",
    compose=copies,
    formats={"html": _html, "txt": _text, "pdf": _pdf, "json": _figures},
)

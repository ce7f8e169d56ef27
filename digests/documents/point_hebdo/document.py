"""A point hebdo written to files: what was sent when it was frozen, else a preview."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.documents import Contenu, Document, Exemplaire
from bot.domain.semaine import Semaine
from digests import render
from digests.figes import as_read
from digests.render import Links
from storage.dispositif import actifs
from storage.work import Work


def copies(work: Work, semaine: Semaine) -> Iterator[Exemplaire]:
    """One for each comité: what left, else what would leave."""
    for comite in actifs(work.programme.config.comites):
        yield Exemplaire(
            nom=f"point-hebdo_{comite.slug}_{semaine.label}",
            contenu=as_read(work, comite, semaine),
            territoire=comite.territoire,
        )


def _html(snapshot: Contenu) -> bytes:
    return render.render_html(dict(snapshot), Links()).encode()


def _text(snapshot: Contenu) -> bytes:
    return render.render_text(dict(snapshot), Links()).encode()


def _figures(snapshot: Contenu) -> bytes:
    return (json.dumps(snapshot, ensure_ascii=False, indent=2) + "\n").encode()


DOCUMENT = Document(
    titre="Point hebdo",
    lecteurs="chaque comité",
    compose=copies,
    formats={"html": _html, "txt": _text, "json": _figures},
)

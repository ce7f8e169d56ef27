"""Whoever has the letter reads it whole on the web, and takes its PDF away."""

from __future__ import annotations

import io
from typing import Any

from pypdf import PdfReader

from bot.domain.semaine import Semaine
from digests.compose import compose
from digests.contract import Gravite
from storage.models import DIGEST_ENVOI, Digest, DigestEnvoi
from tests.bot.casework.terrain import SOIR, Terrain
from tests.bot.web.visitor import Visitor

COMITES = ("comite-operationnel-ouest", "comite-technique")


def sent(terrain: Terrain) -> int:
    """One letter that brought the points of two comités, each with forty sites."""
    config, carrier = terrain.programme.config, None
    with terrain.tx() as tx:
        for slug in COMITES:
            found = compose(tx, terrain.programme, config.comite(slug), Semaine.of(SOIR))
            found |= {"vide": False, "fige_le": SOIR.isoformat()}
            rows = [{"site": f"Site {n} 👮", "n": 9, "tranches": [3, 3, 3]} for n in range(40)]
            found["sections"]["rencontres"] |= {
                "total": 360,
                "sites": rows,
                "typologie": [{"label": "12-17 ans", "n": 200}, {"label": "26-59 ans", "n": 160}],
                "urgence": Gravite.GRAVE,
            }
            digest = Digest(
                dispositif_id=terrain.programme.id,
                comite=slug,
                lundi=SOIR.date(),
                fige_le=SOIR,
                instantane=found,
            )
            tx.add(digest)
            tx.flush()
            envoi = DigestEnvoi(
                digest_id=digest.id,
                canal="email",
                adresse="cheffe@example.org",
                creee_le=SOIR,
                avec_id=carrier,
            )
            tx.add(envoi)
            tx.flush()
            carrier = carrier or envoi.id
    assert carrier
    return carrier


async def test_what_the_letter_folds_is_whole_on_its_page_and_on_paper(
    terrain: Terrain, visitor: Visitor
) -> None:
    link = visitor.to(DIGEST_ENVOI, sent(terrain)) + "/lettre"
    status, page = await visitor.get(link)
    assert status == 200
    assert page.count("Site 39") == 2
    assert 'scope="row"' in page
    assert "style=" not in page, "the page's own policy forbids it"
    for rank, slug in enumerate(COMITES):
        answer = await visitor.client.get(f"{link}/fichier/{rank}")
        assert answer.content_type == "application/pdf"
        assert f"{slug}_2026-W" in answer.headers["Content-Disposition"]
        printed = PdfReader(io.BytesIO(await answer.read()))
        text = " ".join("\n".join(one.extract_text() for one in printed.pages).split())
        assert (
            text.index("Rencontres")
            < text.index("Site 39")
            < text.index("Aucune présence comptée")
        )
        assert "200 (56 %)" in text
        root: Any = printed.trailer["/Root"]
        assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("fr-FR", True)
        assert "pdfuaid" in root["/Metadata"].get_data().decode()
        assert printed.pages[0].mediabox.width < printed.pages[0].mediabox.height
    assert (await visitor.get(f"{link}/fichier/2"))[0] == 404

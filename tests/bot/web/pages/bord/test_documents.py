"""A dashboard offers what a comité validated: to each reader its own, never a draft."""

from __future__ import annotations

import re
from io import BytesIO

from pypdf import PdfReader

from bot.casework.livrable import actes, ecrit
from bot.domain.vies.livrable import ActeLivrable
from bot.livrables import livrables
from storage.work import Work
from tests.bot.casework.terrain import SOIR, Terrain
from tests.bot.web.pages.bord.test_tableau import link
from tests.bot.web.visitor import Visitor

A = ActeLivrable
VALIDES = {
    "note_elus": "2026-T3",
    "dossier_trimestriel": "2026-T3",
    "compte_rendu": "site-a",
    "couts_temps": "2026",
    "extrait_bailleur": "sv-bailleur.2026-T3",
}
NOTE, DOSSIER = "Note aux élus, 3e trimestre 2026", "Dossier trimestriel, 3e trimestre 2026"
COMPTE_RENDU = "Compte rendu de fin d'intervention, Site A"
BAILLEUR = "Extrait bailleur (TFPB, GUP), Bailleur (proximité), 3e trimestre 2026"
LU = re.compile(r'<a href="[^"]*(/fichier/\d+)">([^<]+)</a></li>')


def validated(terrain: Terrain, name: str, sujet: str, *deeds: ActeLivrable) -> None:
    with terrain.tx() as tx:
        work, livrable = Work(tx, terrain.programme, SOIR), livrables()[name]
        cible = livrable.cible(work, sujet)
        row = actes.opened(work, name, cible)
        for acte in deeds or (A.RELIRE, A.PRESENTER):
            actes.act(work, row, acte)
        actes.freeze(work, row, ecrit.composed(work, livrable, cible))
        if not deeds:
            actes.act(work, row, A.VALIDER)


def listed(page: str) -> dict[str, str]:
    """The address of each document that it offers, by its title."""
    return {title.replace("&#39;", "'"): address for address, title in LU.findall(page)}


async def test_each_reader_has_the_validated_documents_of_its_own_and_no_draft(
    terrain: Terrain, visitor: Visitor
) -> None:
    for name, sujet in VALIDES.items():
        validated(terrain, name, sujet)
    validated(terrain, "bilan_clspd", "2026", A.RELIRE)
    read = {
        "elus": {NOTE},
        "technique": {NOTE, DOSSIER, COMPTE_RENDU, BAILLEUR},
        "commanditaire": {NOTE, DOSSIER, COMPTE_RENDU},
    }
    words = {
        "technique": {"comite": "comite-technique"},
        "commanditaire": {"commanditaire": "cm-etat"},
    }
    for lecteur, told in read.items():
        page = (await visitor.get(link(terrain, visitor, lecteur, **words.get(lecteur, {}))))[1]
        assert set(listed(page)) == told, lecteur
    ouest = link(terrain, visitor, "operationnel", comite="comite-operationnel-ouest")
    assert set(listed((await visitor.get(ouest))[1])) == {COMPTE_RENDU}, "of its territoire alone"
    nord = link(terrain, visitor, "operationnel", comite="comite-operationnel-nord")
    assert listed((await visitor.get(nord))[1]) == {}
    own = link(terrain, visitor, "bailleur", bailleur="sv-bailleur")
    assert set(listed((await visitor.get(own))[1])) == {BAILLEUR}
    whole = link(terrain, visitor, "coordination")
    assert len(listed((await visitor.get(whole))[1])) == len(VALIDES)


async def test_what_it_opens_is_the_version_that_was_validated(
    terrain: Terrain, visitor: Visitor
) -> None:
    validated(terrain, "dossier_trimestriel", "2026-T3")
    page = link(terrain, visitor, "technique", comite="comite-technique")
    address = listed((await visitor.get(page))[1])[DOSSIER]
    opened = await visitor.client.get(page + address)
    assert opened.headers["Content-Type"] == "application/pdf"
    data = await opened.read()
    text = " ".join(one.extract_text() for one in PdfReader(BytesIO(data)).pages)
    assert "Version 1" in text
    assert "Brouillon" not in text
    assert "Clé de répartition" not in text, "the annexe of those who pay is handed over apart"

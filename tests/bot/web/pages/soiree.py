"""An evening that has the row 1 of everything that links lead to, and who reads its pages."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import pytest
from sqlalchemy import select

from bot.casework.demande import actes as demandes
from bot.casework.demande.actes import Recue
from bot.casework.point import actes
from bot.casework.relais import actes as relais
from bot.delivery.channels import letter_to
from bot.domain.periodes import tranche_at
from bot.domain.semaine import Semaine
from bot.feature.door import features
from bot.feature.lectures import PAR_LIEN
from bot.feature.page import Page, Signed
from digests.figes import freeze, release
from storage import adresses, grille
from storage.machine.db import Tx
from storage.models import Audit, Base, DigestEnvoi, LienBord, Sollicitation
from storage.models.livrables import LivrableEnvoi, VersionLivrable
from storage.work import Work
from tests.bot.casework.terrain import MEDIATRICE, SOIR, Terrain
from tests.bot.web.pages.preconisation.proposee import proposed
from tests.bot.web.robot import Forms
from tests.bot.web.visitor import Visitor

BRINGERS = [name for name, feature in features().items() if feature.pages]
"""Features with pages: the tests of each have a `soiree.py`, whose `add_row(tx, terrain)` adds the
row 1 of what its pages show."""
TECHNIQUE = {"lecteur": "technique", "comite": "comite-technique"}


VALIDE: Final[dict[str, Any]] = {
    "livrable": "bilan_intermediaire",
    "cible": "site-a-automne-2026",
    "numero": 1,
    "statut": "valide",
    "ouvert_le": SOIR,
    "fige_le": SOIR,
    "valide_le": SOIR,
    "contenu": {"parties": []},
    "demandeurs": [],
}
"""A document that was validated, of which nobody opens the file here."""


@pytest.fixture
def soir(terrain: Terrain) -> Terrain:
    """An evening that has the row 1 of everything that links lead to."""
    terrain.emit(photos=1)
    with terrain.tx() as tx:
        asked = _asked(terrain)
        lien = LienBord(
            **TECHNIQUE, lettre=False, donne_le=SOIR, dispositif_id=terrain.programme.id
        )
        tx.add_all((asked, lien))
        tx.flush()
        work, semaine = Work(tx, terrain.programme, SOIR), Semaine.of(SOIR)
        comite = terrain.programme.config.comite("comite-operationnel-ouest")
        digest = freeze(work, comite, semaine)
        release(work, comite, digest)
        actes.opened(work, semaine)
        relais.hand_over(work, asked, "emploi")
        grille.lien(tx, terrain.programme, "pa-mission-locale")
        to = "cheffe@example.org"
        tx.add(DigestEnvoi(digest_id=digest.id, canal="email", adresse=to, creee_le=SOIR))
        _sent(tx, terrain, to)
        said = Recue("dem-bailleur", "od-conflit", "ud-semaine", terrain.source())
        demandes.receive(work, said, contact="qui@example.org")
        proposed(tx, terrain)
        adresses.letter(tx, terrain.programme.id, "sv-eclairage", letter_to(to))
        for name in BRINGERS:
            import_module(f"tests.handlers.{name}.soiree").add_row(tx, terrain)
    return terrain


def _asked(terrain: Terrain) -> Sollicitation:
    return Sollicitation(
        dispositif_id=terrain.programme.id,
        site_id=terrain.programme.sites["site-a"],
        binome_id=terrain.programme.binomes["binome-1"],
        auteur_id=terrain.people[MEDIATRICE],
        le=SOIR,
        tranche=tranche_at(SOIR, terrain.programme.calendrier),
        source=terrain.source(),
        public="ados",
        type="emploi-formation",
        reponse="relais",
        domaine="emploi",
        partenaire="pa-mission-locale",
    )


def _sent(tx: Tx, terrain: Terrain, to: str) -> None:
    """A validated document, and the letter that carried it."""
    bilan = VersionLivrable(**VALIDE, dispositif_id=terrain.programme.id)
    tx.add(bilan)
    tx.flush()
    tx.add(LivrableEnvoi(version_id=bilan.id, canal="email", adresse=to, creee_le=SOIR))


def rows(terrain: Terrain) -> dict[str, list[Any]]:
    """All that the database holds, but for the lines that say what a link opened."""
    with terrain.tx() as tx:
        held = {
            table.name: [tuple(row) for row in tx.execute(select(table))]
            for table in Base.metadata.sorted_tables
        }
        opened = select(Audit.id).where(Audit.objet.in_(PAR_LIEN))
        read = set(tx.scalars(opened))
    held[Audit.__tablename__] = [row for row in held[Audit.__tablename__] if row[0] not in read]
    return held


def address(page: Page, visitor: Visitor) -> str:
    """Where the page of the row 1 is, or of the dispositif."""
    guard = page.guard
    slug = visitor.terrain.programme.config.slug
    return page.address(visitor.signer.sign(guard.salt, 1) if isinstance(guard, Signed) else slug)


async def robot(visitor: Visitor, path: str) -> int:
    """It opens the page, and sends every form that is on it; how many times."""
    text = (await visitor.get(path))[1]
    forms = [form for form in Forms(text).found if not form.only_looks]
    sent = [(form.action, fields) for form in forms for fields in form.sent()]
    for action, fields in sent:
        await visitor.client.post(action, data=fields)
    return len(sent)

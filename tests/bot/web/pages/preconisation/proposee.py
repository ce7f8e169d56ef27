"""A préconisation whose words were reread, for whatever is tried on its page."""

from __future__ import annotations

from bot.casework.preconisation import actes as casework
from storage import notes
from storage.machine.db import Tx
from storage.models import Preconisation
from storage.notes import Words
from storage.textes import relu
from storage.work import Work
from tests.bot.casework.terrain import MEDIATRICE, SOIR, Terrain

WORDS = "Deux bancs face au terrain."


def proposed(tx: Tx, terrain: Terrain) -> Preconisation:
    """To the service Espaces verts, by binôme 1."""
    work, author = Work(tx, terrain.programme, SOIR), terrain.people[MEDIATRICE]
    row = casework.write(
        work,
        dispositif_id=terrain.programme.id,
        site_id=terrain.programme.sites["site-a"],
        binome_id=terrain.programme.binomes["binome-1"],
        auteur_id=author,
        le=SOIR,
        tranche="soiree",
        source=terrain.source(),
        type="amenagement",
        destinataire="sv-espaces-verts",
        horizon="trois-mois",
        observations=[],
    )
    words = Words(terrain.programme.id, author, "preconisation", row.id, relu(WORDS), "essai")
    notes.validate(tx, notes.keep(tx, words, SOIR), relu(WORDS), author, SOIR)
    return row

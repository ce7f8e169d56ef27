"""Words that may name somebody, kept all the same: why, by whom, and what is learned of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.nominatif import Nature, Passage
from bot.engine.script import Meant
from storage import audit, notes, textes
from storage.models import DispositifRow
from storage.notes import Words
from storage.work import Work

LIEU: Final = "lieu"
VEHICULE: Final = "vehicule"
MOTIFS: Final = {
    VEHICULE: "🚗 Un véhicule à enlever",
    "fonction": "🏛 Quelqu'un dans sa fonction publique",
    "suivi": "🤝 L'équipe en a besoin pour suivre",
    "personne": "🚫 Cela ne désigne personne",
}
"""Why such words are kept: slug, label."""
PLACES: Final = frozenset({Nature.PERSONNE, Nature.ADRESSE})
"""What may well be the name of a place."""
PUBLISHED: Final = frozenset({Nature.TELEPHONE, Nature.COURRIEL, Nature.ADRESSE})
"""How to reach a service or a structure: a card of the annuaire is made of it."""
GARDE: Final = "garder_texte"


def in_the_way(work: Work, texte: str, meant: Meant | None) -> Sequence[Passage]:
    """What those words may not hold, as they are meant; a first name has a rule of its own.

    Words that are looked for are kept nowhere: a resident's name is why they are.
    """
    if meant in (None, Meant.FIRST_NAME, Meant.SEARCHED):
        return ()
    found = textes.trouves(work, texte, lieu=meant is Meant.PLACE)
    published = PUBLISHED if meant is Meant.CONTACT else frozenset()
    return [one for one in found if one.nature not in published]


def may_be_places(found: Sequence[Passage]) -> bool:
    return {one.nature for one in found} <= PLACES


def say_places(
    work: Work, texte: str, found: Sequence[Passage], author_id: int | None, source: str
) -> None:
    """They are places for this text from now on; for the next ones if the coordination agrees."""
    said = dict.fromkeys(textes.mots(texte, one) for one in found)
    work.lieux_dits |= frozenset(said)
    for rank, place in enumerate(textes.verifie(work, one, lieu=True) for one in said):
        if not notes.waits(work.tx, work.programme.id, textes.LIEU_DIT, place):
            mine, key = (work.programme.id, author_id), f"{source}:{textes.LIEU_DIT}:{rank}"
            notes.keep(work.tx, Words(*mine, textes.LIEU_DIT, 0, place, key), work.now)


def note_kept(work: Work, found: Sequence[Passage], motif: str, author_id: int | None) -> None:
    """Who kept what sort of words, and why: never the words."""
    detail = f"{motif}:{','.join(sorted({one.nature for one in found}))}"
    row = work.tx.get_one(DispositifRow, work.programme.id)
    audit.note(work.tx, work.now, author_id, GARDE, row, detail)

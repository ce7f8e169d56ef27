"""The place of a signalement in words: what leaves of it, what the coordination changes."""

from __future__ import annotations

from typing import Final

from bot.domain.nominatif import passages, proposition
from bot.domain.signes import sans_pieges
from bot.rendering import render_line
from storage import notes, signalements
from storage.libre import TexteVerifie
from storage.models import Signalement
from storage.notes import Words
from storage.programme import Programme
from storage.textes import A_PRECISER, LIEU_SIGNALEMENT
from storage.work import Work

WITHOUT_THEM: Final = "{{ lieu }} (" + A_PRECISER + ")"


def leaves(programme: Programme, signalement: Signalement) -> str:
    """The words that a service reads: nobody whom they named, until the coordination agrees."""
    said = sans_pieges(signalement.lieu)
    if signalement.lieu_verifie is not False:
        return said
    without = proposition(said, passages(said, programme.reperes, lieu=True))
    return A_PRECISER if without == said else render_line(WITHOUT_THEM, lieu=without)


def is_checked(signalement: Signalement) -> bool:
    """Whether what leaves of it was searched for whoever it names: not before that was asked."""
    return not signalement.lieu or signalement.lieu_verifie is not None


def have_reread(work: Work, signalement: Signalement) -> None:
    """Words kept although they name somebody: the alert leaves without, until they are reread."""
    if signalement.lieu_verifie is not False:
        return
    said, source = signalement.lieu, f"{signalement.source}:lieu"
    words = Words(
        work.programme.id, signalement.auteur_id, LIEU_SIGNALEMENT, signalement.id, said, source
    )
    notes.keep(work.tx, words, work.now)


def settle(work: Work, signalement_id: int, said: TexteVerifie, *, reread: bool) -> Signalement:
    """These words are its place from now on; not `reread`, it leaves without whoever they name."""
    signalement = signalements.lock(work.tx, signalement_id)
    signalement.lieu, signalement.lieu_verifie = said, reread
    work.tx.flush()
    return signalement


def withhold(work: Work, words: str) -> list[Signalement]:
    """Those whose place holds `words`, which are no place after all: it leaves without them."""
    found = signalements.placed_by(work.tx, work.programme.id, words)
    for signalement in found:
        signalement.lieu_verifie = False
    work.tx.flush()
    return found

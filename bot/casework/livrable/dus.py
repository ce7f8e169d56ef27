"""Which documents are due, and how far each one is: what a screen, or a calendar, lists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from typing import Final

from bot.clock import paris
from bot.domain.vies.livrable import OUVERTS, StatutLivrable
from bot.livrables import Attendus, Cible, CopieDue, Livrable, SorteCible, livrables
from storage import livrables as versions
from storage.dispositif import Element
from storage.models.livrables import VersionLivrable
from storage.work import Work

KEPT: Final = timedelta(days=365)
"""A year after it was due, a document is looked for by its command."""
LISTE: Final = "documents"
RETARD: Final = timedelta(days=31)
"""Late for longer, one that nobody opened is no longer the first thing on a screen."""
ETATS: Final = {
    StatutLivrable.BROUILLON: "brouillon",
    StatutLivrable.RELU: "relu",
    StatutLivrable.PRESENTE: "présenté",
    StatutLivrable.VALIDE: "validé",
    StatutLivrable.REMPLACE: "remplacé",
}


A_FAIRE: Final = {
    StatutLivrable.BROUILLON: "brouillon à compléter",
    StatutLivrable.RELU: "à présenter",
    StatutLivrable.PRESENTE: "à valider",
}
"""What is next, of one that is still open."""


@dataclass(frozen=True, slots=True)
class DocumentDu:
    """One document that is due, or was: `version` is None as long as nobody opened it."""

    nom: str
    """The folder of its document."""
    livrable: Livrable
    copie: CopieDue
    version: VersionLivrable | None
    a_la_demande: bool = False
    """No day asks for it: `copie` is of today."""

    @property
    def cle(self) -> str:
        """On a button, and in a conversation: the same as long as it is due."""
        return key(self.nom, self.copie.cible.cle)

    @property
    def statut(self) -> StatutLivrable:
        return StatutLivrable(self.version.statut) if self.version else StatutLivrable.BROUILLON

    @property
    def ouvert(self) -> bool:
        """Whether somebody still has something to do with it."""
        return self.statut in OUVERTS

    @property
    def jusque(self) -> date:
        """The last day on which anybody asks for it."""
        return self.copie.jusque or self.copie.terme + KEPT

    @property
    def dit(self) -> str:
        """« Compte rendu de fin d'intervention, Site A »."""
        return f"{self.livrable.titre}, {self.copie.cible.nom}"


Versions = Mapping[tuple[str, str], VersionLivrable]
"""The last one, by document and by what it is about."""


@lru_cache(maxsize=8192)
def key(nom: str, cible: str) -> str:
    """A calendar asks for some two hundred of them at once, always the same."""
    return hashlib.sha256(f"{nom} {cible}".encode()).hexdigest()[:12]


def due(work: Work, known: Iterable[DocumentDu] | None = None) -> list[DocumentDu]:
    """Those whose draft may be asked for, and that are not a year old: the first due first.

    known: every one of them, where it was read.
    """
    today, known = paris(work.now).date(), every(work) if known is None else known
    found = [one for one in known if one.copie.brouillon <= today <= one.jusque]
    return sorted(found, key=lambda one: (not one.ouvert, one.copie.terme, one.dit))


def a_l_ordre_du_jour(work: Work, known: Iterable[DocumentDu]) -> list[DocumentDu]:
    """Those that somebody has to see to now: a past one that nobody opened is looked for.

    What an intervention is paid for is late until it is there (000 l.148).
    """
    today = paris(work.now).date()
    return [
        one
        for one in known
        if one.livrable.solde
        or one.copie.terme >= _since(one.livrable, today)
        or (one.version and one.ouvert)
    ]


def _since(livrable: Livrable, today: date) -> date:
    """A meeting that was held needs its support no more."""
    return today if livrable.sorte is SorteCible.COMITE else today - RETARD


def on_request(work: Work, nom: str) -> list[DocumentDu]:
    """All that one document may be about, in the order of the file; none of one that has a day."""
    livrable = livrables().get(nom)
    return list(_asked(work, nom, livrable, _last(work))) if livrable else []


def find(work: Work, cle: str | None) -> DocumentDu | None:
    """The one of that key, even before its draft is due: whoever asks by name may be early."""
    if cle is None:
        return None
    today, last = paris(work.now).date(), _last(work)
    begun = (one for one in every(work, last) if one.copie.cible.debut <= today)
    asked = (one for nom, it in livrables().items() for one in _asked(work, nom, it, last))
    return next((one for one in chain(begun, asked) if one.cle == cle), None)


def subject(work: Work, livrable: Livrable | None, cible: str) -> Cible | None:
    """What a version is about; None once the programme knows it no more."""
    if livrable is None:
        return None
    try:
        return livrable.cible(work, cible)
    except ValueError:
        return None


def freezes(work: Work, row: VersionLivrable, livrable: Livrable) -> bool:
    """Whether the day has come on which its figures stop moving."""
    today = paris(work.now).date()
    days = (one.gel for one in owed(work, row.livrable, livrable) if one.cible.cle == row.cible)
    return any(day is not None and day <= today for day in days)


def _last(work: Work) -> Versions:
    """The last version of each document on each subject."""
    rows = versions.every(work.tx, work.programme.id)
    return {(row.livrable, row.cible): row for row in rows}


def every(work: Work, last: Versions | None = None) -> Iterator[DocumentDu]:
    """Each copy that is owed, past or to come, with its last version."""
    known = _last(work) if last is None else last
    days: dict[Attendus, list[CopieDue]] = {}
    for nom, livrable in livrables().items():
        asks = livrable.attendus
        if asks not in days:  # several documents are of the same days: read once for all of them
            days[asks] = list(asks(work))
        for copie in _placed(_line(work, nom), days[asks]):
            mine = livrable.pour(work, copie.cible)
            yield DocumentDu(nom, mine, copie, known.get((nom, copie.cible.cle)))


def _asked(work: Work, nom: str, livrable: Livrable, last: Versions) -> Iterator[DocumentDu]:
    """Each subject of a document that no day asks for, as if it were due today."""
    line, today = _line(work, nom), paris(work.now).date()
    if livrable.sujets is None or (line and not line.actif):
        return
    for cible in livrable.sujets(work):
        copie, version = CopieDue(cible, today, today), last.get((nom, cible.cle))
        mine = livrable.pour(work, cible)
        yield DocumentDu(nom, mine, copie, version, a_la_demande=True)


def owed(work: Work, nom: str, livrable: Livrable) -> Iterator[CopieDue]:
    """Its copies, as the town has them: its list of documents retires one, or gives it its days.

    `delai_jours` counts from the end of what it is about.
    """
    return _placed(_line(work, nom), livrable.attendus(work))


def _placed(line: Element | None, copies: Iterable[CopieDue]) -> Iterator[CopieDue]:
    if line and not line.actif:
        return
    for one in copies:
        yield one if line is None or line.delai_jours is None else _moved(one, line.delai_jours)


def _line(work: Work, nom: str) -> Element | None:
    """What the file says of it, in `listes.documents`."""
    lines = work.programme.config.listes.get(LISTE, ())
    return next((one for one in lines if one.slug == nom.replace("_", "-")), None)


def _moved(one: CopieDue, days: int) -> CopieDue:
    terme = one.cible.fin + timedelta(days=days)
    later = terme - one.terme
    gel, jusque = one.gel and one.gel + later, one.jusque and one.jusque + later
    return CopieDue(one.cible, one.brouillon + later, terme, gel, jusque)

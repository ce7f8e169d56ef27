"""What a page of the web is: its address, who may open it, what it shows, what it does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, NamedTuple

from bot.delivery.lost import Teller
from bot.domain.droits import TABLE, Droit
from bot.signing import LienInvalide, Signer
from storage.machine.db import Tx
from storage.machine.outbox import Sujet
from storage.programme import Programme

Programmes = Mapping[int, Programme]
"""Every programme served, by the id of its dispositif."""


class ToMend(ValueError):
    """What the reader has to mend in a form, in French: nothing was done, the form comes back."""


class PasServi(LookupError):
    """What the link names is of a programme that this machine serves no more."""


class Servis(dict[int, Programme]):
    """The programmes served, by id; to ask for another raises PasServi."""

    def __missing__(self, key: int) -> Programme:
        raise PasServi(key)


class Notice(NamedTuple):
    """A page that only says something, and the HTTP status of that answer."""

    status: int
    title: str
    text: str


NOT_FOUND: Final = Notice(
    404,
    "Page introuvable",
    "Ce lien n'existe pas ou n'est pas complet. Recopiez-le en entier depuis le courriel.",
)
TOO_OFTEN: Final = Notice(429, "Trop d'envois", "Patientez une minute, puis recommencez.")


class Fichier(NamedTuple):
    """A file that a page offers: its name, its media type, and what writes it.

    ecrit: only reads, as long as it takes; nobody else's turn waits. long: it may not be asked
    for too often.
    """

    nom: str
    genre: str
    ecrit: Callable[[Tx], bytes]
    long: bool = False


class PhotoDeposee(NamedTuple):
    """A photo that came with a form, made ours: its bytes, and the name of its file to be."""

    nom: str
    jpeg: bytes


@dataclass(frozen=True, slots=True)
class PageVisit:
    """Somebody opens a page or sends its form: one database transaction."""

    tx: Tx
    """Open; committed once the page's function has returned, undone when it raises."""
    programmes: Programmes
    now: datetime
    """In UTC."""
    id: int
    """What the address leads to: the row that the link names, or what a `Named` guard found."""
    outcome: str
    """The word that the last form gave, read in the address; anybody may have typed it there."""
    form: Mapping[str, str]
    """What was sent, by the name of its field; empty when the page is only opened."""
    query: Mapping[str, str] = field(default_factory=dict)
    """What stands in the address after « ? »: what a form that only looks asked for."""
    signed: datetime | None = None
    """When the link was signed; None where it is known to be of now."""
    photo: PhotoDeposee | None = None
    """What came with the form, where the page takes one; its file is written once `does` kept a
    row that says so."""

    @property
    def reading(self) -> str:
        """One key for one reading of the page and one set of answers: a reload is known (P4)."""
        content = "\n".join(f"{name}={self.form[name]}" for name in sorted(self.form))
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Beside:
    """Values of a page that take long to read: nobody else's turn waits for them."""

    read: Callable[[Tx], Mapping[str, Any]]
    """Only reads, as of one instant."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """A link too old to act still has a new one sent to the address that had it."""

    template: str
    """The page that offers it (path from the project's root): « choix=oui » to « <adresse>/lien ».
    """
    does: Callable[[PageVisit], Notice | None]
    """Has the new link sent, and says so; None when what the link names is no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Only whoever holds a link that we signed; `{token}` in the page's path."""

    sujet: Sujet
    """What the letters that carry this link are about: the link names the same row."""
    salt: str
    """Tells this use from every other; with another one, no link already sent would open."""
    life: timedelta
    """How long a link opens the page; it runs from the sending of its letter."""
    expired: Notice | Renewal
    """What a true link opens once it is older than that."""
    lost: Teller
    """What the coordination is told when a message about `sujet` did not arrive."""
    key: ClassVar = "token"

    def opens(self, signer: Signer, _programmes: Programmes, token: str) -> int:
        """The id of the row that the link names. Raises LienInvalide, LienExpire."""
        return signer.read(self.salt, token, self.life)


@dataclass(frozen=True, slots=True)
class Named:
    """Everybody, without a link, as long as the name in the address is known; `{slug}`."""

    finds: Callable[[Programmes, str], int | None]
    """The id that the name leads to; None for a page that does not exist."""
    key: ClassVar = "slug"

    def opens(self, _signer: Signer, programmes: Programmes, slug: str) -> int:
        """The id that the name leads to. Raises LienInvalide."""
        row_id = self.finds(programmes, slug)
        if row_id is None:
            raise LienInvalide
        return row_id


@dataclass(frozen=True, slots=True)
class FormAction:
    """What the form of a page does."""

    jeton: str | None
    """The salt of the field « jeton », which proves that the page was read before it was sent.

    None when the link alone is enough: mail clients post without having read anything.
    """
    does: Callable[[PageVisit], str | Notice | None]
    """Does it once. Raises ToMend, then the page is shown again with what was typed (400).

    A word: the page is opened again and shows what became of it (303, « ?dit=<word> »; nothing is
    added for an empty one). A Notice is shown at once. None: what the link names is no more.
    """
    slow: timedelta = timedelta(0)
    """How long somebody takes at least to read the page and fill it in; a robot is quicker."""
    photo: str = ""
    """The field of the form that may hold a photo; « »: it takes none, and only a few words."""
    awaits: Callable[[Tx, str], bool] = lambda _tx, _nom: False
    """Whether `does` kept a row for the file of that name: it is then written."""
    arrived: Callable[[PageVisit, str], None] = lambda _visit, _nom: None
    """What follows once that file is there, in a unit of work of its own."""
    unwritten: str = ""
    """The word that says that all was done, but that the file could not be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: to open it changes nothing, and only its form acts."""

    path: str
    """Its address, with `{token}` or `{slug}` as its guard wants."""
    guard: Signed | Named
    """Who may open it; forms are counted per address, and per visitor, whoever they are."""
    droit: Droit
    """What is done there: anybody's deed for a `Named` guard, else one of whoever was written to
    (`bot.domain.droits`)."""
    template: str
    """The file that it is made of (path from the project's root), beside the page's module.

    It also receives `adresse` (the page's own), `token` (or `slug`, from the address), `jeton`
    (for its form) and `erreur` (what is to be mended, or an empty text).
    """
    shows: Callable[[PageVisit], Mapping[str, Any] | Beside | Notice | None]
    """The values of the template; a Notice is shown in their place; None when what the address
    leads to is no more."""
    gone: Notice
    """What is said in place of a page that has nothing left to show."""
    does: FormAction | None = None
    """None for a page without a form: a POST is refused."""
    photos: Callable[[PageVisit], Sequence[str]] | None = None
    """Files of the photos that it shows, each served under « <adresse>/photo/<rank> » from 0."""
    fichiers: Callable[[PageVisit], Sequence[Fichier]] | None = None
    """What may be taken away from it, each served under « <adresse>/fichier/<rank> » from 0."""

    lue: Callable[[PageVisit, str], None] = lambda _visit, _nom: None
    """Writes down that it was opened, or that the file of that name was taken (else « »): the one
    thing that opening a page may write, and only in the audit."""

    def __post_init__(self) -> None:
        """Raises ValueError when the path does not hold what the guard reads, or when its guard
        lets in who does not hold its right."""
        if self.path.count("{") != 1 or self._place not in self.path:
            raise ValueError(f"{self.path}: {self._place} is expected once, and nothing else")
        if isinstance(self.guard, Named) and not TABLE[self.droit].tous:
            raise ValueError(f"{self.path}: everybody would « {self.droit} »")
        right = TABLE[self.droit]
        if isinstance(self.guard, Signed) and not (right.qui or right.par_lettre):
            raise ValueError(f"{self.path}: nobody is written to about « {self.droit} »")

    @property
    def _place(self) -> str:
        return f"{{{self.guard.key}}}"

    def address(self, word: str) -> str:
        """The path that leads to it with that token or that name."""
        return self.path.replace(self._place, word)

"""The clock writes what was asked for, its files too, beside everybody's turn; then it is sent."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any, Final

from bot.casework.livrable import actes, dus, ecrit
from bot.clock import paris
from bot.delivery.channels import to_chat
from bot.domain.vies.livrable import FIGES
from bot.livrables import Cible, ContenuLivrable, Livrable, copies, livrables
from bot.log import logger
from bot.rendering import render_text
from storage import livrables as versions
from storage.machine.db import Tx
from storage.machine.outbox import Lane, Message, post
from storage.models.livrables import DOCUMENT, VersionLivrable
from storage.programme import Programme
from storage.work import More, Work

log = logger(__name__)

KEPT: Final = timedelta(hours=24)
"""How long a file waits for its phone: it can be asked for again."""
CAPTION: Final = (
    "📄 {{ titre }}, {{ objet }}"
    "{% if valide %}, version {{ numero }}, validée{% else %} : brouillon, ne le diffusez pas"
    "{% endif %}."
)
NOT_MADE: Final = (
    "📄 {{ titre }} : un fichier n'a pas pu être fait ({{ fichiers|join(', ') }}). L'exploitant "
    "le lit dans le journal ; le reste vous est envoyé."
)
LOST: Final = "📄 {{ titre }} : ce dont il parle n'est plus dans le programme. Rien n'a été écrit."


@dataclass
class Redaction:
    """A document in the making; lost with the program, it begins anew."""

    version: int
    livrable: Livrable
    cible: Cible
    contenu: ContenuLivrable | None = None
    """Its figures, once they were read; at once for one that keeps its own."""
    entier: ContenuLivrable | None = None
    """The same with the words of the coordination, as it is printed."""
    fichiers: dict[str, bytes] = field(default_factory=dict)
    """By how each name ends: « .pdf », « -annexe.docx »."""
    rates: list[str] = field(default_factory=list)
    """Endings of the files that could not be made; the others leave all the same."""


def write(work: Work) -> More | None:
    """Every few seconds: the one that waits for the longest."""
    row = versions.to_write(work.tx, work.programme.id)
    if row is None:
        return None
    # One that fails is tried again after the others.
    row.demande_le = work.now
    livrable = livrables().get(row.livrable)
    cible = dus.subject(work, livrable, row.cible) if livrable else None
    if livrable is None or cible is None:
        _give_up(work, row, livrable)
        return More(write)
    if row.fige_le is not None:
        return _bind(work, row, Redaction(row.id, livrable, cible, row.contenu))
    made = Redaction(row.id, livrable, cible)
    return More(partial(_written, made=made), partial(_read, work.programme, work.now, made))


def _read(programme: Programme, now: datetime, made: Redaction, tx: Tx) -> None:
    made.contenu = ecrit.composed(Work(tx, programme, now), made.livrable, made.cible)


def _written(work: Work, made: Redaction) -> More:
    """Its figures are read: they are frozen where their day has come."""
    row = work.tx.get(VersionLivrable, made.version)
    if row is None or made.contenu is None:
        return More(write)
    if row.statut in FIGES or dus.freezes(work, row, made.livrable):
        actes.freeze(work, row, made.contenu)
    return _bind(work, row, made)


def _bind(work: Work, row: VersionLivrable, made: Redaction) -> More:
    """Its files, made beside all others; none when nobody asked for them."""
    if made.contenu is None or not row.demandeurs:
        actes.served(row)
        return More(write)
    made.entier = ecrit.printed(work, row, made.contenu)
    return More(partial(_send, made=made), partial(_files, made))


def _files(made: Redaction, _tx: Tx) -> None:
    for ending, copy in copies(made.entier or {}).items():
        for suffix, say in made.livrable.formats.items():
            name = f"{ending}.{suffix}"
            try:
                made.fichiers[name] = say(copy)
            except RuntimeError:
                log.exception("document not made", document=made.livrable.titre, fichier=name)
                made.rates.append(name)


def _send(work: Work, made: Redaction) -> More:
    row, whole = work.tx.get(VersionLivrable, made.version), made.entier
    if row is not None and whole is not None:
        for chat in row.demandeurs:
            for suffix, data in made.fichiers.items():
                _post(work, row, chat, (suffix, data), whole)
            if made.rates:
                said = render_text(NOT_MADE, titre=whole["titre"], fichiers=made.rates)
                _say(work, row, chat, said)
        actes.served(row)
    return More(write)


def _post(
    work: Work,
    row: VersionLivrable,
    chat: int,
    file: tuple[str, bytes],
    whole: Mapping[str, Any],
) -> None:
    suffix, data = file
    said = render_text(
        CAPTION,
        titre=whole["titre"],
        objet=whole["objet"],
        numero=row.numero,
        valide=whole["etat"]["valide"],
    )
    name = ecrit.file_name(row, suffix)
    content = {"text": said, "document": {"name": name, "base64": b64encode(data).decode()}}
    # Asked for again within the same second, the same file is not sent twice.
    when = int((row.demande_le or work.now).timestamp())
    key = f"livrable:{row.id}:{chat}:{suffix}:{when}:{sha256(data).hexdigest()[:8]}"
    to, until = to_chat(chat), work.now + KEPT
    message = Message(key, Lane.PROMPT, to, content, DOCUMENT.of(row.id), forget_on=until)
    post(work.tx, work.now, message)


def _give_up(work: Work, row: VersionLivrable, livrable: Livrable | None) -> None:
    """Its folder, or what it is about, is gone since somebody asked."""
    said = render_text(LOST, titre=livrable.titre if livrable else row.livrable)
    for chat in row.demandeurs:
        _say(work, row, chat, said)
    actes.served(row)


def _say(work: Work, row: VersionLivrable, chat: int, said: str) -> None:
    key = f"livrable:{row.id}:{chat}:dit:{int(work.now.timestamp())}"
    post(work.tx, work.now, Message(key, Lane.PROMPT, to_chat(chat), {"text": said}))


def freeze_due(work: Work) -> More | None:
    """Every minute, from the morning of its day on: what is to be frozen, whoever looks or not."""
    if not livrables.cache_info().currsize:
        # Finding them imports what draws them, a tenth of a second the first time.
        return More(_freeze_due, lambda _tx: livrables())
    _freeze_due(work)
    return None


def _freeze_due(work: Work) -> None:
    today = paris(work.now).date()
    for name, livrable in livrables().items():
        for due in dus.owed(work, name, livrable):
            if due.gel and due.gel <= today <= max(due.terme, due.gel):
                row = actes.opened(work, name, due.cible)
                if row.fige_le is None and row.demande_le is None:
                    actes.ask(work, row)

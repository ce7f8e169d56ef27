"""The clock writes what was asked for: chapter after chapter, then its files, sent to who waits.

Nobody waits for it: each chapter is a unit of work, files are made away from the database.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any, Final

from bot.casework.livrable import actes, dus, ecrit
from bot.clock import paris
from bot.delivery.channels import to_chat
from bot.domain.vies.livrable import FIGES
from bot.livrables import (
    SAUT,
    BlocLivrable,
    Cible,
    ContenuLivrable,
    Livrable,
    copies,
    couverture,
    entete,
    livrables,
)
from bot.rendering import render_text
from storage import livrables as versions
from storage.machine.db import Tx
from storage.machine.outbox import Lane, Message, post
from storage.models.livrables import DOCUMENT, VersionLivrable
from storage.work import More, Work

KEPT: Final = timedelta(hours=24)
"""How long a file waits for its phone: it can be asked for again."""
CAPTION: Final = (
    "📄 {{ titre }}, {{ objet }}"
    "{% if valide %}, version {{ numero }}, validée{% else %} : brouillon, ne le diffusez pas"
    "{% endif %}."
)
LOST: Final = "📄 {{ titre }} : ce dont il parle n'est plus dans le programme. Rien n'a été écrit."


@dataclass
class Redaction:
    """A document in the making; lost with the program, it begins anew."""

    version: int
    contenu: ContenuLivrable
    cites: dict[str, Any] = field(default_factory=dict)
    """The figures that the chapters so far quoted: the method defines them."""
    matiere: Any = None
    """Of the chapter under way."""
    suite: Iterator[BlocLivrable] | None = None
    """What is left of that chapter; None between two."""
    fichiers: dict[str, bytes] = field(default_factory=dict)
    """By how each name ends: « .pdf », « -annexe.docx »."""


def write(work: Work) -> More | None:
    """Every few seconds: the one that waits for the longest."""
    row = versions.to_write(work.tx, work.programme.id)
    if row is None:
        return None
    livrable = livrables().get(row.livrable)
    cible = dus.subject(work, livrable, row.cible) if livrable else None
    if livrable is None or cible is None:
        _give_up(work, row, livrable)
        return More(write)
    if row.fige_le is not None:
        return _bind(work, row, livrable, Redaction(row.id, row.contenu))
    return More(
        partial(_go_on, made=Redaction(row.id, couverture(livrable, work.programme, cible)))
    )


def _go_on(work: Work, made: Redaction) -> More | None:
    """One chapter more; all of them are there once there are as many as the document has."""
    row = versions.get(work.tx, work.programme.id, made.version)
    livrable = livrables().get(row.livrable) if row else None
    cible = dus.subject(work, livrable, row.cible) if row and livrable else None
    if row is None or livrable is None or cible is None:
        return More(write)
    if made.suite or len(made.contenu["parties"]) < len(livrable.chapitres):
        _write_on(work, livrable, cible, made)
        return More(partial(_go_on, made=made))
    if row.statut in FIGES or dus.freezes(work, row, livrable):
        actes.freeze(work, row, made.contenu)
    return _bind(work, row, livrable, made)


def _write_on(work: Work, livrable: Livrable, cible: Cible, made: Redaction) -> None:
    """One chapter, or the pages of a long one up to where the next begins."""
    told = [table for one in made.contenu["parties"] for table in one["tableaux"]]
    if made.suite is None:
        chapitre = livrable.chapitres[len(made.contenu["parties"])]
        made.matiere = livrable.lit(work, cible)
        made.matiere.cites.update(made.cites)
        made.matiere.tableaux.extend(told)
        made.suite = chapitre.ecrit(made.matiere)
        made.contenu["parties"].append(entete(chapitre))
    else:
        made.matiere.go_on(work)
    written, known = made.contenu["parties"][-1], len(told)
    for bloc in made.suite:
        written["blocs"].append(dict(bloc))
        if bloc["sorte"] == SAUT:
            break
    else:
        made.suite = None
    written["tableaux"] += made.matiere.tableaux[known:]
    made.cites = made.matiere.cites


def _bind(work: Work, row: VersionLivrable, livrable: Livrable, made: Redaction) -> More:
    """Its files, made while others have the database; none when nobody asked for them."""
    whole = ecrit.printed(work, row, made.contenu)
    if not row.demandeurs:
        actes.served(row)
        return More(write)
    return More(partial(_send, made=made, whole=whole), partial(_files, livrable, made, whole))


def _files(livrable: Livrable, made: Redaction, whole: ContenuLivrable, _tx: Tx) -> None:
    for ending, copy in copies(whole).items():
        for suffix, say in livrable.formats.items():
            made.fichiers[f"{ending}.{suffix}"] = say(copy)


def _send(work: Work, made: Redaction, whole: Mapping[str, Any]) -> More:
    row = versions.get(work.tx, work.programme.id, made.version)
    if row is not None:
        for chat in row.demandeurs:
            for suffix, data in made.fichiers.items():
                _post(work, row, chat, (suffix, data), whole)
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
    name = f"{row.livrable}_{row.cible}-v{row.numero}{suffix}"
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
        key = f"livrable:{row.id}:{chat}:perdu:{int(work.now.timestamp())}"
        post(work.tx, work.now, Message(key, Lane.PROMPT, to_chat(chat), {"text": said}))
    actes.served(row)


def freeze_due(work: Work) -> None:
    """Every minute, from the morning of its day on: what is to be frozen, whoever looks or not."""
    today = paris(work.now).date()
    for name, livrable in livrables().items():
        for due in dus.owed(work, name, livrable):
            if due.gel and due.gel <= today <= max(due.terme, due.gel):
                row = actes.opened(work, name, due.cible)
                if row.fige_le is None and row.demande_le is None:
                    actes.ask(work, row)

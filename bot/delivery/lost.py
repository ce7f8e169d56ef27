"""What the coordination is told when a message did not reach whom it was for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from bot.delivery.channels import label_of
from bot.rendering import render_line
from storage.machine import outbox
from storage.machine.claims import Claimed
from storage.machine.db import Tx
from storage.models import Personne

OTHER_LOST = "Un message par {{ canal }} pour {{ adresse }} n'a pas pu être envoyé ({{ reason }})."
PERSON_LOST = (
    "{{ prenom }} ne reçoit plus les messages du bot : le bot est bloqué sur son téléphone, "
    "ou son compte est fermé."
)


class Fate(Enum):
    """What is known of a message that did not leave as it should."""

    LOST = "given up"
    LATE = "not yet"


@dataclass(frozen=True, slots=True)
class Loss:
    """One message in trouble."""

    id: int
    """Of the row that it is about, as its subject says; 0 when it is about none."""
    key: str
    """Says it once, however often it is found out."""
    canal: str
    """In French: « courriel »."""
    adresse: str
    reason: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class Lost:
    """A mail's worth of bad news (plain French): `objet` and `texte`; `key` says it once.

    `dispositif_id` is None when nothing tells which programme it is about.
    """

    key: str
    dispositif_id: int | None
    objet: str
    texte: str


Teller = Callable[[Tx, Loss], Lost | None]
"""Says what is lost, for one kind of subject; None when its row is no more, or nothing is to say:
a delay that nobody has to make up for.
"""


def lost_message(
    tx: Tx, row: Claimed, reason: str, tellers: Mapping[str, Teller], fate: Fate
) -> Lost | None:
    """What to tell of `row`, by the kind of its subject; None for a delay that is not told."""
    genre, id = outbox.read_sujet(row.subject) or ("", 0)
    key = f"outbox:{row.id}:{'retard' if fate is Fate.LATE else 'perdu'}"
    loss = Loss(id, key, label_of(row.channel), row.address, reason, fate)
    tell = tellers.get(genre, any_message)
    return tell(tx, loss) or any_message(tx, loss)


def any_message(_tx: Tx, loss: Loss) -> Lost | None:
    """Whatever it was about: nothing tells whose it is, and its delay is not told."""
    if loss.fate is Fate.LATE:
        return None
    text = render_line(OTHER_LOST, canal=loss.canal, adresse=loss.adresse, reason=loss.reason)
    return Lost(loss.key, None, "Un message n'est pas parti", text)


def lost_person(person: Personne) -> Lost:
    """Nobody reaches `person` on Telegram any more."""
    injoignable = person.injoignable_le
    return Lost(
        key=f"personne:{person.id}:injoignable:{injoignable:%Y%m%d%H%M%S}",
        dispositif_id=person.dispositif_id,
        objet="Une personne de l'équipe n'est plus joignable",
        texte=render_line(PERSON_LOST, prenom=person.prenom),
    )

"""The programme changed from a conversation: its lines, their slugs, the labels typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from typing import Final

from bot.domain.liens_tapes import sans_lien
from bot.engine.conditions import Facts
from bot.engine.script import Reading
from bot.feature.contract import Context, Declined
from bot.rendering import render_line
from storage import referential
from storage.ajustements import LigneAjustee
from storage.dispositif import DispositifError, Item, Partenaire, Site, actifs

LABEL_MAX: Final = 32
SLUG_MAX: Final = 32
TOO_LONG = "C'est trop long pour un bouton : 32 caractères au plus."
TWIN = "« {{ label }} » existe déjà : choisissez un autre nom. Rien n'a été changé."
FULL_NAME = (
    "Le prénom seul, sans le nom de famille. "
    "Un prénom composé s'écrit avec un tiret : « Marie-Claire »."
)
AN_ADDRESS = "Un prénom s'écrit en lettres, sans adresse."
_INITIAL: Final = re.compile(r"\w\.?")
NO_LETTER = "Écrivez au moins une lettre ou un chiffre."


def adjust(context: Context, *lignes: LigneAjustee) -> None:
    """Change the programme, for everybody from now on. Raises Declined when it would not hold."""
    try:
        context.programme = referential.adjust(context, lignes, context.author_id)
    except DispositifError as error:
        raise Declined("\n".join(error.problems)) from error


def new_slug(label: str, taken: Container[str]) -> str:
    """« Zone du Marché » as « zone-du-marche », numbered when it was ever used: never reused."""
    bare = unicodedata.normalize("NFKD", label.casefold()).encode("ascii", "ignore").decode()
    root = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[: SLUG_MAX - 3].strip("-") or "ligne"
    slug, rank = root, 2
    while slug in taken:
        slug, rank = f"{root}-{rank}", rank + 1
    return slug


def refuse_twin(label: str, lines: Iterable[Item | Site | Partenaire]) -> None:
    """Raises Declined when a line in use already bears that name: no two buttons alike."""
    if label.casefold() in {line.label.casefold() for line in actifs(lines)}:
        raise Declined(render_line(TWIN, label=label))


def read_label(text: str, _facts: Facts) -> Reading:
    """What a button will say: one line of 32 characters at most."""
    label = " ".join(text.split())
    if len(label) > LABEL_MAX:
        return Reading(remark=TOO_LONG)
    if not any(char.isalnum() for char in label):
        return Reading(remark=NO_LETTER)
    return Reading(label)


def read_prenom(text: str, facts: Facts) -> Reading:
    """A first name alone, or with an initial (« Marie-Claire », « Sam B. »).

    What looks like a surname is refused: a capital after the first word, or no capital at all.
    « Jean dupont » is not told from « Renfort été ». An address of the web would be a link in the
    chat of the coordination.
    """
    first, *rest = text.split() or [""]
    surnames = [word for word in rest if not _INITIAL.fullmatch(word)]
    if any(word[0].isupper() for word in surnames) or (surnames and not first[0].isupper()):
        return Reading(remark=FULL_NAME)
    if sans_lien(text) != text:
        return Reading(remark=AN_ADDRESS)
    return read_label(text, facts)

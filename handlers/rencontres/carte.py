"""People counted, and roughly who they were where the file asks for it (E13, 003 l.591)."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import select

from bot.feature.contract import Context
from bot.feature.precisions import Carte, nothing, of_entry, of_list
from bot.words import pluriel
from storage import rencontres
from storage.models import Rencontre


def carte(context: Context, row: Rencontre) -> Carte:
    """The tally's own total, and the presence's."""
    words = said(context, row.conversation_id, row.presence_id)
    return Carte(context.render("{{ said }}", said=words))


def said(context: Context, talk_id: int | None, presence_id: int | None) -> str:
    """« 7 rencontres enregistrées. Depuis le début de la présence : 23. »"""
    here = rencontres.total(context.tx, conversation_id=talk_id)
    text = f"{pluriel(here, 'rencontre enregistrée', 'rencontres enregistrées')}."
    if presence_id:
        whole = rencontres.total(context.tx, presence_id=presence_id)
        text += f" Depuis le début de la présence : {whole}."
    return text


def last_of(context: Context) -> Rencontre | None:
    """A row of this conversation that still counts somebody."""
    mine = select(Rencontre).where(Rencontre.conversation_id == context.talk_id, Rencontre.alive())
    return context.tx.scalars(mine.order_by(Rencontre.id.desc()).limit(1)).first()


def _on_each(context: Context, row: Rencontre, _colonne: str, valeur: Any) -> None:
    """An estimate of the whole group: each row of the conversation says it again."""
    if valeur != row.genre:
        rencontres.note(context.tx, row.conversation_id or 0, Rencontre.genre, valeur)
        context.tx.refresh(row)


PRECISABLE: Final = of_entry(
    Rencontre,
    carte,
    of_list(
        *("ge", "Groupe", "genre", "genre"),
        usuel=nothing,
        vide="non précisé",
        question="Le groupe, en gros ?",
        ecrit=_on_each,
    ),
)

"""A link to the dashboards: given to one kind of reader, put in letters, taken back."""

from __future__ import annotations

from typing import Final

from bot.casework.comptes import signed
from bot.delivery.channels import to_person
from bot.domain.bord import VIE, Audience
from bot.rendering import render_text
from bot.signing import LIEN, stand_in
from storage import audit, champs, liens_bord
from storage.dispositif import Comite
from storage.machine.outbox import Lane, Message, post
from storage.models import BORD, LienBord, Personne
from storage.work import Work

GIVE: Final = "donner_tableau"
TAKE_BACK: Final = "retirer_tableau"
"""These deeds in the audit; its detail says for whom, in the words of the file."""
OWN: Final = (
    "📊 Vos tableaux de bord. Ce lien est à vous, sert {{ jours }} jours, et s'éteint si vous "
    "quittez l'équipe : ne le transmettez pas.\n{{ lien }}"
)
GIVEN: Final = (
    "🔗 Tableaux de bord, pour : <b>{{ pour }}</b>. Transmettez ce lien : il sert {{ jours }} "
    "jours, et se retire d'un appui (📊 Tableaux de bord, Liens donnés).\n{{ lien }}"
)


def give(
    work: Work,
    who: Personne,
    lecteur: Audience,
    *,
    comite: str = "",
    bailleur: str = "",
    commanditaire: str = "",
) -> LienBord:
    """A new link for readers of that kind, written down as given by `who`."""
    row = LienBord(
        dispositif_id=work.programme.id,
        lecteur=lecteur.value,
        comite=comite or None,
        bailleur=bailleur or None,
        commanditaire=commanditaire or None,
        personne_id=who.id if lecteur is Audience.COORDINATION else None,
        lettre=False,
        donne_le=work.now,
        expire_le=work.now + VIE,
    )
    work.tx.add(row)
    work.tx.flush()
    audit.note(work.tx, work.now, who.id, GIVE, row, lecteur.value)
    return row


def for_letters(work: Work, comite: Comite) -> LienBord:
    """The link that the letters of `comite` carry: the same one until it is taken back.

    Its days run from each letter: the row itself has no last day.
    """
    known = liens_bord.of_letters(work.tx, work.programme.id, comite.slug)
    if known:
        return known[0]
    row = as_in_letters(work, comite)
    work.tx.add(row)
    work.tx.flush()
    return row


def as_in_letters(work: Work, comite: Comite) -> LienBord:
    """The same, of a comité that was not written to yet: nothing of it is kept."""
    return LienBord(
        dispositif_id=work.programme.id,
        lecteur=champs.audience_of(comite).value,
        comite=comite.slug,
        lettre=True,
        donne_le=work.now,
    )


def take_back(work: Work, row: LienBord, personne_id: int | None) -> bool:
    """It opens nothing any more; False when it was taken back already."""
    if row.retire_le is not None:
        return False
    row.retire_le = work.now
    audit.note(work.tx, work.now, personne_id, TAKE_BACK, row, row.lecteur)
    return True


def send(work: Work, who: Personne, row: LienBord, pour: str, source: str) -> None:
    """The address of that link, in the own thread of `who`; `pour`: for whom, in words."""
    mark = stand_in()
    sentence = OWN if row.personne_id else GIVEN
    text = render_text(sentence, lien=mark, jours=VIE.days, pour=pour)
    content = {"text": signed(work, who.telegram_id, text), LIEN: mark}
    key = f"bord:{row.id}:{source}"
    post(
        work.tx,
        work.now,
        Message(key, Lane.PROMPT, to_person(who), content, BORD.of(row.id)),
    )

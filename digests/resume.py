"""A point in a few lines of chat, for the members of its comité who are on Telegram."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.casework.comptes import signed_content
from bot.casework.point import mots
from bot.delivery.channels import to_person
from bot.domain.mois import periode
from bot.domain.roles import Role
from bot.rendering import render_text
from bot.signing import LIEN, stand_in
from digests import render
from storage import people
from storage.dispositif import Comite
from storage.machine.outbox import Lane, Message, post
from storage.models import LECTURE, Digest, Personne
from storage.work import Work

SHOWN: Final = 3
"""Things to decide, in a message: the others are in the letter."""
SAID: Final = (
    "📰 <b>{{ comite }}</b>, {{ quand }}\n{{ phrase }}\n"
    "{% for nom, valeur, avant in chiffres %}• {{ nom }} : {{ valeur }}\n{% endfor %}"
    "{% for une in decider %}⚖️ À décider : {{ une }}.\n{% endfor %}"
    '<a href="{{ lien }}">Lire le {{ point }}</a>, ou ici : /pointhebdo'
)


def tell(work: Work, comite: Comite, digest: Digest) -> None:
    """Once to each member: one sentence, three figures, what is to decide, the link (§4.2)."""
    post(work.tx, work.now, *_messages(work, comite, digest))


def _messages(work: Work, comite: Comite, digest: Digest) -> Iterator[Message]:
    for member in _members(work, comite):
        mark = stand_in()
        content: dict[str, Any] = {"text": _text(comite, digest, mark), LIEN: mark}
        yield Message(
            f"resume:{digest.id}:{member.id}",
            Lane.DIGEST,
            to_person(member),
            signed_content(work, member.telegram_id, content),
            LECTURE.of(digest.id),
        )


def _text(comite: Comite, digest: Digest, mark: str) -> str:
    semaine = periode(digest.instantane["semaine"])
    vues = render.vues(digest.instantane)
    decide = [line for vue in vues.values() for line in vue.get("a_decider", ())]
    return render_text(
        SAID,
        comite=comite.label,
        quand=mots.la_periode(semaine),
        point=mots.le_point(semaine),
        phrase=vues["entete"]["phrase"],
        chiffres=vues["entete"]["chiffres"],
        decider=decide[:SHOWN],
        lien=mark,
    )


def _members(work: Work, comite: Comite) -> list[Personne]:
    """Those of that comité; of the only one of the programme, those of whom nobody said which."""
    only = len(work.programme.config.lecteurs("hebdo")) == 1
    mine = (None, comite.slug) if only else (comite.slug,)
    every = people.with_role(work.tx, work.programme.id, Role.COMITE)
    return [one for one in every if one.comite in mine]

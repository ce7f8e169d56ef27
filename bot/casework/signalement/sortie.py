"""Whether the photos of a signalement may leave the team: asked, answered, blurred by hand."""

from __future__ import annotations

from typing import Any, Final

from bot.buttons import Button, Keyboard, button
from bot.casework.comptes import signed
from bot.casework.signalement import envoi, photos
from bot.casework.signalement.contenu import EnMain
from bot.delivery.channels import to_person
from bot.rendering import render_text
from bot.signing import LIEN, stand_in
from storage import audit, flou, signalements
from storage import photos as rows
from storage.machine.outbox import Lane, Message, post
from storage.models import FLOU, Personne, Photo
from storage.photos import A_FLOUTER, A_TELECHARGER, A_VERIFIER, GARDEE, LIBRE, Zones

RIEN, FLOUTER, SANS = "rien", "flouter", "sans"
QUESTION: Final = Button("ps", (RIEN, FLOUTER, SANS), "signalement")
"""Under a signalement whose photos wait for an answer."""
LABELS: Final = {
    RIEN: "✅ Ni visage ni plaque",
    FLOUTER: "🙈 Oui, flouter",
    SANS: "🗑 Oui, ne pas envoyer la photo",
}
INVITATION: Final = (
    '🙈 {{ v }} : <a href="{{ lien }}">ouvrez la page, et touchez chaque visage, chaque '
    "plaque</a>. La photo ne part qu'une fois floutée. Ce lien est pour vous, il vaut trois jours."
)


def question(signalement_id: int) -> Keyboard:
    """« Visage ou plaque visible ? », a row for each answer."""
    return [[(label, button(QUESTION, signalement_id, word))] for word, label in LABELS.items()]


def of(en_main: EnMain) -> list[Photo]:
    """Its photos that are kept, or on their way, those of its repair too."""
    row = en_main.signalement
    seen = rows.of(en_main.tx, row.__tablename__, row.id)
    known = (*seen, *signalements.reparations(en_main.tx, row.id))
    return [one for one in known if one.etat in (A_TELECHARGER, GARDEE)]


def waits(en_main: EnMain) -> bool:
    """Whether nobody said yet of one of them what shows on it."""
    return any(one.sortie == A_VERIFIER for one in of(en_main))


def answer(en_main: EnMain, word: str, who: Personne) -> None:
    """What was answered, for every photo that waits for it."""
    for photo in of(en_main):
        if photo.sortie == A_VERIFIER:
            _apply(photo, word)
    audit.note(en_main.tx, en_main.now, who.id, f"photo_{word}", en_main.signalement, "")
    en_main.tx.flush()
    follow(en_main)
    if word == FLOUTER:
        invite(en_main, who)


def _apply(photo: Photo, word: str) -> None:
    if word == SANS:
        flou.take_away(photo)
    else:
        photo.sortie = LIBRE if word == RIEN else A_FLOUTER


def decide(en_main: EnMain, photo: Photo, word: str, zones: Zones = ()) -> None:
    """The same of one photo, on its page: FLOUTER with the zones that were touched."""
    if word == FLOUTER:
        flou.ask(photo, zones)
    else:
        _apply(photo, word)
    audit.note(en_main.tx, en_main.now, None, f"photo_{word}", photo, "")
    en_main.tx.flush()
    follow(en_main)


def follow(en_main: EnMain) -> None:
    """Copies that have not left take what may leave now; groups see it apart."""
    envoi.rewrite_unsent(en_main)
    photos.show_apart(en_main)


def invite(en_main: EnMain, who: Personne, source: str = "") -> None:
    """The link of the page where they are blurred, in the own thread of `who`."""
    mark = stand_in()
    text = render_text(INVITATION, v=en_main.reference, lien=mark)
    content: dict[str, Any] = {"text": signed(en_main, who.telegram_id, text), LIEN: mark}
    key = f"flou:{en_main.signalement.id}:{who.id}:{source or int(en_main.now.timestamp())}"
    subject = FLOU.of(en_main.signalement.id)
    message = Message(key, Lane.PROMPT, to_person(who), content, subject)
    post(en_main.tx, en_main.now, message)

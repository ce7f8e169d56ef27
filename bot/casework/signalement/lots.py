"""One letter for a service each morning: each of its signalements, each with its own link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from bot.casework.libelles import label, quand
from bot.casework.signalement import alerte as contents
from bot.casework.signalement.contenu import ContenuAlerte, contenu_de
from bot.rendering import for_mailboxes, render_html, render_plain
from bot.signing import AUTRES, LIEN, stand_in
from bot.words import pluriel
from storage import lots
from storage.dispositif import Dispositif
from storage.machine.outbox import Lane, Message, post
from storage.models import ALERTE, LOT, Alerte, ServiceRow, Signalement
from storage.work import Work

Encart = dict[str, Any]
"""What one letter says of one signalement, as the outbox keeps it."""

NOUVEAU: Final = "Nouveau"
WORDS: Final = {
    NOUVEAU: ("nouveau", "nouveaux"),
    "Toujours là": ("toujours là", "toujours là"),
    "Rappel": ("rappel", "rappels"),
    "Délai passé": ("délai passé", "délais passés"),
    "Sans réponse du service": ("sans réponse", "sans réponse"),
}
"""How each kind is counted; in a letter, what waited most comes first."""
ORDER: Final = tuple(reversed(WORDS))


def join(work: Work, facts: ContenuAlerte, row: Alerte, leaves: datetime) -> None:
    """It leaves with the others that go to that service then; the first one opens the letter."""
    tx, programme = work.tx, work.programme
    # Two at once would each open one.
    tx.get_one(ServiceRow, programme.services[row.service], with_for_update=True)
    row.lot_id = lots.waiting(tx, row, leaves) or row.id
    tx.flush()
    parts = {
        **(lots.parts(tx, row.lot_id) or {}),
        str(row.id): _part(facts, programme.config, row),
    }
    content = _content(work, parts)
    if row.lot_id == row.id:
        key, subject = lots.key(row.id), LOT.of(row.id)
        post(tx, work.now, Message(key, Lane.ALERTE, row.destination, content, subject, leaves))
    else:
        lots.write(tx, row.lot_id, content)


def redraw(work: Work, facts: ContenuAlerte, row: Alerte) -> None:
    """Its letter says what is known of it now, unless it has left."""
    parts = lots.parts(work.tx, row.lot_id) if row.lot_id else None
    if row.lot_id and parts and str(row.id) in parts:
        parts[str(row.id)] = _part(facts, work.programme.config, row)
        lots.write(work.tx, row.lot_id, _content(work, parts))


def keep_back(work: Work, row: Alerte) -> bool:
    """Its letter leaves without it; False when it has left already."""
    parts = lots.parts(work.tx, row.lot_id) if row.lot_id else None
    if row.lot_id is None or not parts or parts.pop(str(row.id), None) is None:
        return False
    lot_id, row.lot_id = row.lot_id, None
    work.tx.flush()
    if not parts:
        lots.drop(work.tx, lot_id)
        return True
    lots.write(work.tx, lot_id, _content(work, parts))
    if lot_id == row.id:
        _rename(work, lot_id, min(map(int, parts)))
    return True


def _rename(work: Work, lot_id: int, first: int) -> None:
    """Its first copy has left it: another one names it."""
    lots.rename(work.tx, lot_id, first)
    for one in lots.carried(work.tx, lot_id):
        one.lot_id = first
    work.tx.flush()


def alone(facts: ContenuAlerte, config: Dispositif, row: Alerte, follows: str | None) -> Encart:
    """The letter of one signalement, whatever its message is about: its link says whose it is."""
    content = contents.letter(facts, config, row, follows=follows)
    return content | {LIEN: "", AUTRES: {content[LIEN]: ALERTE.of(row.id)}}


def _content(work: Work, parts: Mapping[str, Encart]) -> dict[str, Any]:
    if len(parts) > 1:
        return _together(work, parts) | {lots.PARTIES: parts}
    row = work.tx.get_one(Alerte, int(next(iter(parts))))
    signalement = work.tx.get_one(Signalement, row.signalement_id)
    facts = contenu_de(work.tx, work.programme, signalement)
    letter = alone(facts, work.programme.config, row, lots.follows(work.tx, row))
    return letter | {lots.PARTIES: parts}


def _together(work: Work, parts: Mapping[str, Encart]) -> dict[str, Any]:
    """Several at once, what waited most first; the photo of each, with its link."""
    config = work.programme.config
    sorted_parts = sorted(parts.items(), key=lambda one: (_rank(one[1]), int(one[0])))
    said = [part for _id, part in sorted_parts]
    values = {
        "objet": subject(said),
        "dispositif": config.nom,
        "parties": said,
        "compte": counted(said),
        "contact": said[0]["contact"],
        "verifie": all(part["verifie"] for part in said),
    }
    template = "bot/casework/signalement/lot"
    return {
        "subject": values["objet"],
        "text": render_plain(f"{template}.txt.jinja", **values),
        "html": for_mailboxes(render_html(f"{template}.html.jinja", **values)),
        "inline": [[part["cid"], part["photo"]] for part in said if part["photo"]],
        "reply_to": config.coordination.email,
        AUTRES: {part["lien"]: ALERTE.of(int(id)) for id, part in sorted_parts},
    }


def subject(parts: Sequence[Encart]) -> str:
    """« 4 signalements pour Propreté : 1 rappel, 3 nouveaux »."""
    return f"{len(parts)} signalements pour {parts[0]['destinataire']} : {counted(parts)}"


def counted(parts: Sequence[Encart]) -> str:
    """« 1 rappel, 3 nouveaux »."""
    numbers = Counter(part["genre"] for part in parts)
    return ", ".join(pluriel(numbers[kind], *WORDS[kind]) for kind in ORDER if numbers[kind])


def _rank(part: Encart) -> int:
    return ORDER.index(part["genre"])


def _part(facts: ContenuAlerte, config: Dispositif, row: Alerte) -> Encart:
    """Everything that the letter of one says, but its history: that stands on its page."""
    stand_in_for = contents.shared(facts, config, row)
    return {
        "reference": facts.reference,
        "genre": contents.OBJETS.get(row.etape.partition("-")[0], NOUVEAU),
        "destinataire": label(config.service, row.service),
        "quoi": facts.quoi,
        "ou": f"{facts.site}, {facts.quartier} ({facts.type_lieu})",
        "lieu": facts.lieu,
        "carte": facts.carte,
        "vu": quand(facts.vu_le),
        "urgence": f"{facts.urgence}, avant le {quand(facts.echeance)}",
        "motif": facts.motif,
        "precisions": [list(one) for one in facts.precisions],
        "rang": facts.rang,
        "relance": stand_in_for["relance"],
        "repli_de": stand_in_for["repli_de"],
        "photo": facts.photos[0] if facts.photos else "",
        "cid": f"photo{row.id}",
        "lien": stand_in(),
        "contact": facts.contact,
        "verifie": facts.verifie,
    }

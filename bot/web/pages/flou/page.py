"""The signed page of a signalement's photos: touch what must not show, then say what leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bot.casework.signalement import sortie
from bot.casework.signalement.contenu import EnMain
from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.feature.page import FormAction, Notice, Page, PageVisit, Signed, ToMend
from bot.web import zones
from bot.web.pages import equipe
from storage import signalements
from storage.models import FLOU, Photo
from storage.photos import A_FLOUTER, A_VERIFIER, GARDEE, Zones
from storage.work import Work

WIDTHS: Final = {"p": 320, "g": 640}
"""How wide the photo is drawn, by the word in the names of its touches: phone, or large screen."""
SIZES: Final = {"petite": 80, "moyenne": 150, "grande": 300}
"""Sides of the square that a touch hides, in thousandths of the photo's width."""
MIDDLE: Final = "moyenne"
LAST_ID: Final = 2**63
DITS: Final = {
    sortie.FLOUTER: "C'est noté : la photo est refaite dans un instant, floutée, puis elle part. "
    "L'originale est détruite : cela ne s'annule pas, mais vous pouvez encore en cacher plus ici.",
    sortie.RIEN: "C'est noté : la photo part telle quelle. Vous pouvez encore la flouter ici ; ce "
    "qui est déjà parti ne se reprend pas.",
    sortie.SANS: "C'est noté : la photo n'est ni envoyée ni gardée. Cela ne s'annule pas.",
}
GONE: Final = Notice(404, "Plus de photo", "Ce signalement n'a plus de photo à regarder.")
TOO_OLD: Final = Notice(
    410, "Ce lien a expiré", "Il valait trois jours. Dans le bot : ➕ Autre, 🙈 Flouter une photo."
)
NO_CHOICE: Final = "Choisissez ce que devient la photo, puis validez."
NO_ZONE: Final = "Touchez d'abord sur la photo ce qu'il faut flouter."
PARTIE: Final = "Elle peut partir : personne n'y est reconnaissable."
ETATS: Final = {
    A_VERIFIER: "Elle attend votre réponse ; elle n'est pas partie.",
    A_FLOUTER: "Elle attend d'être floutée ; elle n'est pas partie.",
}


@dataclass(frozen=True, slots=True)
class PhotoVue:
    """One photo; `zones` are those touched so far, `en_cours` that it is being blurred.

    rang: where its file stands among those of the page.
    """

    id: int
    rang: int
    zones: str
    etat: str
    en_cours: bool


def view(visit: PageVisit) -> dict[str, Any] | Notice | None:
    """Every photo that is kept, with what was touched so far on one of them."""
    en_main = _en_main(visit)
    if en_main is None or not sortie.of(en_main):
        return None
    if not equipe.is_theirs(visit, en_main.signalement.dispositif_id):
        return equipe.LEFT
    kept, (photo_id, touched) = _kept(en_main), _touched(visit.outcome)
    return {
        "reference": en_main.reference,
        "dit": DITS.get(visit.outcome, ""),
        "largeurs": WIDTHS,
        "tailles": SIZES,
        "taille": MIDDLE,
        "vues": [
            _vue(rank, photo, touched if photo.id == photo_id else ())
            for rank, photo in enumerate(kept)
        ],
        "attend": len(kept) < len(sortie.of(en_main)),
    }


def files(visit: PageVisit) -> Sequence[str]:
    """Of every photo that is kept, whether it may leave or not."""
    en_main = _en_main(visit)
    if en_main is None or not equipe.is_theirs(visit, en_main.signalement.dispositif_id):
        return ()
    return [photo.nom or "" for photo in _kept(en_main)]


def act(visit: PageVisit) -> str | Notice | None:
    """A touch only comes back with the photo; what was chosen is done."""
    en_main = _en_main(visit)
    if en_main and not equipe.is_theirs(visit, en_main.signalement.dispositif_id):
        return equipe.LEFT
    kept = {str(one.id): one for one in _kept(en_main)} if en_main else {}
    photo = kept.get(visit.form.get("photo", ""))
    if en_main is None or photo is None:
        return None
    touched = zones.read(visit.form.get("zones", ""))
    if "enlever" in visit.form:
        return _again(photo, touched[:-1])
    new = _dragged(visit.form) or _touch(visit.form)
    if new is not None:
        return _again(photo, [*touched, new])
    return _decided(en_main, photo, visit.form.get("suite", ""), touched)


def _decided(en_main: EnMain, photo: Photo, word: str, touched: Zones) -> str:
    if word not in sortie.LABELS:
        raise ToMend(NO_CHOICE)
    if word == sortie.FLOUTER and not touched:
        raise ToMend(NO_ZONE)
    sortie.decide(en_main, photo, word, touched)
    return word


def _touch(form: Mapping[str, str]) -> list[int] | None:
    """The square around a touch, whatever the width that the photo was drawn with."""
    for word, width in WIDTHS.items():
        x, y = form.get(f"{word}.x", ""), form.get(f"{word}.y", "")
        if x.isdecimal() and y.isdecimal() and len(x + y) < 9:
            side = SIZES.get(form.get("taille", ""), SIZES[MIDDLE])
            corner = (max(0, int(one) * 1000 // width - side // 2) for one in (x, y))
            return [*corner, side, side]
    return None


def _dragged(form: Mapping[str, str]) -> list[int] | None:
    """The rectangle that a finger drew, where a script could tell."""
    drawn = zones.read(form.get("trait", ""))
    return drawn[0] if drawn else None


def _again(photo: Photo, touched: Zones) -> str:
    return f"{photo.id}-{zones.write(touched[: zones.MOST])}"


def _touched(outcome: str) -> tuple[int, Zones]:
    """What `_again` wrote in the address."""
    photo_id, _, text = outcome.partition("-")
    if not photo_id.isdecimal() or len(photo_id) > len(str(LAST_ID)):
        return 0, ()
    return int(photo_id), zones.read(text)


def _vue(rang: int, photo: Photo, touched: Zones) -> PhotoVue:
    being_made = photo.zones is not None
    etat = ETATS.get(photo.sortie or "", PARTIE)
    return PhotoVue(photo.id, rang, zones.write(touched), etat, being_made)


def _en_main(visit: PageVisit) -> EnMain | None:
    row = signalements.get(visit.tx, visit.id)
    if row is None:
        return None
    return EnMain.of(Work(visit.tx, visit.programmes[row.dispositif_id], visit.now), row)


def _kept(en_main: EnMain) -> list[Photo]:
    return [one for one in sortie.of(en_main) if one.etat == GARDEE]


PAGE: Final = Page(
    path="/flou/{token}",
    guard=Signed(
        sujet=FLOU,
        salt="flou-v1",
        life=timedelta(days=3),
        expired=TOO_OLD,
        lost=any_message,
    ),
    droit=Droit.FLOUTER,
    template="bot/web/pages/flou/page.html.jinja",
    shows=view,
    gone=GONE,
    does=FormAction("flou-formulaire-v1", act),
    photos=files,
)

"""Leaving a comité's digest: the page asks, a mail client's one click does (RFC 8058)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bot.casework import coordination
from bot.casework.libelles import label
from bot.feature.page import NOT_FOUND, FormAction, Notice, Page, PageVisit, Signed, ToMend
from bot.rendering import render_line
from bot.web.pages.desabonnement.lost import lost
from storage import desabonnements
from storage.machine.db import insert_once
from storage.models import DIGEST_ENVOI, Desabonnement, Digest, DigestEnvoi
from storage.work import Work

PARTIR, REVENIR = "partir", "revenir"
NO_CHOICE: Final = "Choisissez, puis validez."
BACK: Final = "Cette adresse recevra de nouveau le point hebdo de : {{ comite }}."
TOLD: Final = (
    "{{ adresse }} {% if revient %}reçoit de nouveau{% else %}ne reçoit plus{% endif %} le point "
    "hebdo de : {{ comite }} (lien du courriel). Le même lien permet de revenir."
)
DONE: Final = "Cette adresse ne recevra plus le point hebdo de : {{ comite }}."


@dataclass(frozen=True, slots=True)
class Abonnement:
    """One address of one comité's digest."""

    dispositif_id: int
    slug: str
    comite: str
    adresse: str


def view(visit: PageVisit) -> dict[str, Any] | None:
    """Whose digest it is, and whether that address still receives it."""
    abonnement = _abonnement(visit)
    if abonnement is None:
        return None
    return {"comite": abonnement.comite, "parti": _left(visit, abonnement)}


def choose(visit: PageVisit) -> Notice | None:
    """Take that address off, or back; done again, it changes nothing. Raises ToMend."""
    abonnement = _abonnement(visit)
    if abonnement is None:
        return None
    if visit.form.get("choix") == REVENIR:
        return _come_back(visit, abonnement)
    if visit.form.get("choix") != PARTIR and visit.form.get("List-Unsubscribe") != "One-Click":
        raise ToMend(NO_CHOICE)
    return _leave(visit, abonnement)


def _leave(visit: PageVisit, abonnement: Abonnement) -> Notice:
    if not _left(visit, abonnement):
        row = {
            "dispositif_id": abonnement.dispositif_id,
            "comite": abonnement.slug,
            "adresse": abonnement.adresse,
            "le": visit.now,
        }
        insert_once(visit.tx, Desabonnement, [row])
        _tell(visit, abonnement, revient=False)
    return Notice(200, "C'est noté", render_line(DONE, comite=abonnement.comite))


def _come_back(visit: PageVisit, abonnement: Abonnement) -> Notice:
    if _left(visit, abonnement):
        desabonnements.forget(
            visit.tx, abonnement.dispositif_id, abonnement.slug, abonnement.adresse
        )
        _tell(visit, abonnement, revient=True)
    return Notice(200, "C'est noté", render_line(BACK, comite=abonnement.comite))


def _left(visit: PageVisit, abonnement: Abonnement) -> bool:
    gone = desabonnements.of(visit.tx, abonnement.dispositif_id, abonnement.slug)
    return abonnement.adresse.lower() in gone


def _tell(visit: PageVisit, abonnement: Abonnement, *, revient: bool) -> None:
    """The coordination knows: a robot that reads mails may have chosen it."""
    programme = visit.programmes[abonnement.dispositif_id]
    coordination.tell(
        Work(visit.tx, programme, visit.now),
        key=f"desabonnement:{visit.id}:{int(visit.now.timestamp())}",
        subject="Point hebdo : un destinataire " + ("revient" if revient else "ne le reçoit plus"),
        text=render_line(
            TOLD, adresse=abonnement.adresse, comite=abonnement.comite, revient=revient
        ),
        sign="📬",
    )


def _abonnement(visit: PageVisit) -> Abonnement | None:
    envoi = visit.tx.get(DigestEnvoi, visit.id)
    digest = visit.tx.get(Digest, envoi.digest_id) if envoi else None
    if envoi is None or digest is None:
        return None
    config = visit.programmes[digest.dispositif_id].config
    return Abonnement(
        digest.dispositif_id, digest.comite, label(config.comite, digest.comite), envoi.adresse
    )


PAGE: Final = Page(
    path="/desabonnement/{token}",
    guard=Signed(
        sujet=DIGEST_ENVOI,
        salt="digest-v1",
        life=timedelta(days=400),
        expired=NOT_FOUND,
        lost=lost,
    ),
    template="bot/web/pages/desabonnement/page.html.jinja",
    shows=view,
    gone=NOT_FOUND,
    # Mail clients post here by themselves: the signed link is enough.
    does=FormAction(None, choose),
)

"""Leaving the weekly letter of a service: the page asks, a mail client's one click does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from bot.casework import coordination
from bot.casework.libelles import label
from bot.casework.signalement import hebdo
from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.feature.page import NOT_FOUND, FormAction, Notice, Page, PageVisit, Signed, ToMend
from bot.rendering import render_line
from storage import adresses
from storage.models.adresses import LETTRE_SERVICE, LettreService
from storage.work import Work

PARTIR, REVENIR = "partir", "revenir"
NO_CHOICE: Final = "Choisissez, puis validez."
LEFT: Final = (
    "Cette adresse ne recevra plus « ce qui reste ouvert » {{ service|du_service }}. Les alertes, "
    "elles, continuent. Une erreur ? Rouvrez ce même lien : il permet de revenir."
)
BACK: Final = "Cette adresse recevra de nouveau « ce qui reste ouvert » {{ service|du_service }}."
TOLD: Final = (
    "{{ adresse }} {% if revient %}reçoit de nouveau{% else %}ne reçoit plus{% endif %} « ce qui "
    "reste ouvert » {{ service|du_service }} (lien de la lettre). Les alertes ne changent pas."
)


def view(visit: PageVisit) -> dict[str, Any] | None:
    """Of which service, and whether that address still receives it."""
    row = adresses.letter_of(visit.tx, visit.id)
    if row is None:
        return None
    return {"service": _service(visit, row), "parti": row.arretee_le is not None}


def choose(visit: PageVisit) -> Notice | None:
    """Take that address off, or back; done again, it changes nothing. Raises ToMend."""
    row = adresses.letter_of(visit.tx, visit.id)
    if row is None:
        return None
    leaves = visit.form.get("List-Unsubscribe") == "One-Click"
    if not leaves and visit.form.get("choix") not in (PARTIR, REVENIR):
        raise ToMend(NO_CHOICE)
    wants = not leaves and visit.form.get("choix") == REVENIR
    if wants == (row.arretee_le is not None):
        hebdo.subscribe(row, visit.now, wants=wants)
        _tell(visit, row, revient=wants)
    said = render_line(BACK if wants else LEFT, service=_service(visit, row))
    return Notice(200, "C'est noté", said)


def _service(visit: PageVisit, row: LettreService) -> str:
    return label(visit.programmes[row.dispositif_id].config.service, row.service)


def _tell(visit: PageVisit, row: LettreService, *, revient: bool) -> None:
    """The coordination knows: a robot that reads mails may have chosen it."""
    values = {"adresse": row.adresse, "service": _service(visit, row), "revient": revient}
    coordination.tell(
        Work(visit.tx, visit.programmes[row.dispositif_id], visit.now),
        key=f"reste:{row.id}:{int(visit.now.timestamp())}",
        subject="Ce qui reste ouvert : un service "
        + ("revient" if revient else "ne le reçoit plus"),
        text=render_line(TOLD, **values),
        sign="📬",
    )


PAGE: Final = Page(
    path="/reste/{token}",
    guard=Signed(
        sujet=LETTRE_SERVICE,
        salt="reste-v1",
        life=timedelta(days=400),
        expired=NOT_FOUND,
        lost=any_message,
    ),
    droit=Droit.REPONDRE_ALERTE,
    template="bot/web/pages/reste/page.html.jinja",
    shows=view,
    gone=NOT_FOUND,
    # Mail clients post here by themselves: the signed link is enough.
    does=FormAction(None, choose),
)

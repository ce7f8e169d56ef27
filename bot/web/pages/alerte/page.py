"""The signed page of an alert: a service reads it, and answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.casework.signalement import paroles
from bot.domain.droits import Droit
from bot.feature.page import NOT_FOUND, FormAction, Page, Renewal, Signed
from bot.web.pages.alerte.answer import answer, renew, shown
from bot.web.pages.alerte.lost import lost
from bot.web.pages.alerte.view import photos, view
from storage.models import ALERTE

PAGE: Final = Page(
    path="/s/{token}",
    guard=Signed(
        sujet=ALERTE,
        salt="alerte-v1",
        life=timedelta(days=14),
        expired=Renewal("bot/web/pages/alerte/expired.html.jinja", renew),
        lost=lost,
    ),
    droit=Droit.REPONDRE_ALERTE,
    template="bot/web/pages/alerte/page.html.jinja",
    shows=view,
    gone=NOT_FOUND,
    does=FormAction(
        "formulaire-v1",
        answer,
        photo="photo",
        unwritten="sans-photo",
        awaits=paroles.is_expected,
        arrived=shown,
    ),
    photos=photos,
)

"""Leaving a comité's digest: the page asks, a mail client's one click does (RFC 8058)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bot.casework import coordination
from bot.casework.libelles import label
from bot.domain.droits import Droit
from bot.feature.page import NOT_FOUND, FormAction, Notice, Page, PageVisit, Signed, ToMend
from bot.rendering import render_line
from bot.web.pages.desabonnement.lost import lost
from digests.lues import brought_by
from storage import desabonnements
from storage.machine.db import insert_once
from storage.models import DIGEST_ENVOI, HEBDO, MENSUEL, Desabonnement, DigestEnvoi
from storage.work import Work

PARTIR, REVENIR = "partir", "revenir"
NO_CHOICE: Final = "Choisissez, puis validez."
BACK: Final = "Cette adresse recevra de nouveau {{ quoi }} de : {{ comites }}."
TOLD: Final = (
    "{{ adresse }} {% if revient %}reçoit de nouveau{% else %}ne reçoit plus{% endif %} "
    "{{ quoi }} de : {{ comites }} (lien du courriel). Le même lien permet de revenir."
)
DONE: Final = (
    "Cette adresse ne recevra plus {{ quoi }} de : {{ comites }}. Une erreur ? Rouvrez "
    "ce même lien : il permet de revenir."
)
POINTS: Final = {HEBDO: "le point hebdo", MENSUEL: "le point mensuel"}


@dataclass(frozen=True, slots=True)
class Abonnement:
    """One address, and each comité whose digest that letter brought."""

    dispositif_id: int
    comites: Mapping[str, str]
    """Labels by slug."""
    adresse: str
    quoi: str
    """« le point hebdo et le point mensuel »: what these comités receive."""

    @property
    def noms(self) -> str:
        return ", ".join(self.comites.values())

    @property
    def mots(self) -> dict[str, str]:
        return {"comites": self.noms, "quoi": self.quoi}


def view(visit: PageVisit) -> dict[str, Any] | None:
    """Whose digests it brought, and whether that address still receives one of them."""
    abonnement = _abonnement(visit)
    if abonnement is None:
        return None
    stays = _left(visit, abonnement) != set(abonnement.comites)
    comites = list(abonnement.comites.values())
    return {"comites": comites, "quoi": abonnement.quoi, "parti": not stays}


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
    left = _left(visit, abonnement)
    rows = [
        {
            "dispositif_id": abonnement.dispositif_id,
            "comite": slug,
            "adresse": abonnement.adresse,
            "le": visit.now,
        }
        for slug in abonnement.comites
        if slug not in left
    ]
    if rows:
        insert_once(visit.tx, Desabonnement, rows)
        _tell(visit, abonnement, revient=False)
    return Notice(200, "C'est noté", render_line(DONE, **abonnement.mots))


def _come_back(visit: PageVisit, abonnement: Abonnement) -> Notice:
    left = _left(visit, abonnement)
    for slug in left:
        desabonnements.forget(visit.tx, abonnement.dispositif_id, slug, abonnement.adresse)
    if left:
        _tell(visit, abonnement, revient=True)
    return Notice(200, "C'est noté", render_line(BACK, **abonnement.mots))


def _left(visit: PageVisit, abonnement: Abonnement) -> set[str]:
    """Of these comités, the slugs of those whose digest it does not receive any more."""
    return {
        slug
        for slug in abonnement.comites
        if abonnement.adresse.lower()
        in desabonnements.of(visit.tx, abonnement.dispositif_id, slug)
    }


def _tell(visit: PageVisit, abonnement: Abonnement, *, revient: bool) -> None:
    """The coordination knows: a robot that reads mails may have chosen it."""
    programme = visit.programmes[abonnement.dispositif_id]
    coordination.tell(
        Work(visit.tx, programme, visit.now),
        key=f"desabonnement:{visit.id}:{int(visit.now.timestamp())}",
        subject="Point hebdo : un destinataire " + ("revient" if revient else "ne le reçoit plus"),
        text=render_line(TOLD, adresse=abonnement.adresse, revient=revient, **abonnement.mots),
        sign="📬",
    )


def _abonnement(visit: PageVisit) -> Abonnement | None:
    envoi = visit.tx.get(DigestEnvoi, visit.id)
    if envoi is None:
        return None
    brought = list(visit.tx.scalars(brought_by(envoi.id)))
    config = visit.programmes[brought[0].dispositif_id].config
    comites = {one.comite: label(config.comite, one.comite) for one in brought}
    received = {point for slug in comites for point in config.comite(slug).points}
    quoi = " et ".join(said for point, said in POINTS.items() if point in received)
    return Abonnement(brought[0].dispositif_id, comites, envoi.adresse, quoi)


PAGE: Final = Page(
    path="/desabonnement/{token}",
    guard=Signed(
        sujet=DIGEST_ENVOI,
        salt="digest-v1",
        life=timedelta(days=400),
        expired=NOT_FOUND,
        lost=lost,
    ),
    droit=Droit.LIRE_POINT_HEBDO,
    template="bot/web/pages/desabonnement/page.html.jinja",
    shows=view,
    gone=NOT_FOUND,
    # Mail clients post here by themselves: the signed link is enough.
    does=FormAction(None, choose),
)

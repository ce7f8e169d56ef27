"""An alert's contents: the card of a service's group, and the letter with its signed link."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from css_inline import CSSInliner

from bot.buttons import Button, button
from bot.casework.libelles import label, quand, sans_pieges
from bot.casework.signalement.fiche import Fiche
from bot.domain.vies.signalement import VIE_SIGNALEMENT, ActeSignalement
from bot.domain.vies.vie import Acteur
from bot.rendering import render_html, render_plain
from bot.signing import LINK
from storage import signalements
from storage.dispositif import Dispositif
from storage.models import Alerte
from storage.photos import A_TELECHARGER, REFUSEE
from storage.signalements import REPLI

INLINER: Final = CSSInliner(load_remote_stylesheets=False)
PRENOM_MAX: Final = 40


class ReponseService(NamedTuple):
    """One answer: its word in a button's data or a form, what is read, and its sign."""

    mot: str
    libelle: str
    signe: str


REPONSES: Final[dict[ActeSignalement, ReponseService]] = {
    ActeSignalement.ACCUSER_RECEPTION: ReponseService("recu", "Bien reçu", "👍"),
    ActeSignalement.PRENDRE_EN_CHARGE: ReponseService("pris", "Pris en charge", "🛠"),
    ActeSignalement.ANNONCER_TRAITE: ReponseService("traite", "Traité", "✅"),
    ActeSignalement.REORIENTER: ReponseService("autre", "Pas de notre ressort", "↪️"),
}
"""What a service may answer to an alert."""

REPONSE: Final = Button("sv", tuple(one.mot for one in REPONSES.values()))
"""Under an alerte in its service's group."""
ACTES: Final = {reponse.mot: acte for acte, reponse in REPONSES.items()}

PHOTO_NOTES: Final = {
    A_TELECHARGER: "en cours de réception ; elle suivra",
    REFUSEE: "elle n'a pas pu être gardée",
}


def card(
    fiche: Fiche, config: Dispositif, alerte: Alerte, *, live: bool = True, prenom: str = ""
) -> dict[str, Any]:
    """The Telegram content of one copy; `live` cards carry buttons.

    `prenom` is the name that the last presser shows on Telegram: declared, unverified, written in
    the card of that group alone.
    """
    text = render_html(
        "bot/casework/signalement/carte.html.jinja",
        dernier=_dernier(fiche, prenom),
        **_shared(fiche, config, alerte),
    )
    photo = fiche.photos[0] if fiche.photos else None
    content: dict[str, Any] = {"text": text.strip(), "photo": photo}
    keyboard = _keyboard(fiche, alerte) if live else []
    return content | ({"keyboard": keyboard} if keyboard else {})


def letter(
    fiche: Fiche, config: Dispositif, alerte: Alerte, *, follows: str | None = None
) -> dict[str, Any]:
    """The e-mail content of one copy; `follows` is the outbox key of the letter it comes after."""
    values = _shared(fiche, config, alerte) | {
        "objet": _objet(fiche, alerte),
        "dispositif": config.nom,
        "lien": LINK,
    }
    content = {
        "subject": values["objet"],
        "text": render_plain("bot/casework/signalement/courriel.txt.jinja", **values),
        "html": INLINER.inline(
            render_html("bot/casework/signalement/courriel.html.jinja", **values)
        ),
        "inline": [[f"photo{rank}", name] for rank, name in enumerate(fiche.photos)],
        "reply_to": fiche.contact_email,
    }
    return content | ({"follows": follows} if follows else {})


def withdrawal(fiche: Fiche, config: Dispositif, alerte: Alerte) -> dict[str, Any]:
    """The e-mail content that calls back an alert already read."""
    values = {
        "objet": f"[{fiche.reference}] {fiche.etat} – {fiche.quoi} – {fiche.site}",
        "bandeau": f"{config.nom} · signalement technique {fiche.reference}",
        "text": f"{fiche.reference}, {fiche.quoi}, {fiche.site} ({fiche.quartier}) : "
        f"{fiche.etat.lower()}. Il n'y a plus rien à faire pour ce numéro.",
        "pied": f"Une question ? Répondez à ce courriel : {fiche.contact}.",
    }
    return notice(values) | {
        "reply_to": fiche.contact_email,
        "follows": signalements.envoi_key(alerte.id),
    }


def notice(values: dict[str, str]) -> dict[str, Any]:
    """A short letter of one paragraph: `objet`, `bandeau`, `text`, `pied`."""
    return {
        "subject": values["objet"],
        "text": render_plain("bot/casework/notice.txt.jinja", **values),
        "html": INLINER.inline(render_html("bot/casework/notice.html.jinja", **values)),
    }


def _shared(fiche: Fiche, config: Dispositif, alerte: Alerte) -> dict[str, Any]:
    destinataire = label(config.service, alerte.service)
    return {
        "fiche": fiche,
        "destinataire": destinataire,
        "repli_de": fiche.service if _is_stand_in(fiche, destinataire, alerte) else "",
        "relance": _relance(fiche, alerte),
        "photo_note": PHOTO_NOTES.get(fiche.photo_etat, ""),
    }


def _is_stand_in(fiche: Fiche, destinataire: str, alerte: Alerte) -> bool:
    """True when the repli reads it for a service that nothing written can reach."""
    return alerte.etape.endswith(REPLI) and destinataire != fiche.service


def _relance(fiche: Fiche, alerte: Alerte) -> str:
    if alerte.etape.startswith("relance"):
        return "Toujours là : le binôme est repassé et voit encore le défaut."
    if alerte.etape.startswith("transmis"):
        return "Transmis : un autre service répond que ce n'est pas de son ressort."
    return ""


def _objet(fiche: Fiche, alerte: Alerte) -> str:
    if not alerte.etape.startswith("relance"):
        return fiche.objet
    return fiche.objet.replace("] ", "] Toujours là : ", 1)


def _dernier(fiche: Fiche, prenom: str) -> str:
    """When and by whom the state just said was reached; nothing before the first answer."""
    if len(fiche.etapes) < 2:
        return ""
    last = fiche.etapes[-1]
    shown = sans_pieges(prenom)[:PRENOM_MAX]
    line = f"{quand(last.le)}, par {last.par}" + (f", {shown}" if shown else "")
    return f"{line} : {last.motif}" if last.motif else line


def _keyboard(fiche: Fiche, alerte: Alerte) -> list[list[list[str]]]:
    offered = VIE_SIGNALEMENT.possible(fiche.statut, Acteur.SERVICE)
    buttons = [
        [f"{one.signe} {one.libelle}", button(REPONSE, alerte.id, one.mot)]
        for acte, one in REPONSES.items()
        if acte in offered
    ]
    return [buttons[start : start + 2] for start in range(0, len(buttons), 2)]

"""An alert's contents: the card of a service's group, and the letter with its signed link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from bot.buttons import SLUG, Button, Keyboard, button, in_rows
from bot.casework.libelles import label, quand
from bot.casework.signalement.contenu import PARTENT, ContenuAlerte
from bot.casework.signalement.refus import Raison
from bot.delivery.channels import has_buttons
from bot.domain.relances import Palier
from bot.domain.signes import sans_pieges
from bot.domain.vies.destinataire import REPONSES as ANSWERS
from bot.domain.vies.destinataire import VIE_DESTINATAIRE
from bot.domain.vies.signalement import ActeSignalement
from bot.rendering import for_mailboxes, render_html, render_plain
from bot.signing import LIEN, stand_in
from storage import lots
from storage.dispositif import Dispositif, Service, actifs
from storage.models import Alerte
from storage.photos import A_TELECHARGER, REFUSEE, RETENUE
from storage.signalements import REPLI

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
    ActeSignalement.REFUSER: ReponseService("refus", "Nous ne le ferons pas", "✋"),
}
"""What a service may answer to an alert."""

AUTRE: Final = REPONSES[ActeSignalement.REORIENTER].mot
REFUS: Final = REPONSES[ActeSignalement.REFUSER].mot
CORRIGER, GARDER, VERS, POURQUOI = "corriger", "garder", "vers.", "refus."
CORRIGER_LABEL: Final = "↩️ Corriger ma réponse"
REPONSE: Final = Button(
    "sv",
    (
        *(one.mot for one in REPONSES.values()),
        CORRIGER,
        GARDER,
        rf"vers\.({SLUG})?",
        rf"refus\.({SLUG})",
    ),
    "alerte",
)
"""Under an alerte in its service's group: an answer, its correction, or to whom it should go."""
SIGNES: Final = (
    ActeSignalement.ACCUSER_RECEPTION,
    ActeSignalement.PRENDRE_EN_CHARGE,
    ActeSignalement.ANNONCER_TRAITE,
)
"""What one sign under a card can say, in a thread without buttons; the rest needs a choice."""
GESTES: Final = {REPONSES[acte].signe: acte for acte in SIGNES} | {
    "👌": ActeSignalement.ACCUSER_RECEPTION,
    "✔": ActeSignalement.ANNONCER_TRAITE,
}
ACTES: Final = {reponse.mot: acte for acte, reponse in REPONSES.items()}

OBJETS: Final = {
    "relance": "Toujours là",
    Palier.RAPPEL: "Rappel",
    Palier.RETARD: "Délai passé",
    Palier.RELEVE: "Sans réponse du service",
    Palier.DIRECTION: "Sans réponse du service",
}
"""What begins the subject of what is written again, by how its étape begins."""

PHOTO_NOTES: Final = {
    A_TELECHARGER: "en cours de réception ; elle suivra",
    RETENUE: "pas encore vérifiée ; elle suivra si rien de personnel ne s'y voit",
    REFUSEE: "elle n'a pas pu être gardée",
}


def card(
    contenu: ContenuAlerte,
    config: Dispositif,
    alerte: Alerte,
    *,
    live: bool = True,
    corrigeable: bool = False,
    prenom: str = "",
    pour: str = "",
) -> dict[str, Any]:
    """The Telegram content of one copy; `live` cards carry buttons.

    `pour`: « Propreté · Amiens », in a group that reads for others too; two programmes number
    theirs alike, so that the number names its own.

    `corrigeable`: its service gave the last answer, and may still take it back.
    `prenom` is the name that the last presser shows on Telegram: declared, unverified, written in
    the card of that group alone.
    """
    buttons = has_buttons(alerte.canal)
    lien = stand_in() if len(contenu.photos) > PARTENT or not buttons else ""
    text = render_html(
        "bot/casework/signalement/carte.html.jinja",
        dernier=_dernier(contenu, prenom),
        pour=pour,
        programme=config.court if pour else "",
        lien=lien,
        plus=len(contenu.photos) > PARTENT,
        gestes=[] if buttons or not live else _signs(contenu, alerte),
        corrigeable=corrigeable and not buttons,
        **shared(contenu, config, alerte),
    )
    photo = contenu.photos[0] if contenu.photos else None
    content: dict[str, Any] = {"text": text.strip(), "photo": photo}
    keyboard = _keyboard(contenu, alerte) if live else []
    if corrigeable:
        keyboard.append([[CORRIGER_LABEL, button(REPONSE, alerte.id, CORRIGER)]])
    about = {LIEN: lien} if lien else {}
    return content | about | ({"keyboard": keyboard} if keyboard else {})


def to_whom(config: Dispositif, alerte: Alerte) -> Keyboard:
    """« Pas de notre ressort »: the other services, as the page offers them."""
    known = [(one.label, VERS + one.slug) for one in others(config, alerte.service)]
    return _asked(alerte, [*known, ("Je ne sais pas", VERS)], width=2)


def why(offered: Iterable[Raison], alerte: Alerte) -> Keyboard:
    """« Nous ne le ferons pas »: the reasons, as the page offers them."""
    return _asked(
        alerte,
        [(_capital(one.libelle), POURQUOI + one.mot) for one in offered],
        width=1,
    )


def _asked(alerte: Alerte, offered: Sequence[tuple[str, str]], width: int) -> Keyboard:
    keys = [(label, button(REPONSE, alerte.id, word)) for label, word in offered]
    return [*in_rows(keys, width), [("⬅️ Retour", button(REPONSE, alerte.id, GARDER))]]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def others(config: Dispositif, service: str) -> tuple[Service, ...]:
    """The services to whom it may be handed on."""
    return tuple(other for other in actifs(config.services) if other.slug != service)


def motif_vers(config: Dispositif, service: str, vers: str) -> str:
    """« plutôt Voirie », as its history says it; « » for none of the other services."""
    labels = {one.slug: one.label for one in others(config, service)}
    return f"plutôt {labels[vers]}" if vers in labels else ""


def letter(
    contenu: ContenuAlerte, config: Dispositif, alerte: Alerte, *, follows: str | None = None
) -> dict[str, Any]:
    """The e-mail content of one copy; `follows` is the outbox key of the letter it comes after."""
    values = shared(contenu, config, alerte) | {
        "objet": _objet(contenu, alerte),
        "dispositif": config.nom,
        "lien": stand_in(),
    }
    content = {
        LIEN: values["lien"],
        "subject": values["objet"],
        "text": render_plain("bot/casework/signalement/courriel.txt.jinja", **values),
        "html": for_mailboxes(
            render_html("bot/casework/signalement/courriel.html.jinja", **values)
        ),
        "inline": [[f"photo{rank}", name] for rank, name in enumerate(contenu.partent)],
        "reply_to": contenu.contact_email,
    }
    return content | ({"follows": follows} if follows else {})


def withdrawal(contenu: ContenuAlerte, config: Dispositif, alerte: Alerte) -> dict[str, Any]:
    """The e-mail content that calls back an alert already read."""
    values = {
        "objet": f"[{contenu.reference}] {contenu.etat} – {contenu.quoi} – {contenu.site}",
        "bandeau": f"{config.nom} · signalement technique {contenu.reference}",
        "text": f"{contenu.reference}, {contenu.quoi}, {contenu.site} ({contenu.quartier}) : "
        f"{contenu.etat.lower()}. Il n'y a plus rien à faire pour ce numéro.",
        "pied": f"Une question ? Répondez à ce courriel : {contenu.contact}.",
    }
    return notice(values) | {
        "reply_to": contenu.contact_email,
        "follows": lots.letter_key(alerte),
    }


def taken_back(
    contenu: ContenuAlerte, config: Dispositif, alerte: Alerte, why: str
) -> dict[str, Any]:
    """The e-mail content that says that a letter already read was a mistake, and why."""
    values = {
        "objet": f"[{contenu.reference}] Sans objet – {contenu.quoi} – {contenu.site}",
        "bandeau": f"{config.nom} · signalement technique {contenu.reference}",
        "text": f"{contenu.reference}, {contenu.quoi}, {contenu.site} ({contenu.quartier}) : "
        f"{why} Le dernier courriel à ce sujet est sans objet.",
        "pied": f"Une question ? Répondez à ce courriel : {contenu.contact}.",
    }
    return notice(values) | {
        "reply_to": contenu.contact_email,
        "follows": lots.letter_key(alerte),
    }


def notice(values: dict[str, str]) -> dict[str, Any]:
    """A short letter of one paragraph: `objet`, `bandeau`, `text`, `pied`; `lien` to its page."""
    page = {LIEN: values["lien"]} if "lien" in values else {}
    return page | {
        "subject": values["objet"],
        "text": render_plain("bot/casework/notice.txt.jinja", **values),
        "html": for_mailboxes(render_html("bot/casework/notice.html.jinja", **values)),
    }


def shared(contenu: ContenuAlerte, config: Dispositif, alerte: Alerte) -> dict[str, Any]:
    """What a card and a letter both say of one copy."""
    destinataire = label(config.service, alerte.service)
    return {
        "fiche": contenu,
        "destinataire": destinataire,
        "repli_de": contenu.service if _is_stand_in(contenu, destinataire, alerte) else "",
        "relance": _relance(contenu, alerte),
        "photo_note": PHOTO_NOTES.get(contenu.photo_etat, ""),
    }


def _is_stand_in(contenu: ContenuAlerte, destinataire: str, alerte: Alerte) -> bool:
    """True when the repli reads it for a service that nothing written can reach."""
    return alerte.etape.endswith(REPLI) and destinataire != contenu.service


def _relance(contenu: ContenuAlerte, alerte: Alerte) -> str:
    """Why it is written again; « » of what is written for the first time."""
    kind, depuis = alerte.etape.partition("-")[0], quand(contenu.attendue)
    said = f"{contenu.etat.lower()} le {quand(contenu.depuis)}"
    texts = {
        "relance": "Toujours là : le binôme est repassé et voit encore le défaut.",
        "transmis": "Transmis : un autre service répond que ce n'est pas de son ressort.",
        Palier.RAPPEL: f"Rappel : sans réponse depuis le {depuis}.",
        Palier.RETARD: f"Rappel : {said}, et le délai est passé.",
        Palier.RELEVE: f"Sans réponse du service {contenu.service} depuis le {depuis}.",
        Palier.DIRECTION: f"Sans réponse du service {contenu.service} depuis le {depuis}.",
    }
    return texts.get(kind, "")


def _objet(contenu: ContenuAlerte, alerte: Alerte) -> str:
    """« [V-0324] Rappel : Éclairage en panne – … »."""
    said = OBJETS.get(alerte.etape.partition("-")[0])
    return contenu.objet.replace("] ", f"] {said} : ", 1) if said else contenu.objet


def _dernier(contenu: ContenuAlerte, prenom: str) -> str:
    """When and by whom the state just said was reached, or what came since; at first, nothing."""
    if len(contenu.etapes) < 2:
        return ""
    return contenu.etapes[-1].dernier(sans_pieges(prenom)[:PRENOM_MAX])


def offered(contenu: ContenuAlerte, service: str) -> tuple[ActeSignalement, ...]:
    """What that service may answer now, by where it stands itself; nothing once all is closed."""
    mine = contenu.stands(service)
    if mine is None or not contenu.ouvert:
        return ()
    possible = VIE_DESTINATAIRE.possible(mine)
    return tuple(acte for acte in REPONSES if ANSWERS[acte] in possible)


def _signs(contenu: ContenuAlerte, alerte: Alerte) -> list[str]:
    """« 👍 bien reçu »: what a sign would say now."""
    may = offered(contenu, alerte.service)
    said = (REPONSES[acte] for acte in SIGNES if acte in may)
    return [f"{one.signe} {one.libelle.lower()}" for one in said]


def _keyboard(contenu: ContenuAlerte, alerte: Alerte) -> list[list[list[str]]]:
    said = (REPONSES[acte] for acte in offered(contenu, alerte.service))
    return in_rows(
        [[f"{one.signe} {one.libelle}", button(REPONSE, alerte.id, one.mot)] for one in said]
    )

"""The list of retours of a site, each given in one tap."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.buttons import Keyboard, button
from bot.casework.demande import presentation as demande_fiche
from bot.casework.libelles import label
from bot.casework.mediation import actes as mediation
from bot.casework.signalement.contenu import reference
from bot.clock import paris
from bot.documents import documents
from bot.domain.droits import Droit
from bot.domain.mois import Mois
from bot.domain.vies.signalement import StatutSignalement
from bot.feature import portee
from bot.feature.contract import UNKNOWN, Context, Reply, Tap
from bot.feature.gestes import bouton
from bot.questions.retours import DIT, LISTE, MEDIATION, MOIS, REPONSES, RETOURS, standing
from bot.words import jour_court
from handlers.retour import defaire
from handlers.retour.defaire import ARedire
from storage import demandes, mediations, retours, signalements
from storage.figures import lieux
from storage.machine.db import Tx
from storage.models import DossierMediation, Signalement
from storage.retours import Retour

TITLE = "📄 À redire aux habitants, <b>{{ site }}</b> :"
LINE = "• {{ numero }} {{ quoi }} : {{ suite }} le {{ le }}."
LINE_MEDIATION = (
    "• Médiation {{ numero }} (demande {{ v }}, {{ qui }}) : {{ etat }} le {{ le }}, "
    "et rien d'autre."
)
NOTHING = "<b>{{ site }}</b> : tout est dit aux habitants."
SUITES = {
    StatutSignalement.VERIFIE: "réparé",
    StatutSignalement.REORIENTE: "transmis à un autre service",
    StatutSignalement.REFUSE: "refusé par le service",
}
ANSWERS = "💬 <b>{{ site }}</b>, si l'on vous demande :"
ANSWER = "• {{ question }} <i>{{ reponse }}</i>"
NO_ANSWER = "{{ site }} : plus rien n'est écrit ici."
NO_MONTH = "{{ site }} : rien n'a été signalé le mois dernier."
MOST = 12
"""Lines of one message; the others come as these are told."""

FOUND: Final[dict[str, Callable[[Tx, int], ARedire | None]]] = {
    DIT: signalements.get,
    MEDIATION: mediations.get,
}
"""What a button names, by its last word."""


def answer(context: Context, tap: Tap) -> Reply:
    """Shows them below, or gives one."""
    if tap.argument == LISTE and tap.object_id in context.programme.site_slugs:
        text, keyboard = _list(context, tap.object_id)
        # Already rendered: what is told again must not be escaped twice.
        context.tell(context.person.telegram_id, "{{ text|safe }}", keyboard, text=text)
        return Reply("")
    if tap.argument == MOIS and tap.object_id in context.programme.site_slugs:
        context.tell(context.person.telegram_id, "{{ text }}", text=_month(context, tap.object_id))
        return Reply("")
    if tap.argument == REPONSES and tap.object_id in context.programme.site_slugs:
        told = _answers(context, tap.object_id)
        context.tell(context.person.telegram_id, "{{ text|safe }}", text=told)
        return Reply("")
    row = FOUND[tap.argument](context.tx, tap.object_id) if tap.argument in FOUND else None
    if row is None or not portee.reaches(context, Droit.VERIFIER, row):
        return Reply(UNKNOWN)
    return _give(context, row)


def _answers(context: Context, site_id: int) -> str:
    """What the coordination wrote of public action there: a question, then its answer (E11)."""
    lines = [
        context.render(ANSWER, question=one.question, reponse=one.reponse)
        for one in standing(context, site_id)[:MOST]
    ]
    site = context.programme.site_label(site_id)
    if not lines:
        return context.render(NO_ANSWER, site=site)
    return "\n".join([context.render(ANSWERS, site=site), *lines])


def _month(context: Context, site_id: int) -> str:
    """What the habitants of that site may be told of the last month that is over."""
    mois = Mois.around(paris(context.now).date()).shifted(-1)
    (here,) = (one for one in lieux(context.tx, context.programme.id) if one.id == site_id)
    sheet = documents()["retour_habitants"]
    found = (copy.contenu for copy in sheet.compose(context, mois) if here.slug in copy.nom)
    told = next((sheet.formats["txt"](contenu).decode().strip() for contenu in found), "")
    return told or context.render(NO_MONTH, site=here.label)


def _give(context: Context, row: ARedire) -> Reply:
    waits = row in [one.row for one in retours.due(context.tx, row.site_id, context.now)]
    undo: Keyboard = []
    if waits:
        before = retours.give(context.tx, row, context.person.id, context.now)
        undo = [[bouton(defaire.told(context, row, before))]]
    text, keyboard = _list(context, row.site_id)
    return Reply("Noté." if waits else "Déjà noté.", text, [*keyboard, *undo])


def _list(context: Context, site_id: int) -> tuple[str, Keyboard]:
    """What is left to tell on that site, and a button for each."""
    site = context.programme.site_label(site_id)
    waiting = retours.due(context.tx, site_id, context.now)[:MOST]
    if not waiting:
        return context.render(NOTHING, site=site), ()
    lines = [context.render(TITLE, site=site), *(_line(context, one) for one in waiting)]
    return "\n".join(lines), [[_button(one.row)] for one in waiting]


def _button(row: ARedire) -> tuple[str, str]:
    if isinstance(row, Signalement):
        return f"✅ {reference(row)} dit", button(RETOURS, row.id, DIT)
    return f"✅ {mediation.reference(row)} dit", button(RETOURS, row.id, MEDIATION)


def _line(context: Context, retour: Retour) -> str:
    """« • V-0324 Éclairage public en panne : réparé le 12/11. »"""
    row = retour.row
    if isinstance(row, DossierMediation):
        return _line_of_mediation(context, row, retour)
    values = {
        "numero": reference(row),
        "quoi": label(context.programme.config.categorie, row.categorie),
        "suite": SUITES[StatutSignalement(row.statut)],
        "le": jour_court(retour.le),
    }
    return context.render(LINE, **values)


def _line_of_mediation(context: Context, row: DossierMediation, retour: Retour) -> str:
    """« • Médiation M-0021 (demande D-0012, Bailleur) : accord le 12/11, et rien d'autre. »"""
    demande = demandes.get(context.tx, row.demande_id or 0)
    if demande is None:
        raise LookupError(f"the mediation {row.id} answers no request")
    config, connue = context.programme.config, mediation.mediation_connue(row)
    return context.render(
        LINE_MEDIATION,
        numero=connue.reference,
        v=demande_fiche.reference(demande),
        qui=config.element("origines_demande", demande.origine).label,
        etat=connue.etat,
        le=jour_court(retour.le),
    )

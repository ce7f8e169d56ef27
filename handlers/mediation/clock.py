"""At 09:30: the next step of a dossier comes back to mind, and whether an accord is kept."""

from __future__ import annotations

from datetime import timedelta

from bot.buttons import Keyboard, button
from bot.casework import coordination
from bot.casework.mediation import actes as mediation
from bot.casework.mediation import interne, suivi
from bot.casework.passation.annonces import takers
from bot.feature.contract import Context
from bot.rendering import render_line
from bot.words import jour
from handlers.mediation import facts
from handlers.mediation.facts import ACCORD
from storage import equipes, mediations, people
from storage.models import DossierMediation
from storage.work import AT_ONCE, More, Work

ASK_AGAIN = timedelta(days=7)
STEP = "📂 <b>{{ ligne }}</b> : c'est aujourd'hui la prochaine étape. Où en est-on ?"
CHECK = "🤝 <b>{{ ligne }}</b> : accord du {{ accord_le|jour }}. Tient-il ?"
ITS_WORDS = "{% if phrase %}\n« {{ phrase }} »{% endif %}"
ENOUGH = (
    "🤝 <b>{{ ligne }}</b> : sans réponse, je ne demande plus si l'accord tient. La coordination "
    "le sait. Vous pouvez encore le dire."
)
SILENT = (
    "{{ v }}, accord du {{ quand }} : le bot a demandé {{ fois }} fois s'il tient, personne n'a "
    "répondu. Voyez avec le binôme."
)
NOBODY = (
    "{{ v }} : personne ne lit ce qui est écrit au binôme qui suit ce dossier. "
    "Étape du {{ quand }}."
)


def remind_of_steps(work: Work) -> More | None:
    """Each dossier whose day has come, once; without a new step it comes back in a week."""
    dossiers = mediations.to_remind(work.tx, work.programme.id, work.now, AT_ONCE)
    for dossier in dossiers:
        due = dossier.prochaine_le or work.now
        mediation.plan_step(dossier, mediation.SANS_DATE, work.now)
        bouton = mediation.bouton(dossier)
        _tell(work, dossier, f"etape:{int(due.timestamp())}", STEP, [[bouton]])
    return More(remind_of_steps) if len(dossiers) == AT_ONCE else None


def ask_about_accords(work: Work) -> More | None:
    """Each accord whose check is due (J+15, J+30); without an answer it is asked again later."""
    asked = (work.programme.id, work.now, ASK_AGAIN, AT_ONCE)
    suivis = mediations.suivis_due(work.tx, *asked)
    for row, dossier in suivis:
        asks = suivi.ask_whether_kept(work.tx, row, work.now)
        keys = [(one.label, button(ACCORD, row.id, one.slug)) for one in facts.VERIFIER]
        sentence = CHECK + ITS_WORDS if asks else ENOUGH
        _tell(work, dossier, f"suivi:{row.id}:{work.now.date()}", sentence, [keys])
        if not asks:
            _tell_coordination(work, dossier)
    return More(ask_about_accords) if len(suivis) == AT_ONCE else None


def _tell_coordination(work: Work, dossier: DossierMediation) -> None:
    """The series of questions ends: somebody must speak with the binôme."""
    v = mediation.reference(dossier)
    coordination.tell(
        work,
        key=f"mediation:{dossier.id}:sans-reponse:{work.now.date()}",
        subject=f"[{v}] Accord : le binôme ne répond pas",
        text=render_line(
            SILENT, v=v, fois=suivi.DEMANDES_MAX, quand=jour(dossier.accord_le or work.now)
        ),
    )


def _tell(
    work: Work, dossier: DossierMediation, what: str, sentence: str, keyboard: Keyboard
) -> None:
    """To both mediators of the binôme, or to the coordination when nobody is left in it."""
    source = f"mediation:{dossier.id}:{what}"
    context = Context.by_clock(work, source)
    members = people.binome_members(work.tx, dossier.binome_id)
    said = {
        "ligne": facts.line(context, dossier),
        "accord_le": dossier.accord_le,
        "phrase": interne.accord_of(work.tx, dossier),
    }
    for one in members:
        context.tell(one.telegram_id, sentence, keyboard, **said)
    if not equipes.reachable(members):
        v = mediation.reference(dossier)
        coordination.tell(
            work,
            key=source,
            subject=f"[{v}] Dossier sans binôme",
            text=render_line(NOBODY, v=v, quand=jour(work.now)),
            keyboard=takers(work, dossier.binome_id),
        )

"""The signed page of a préconisation: its service says whether it retains it, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from bot.casework.libelles import quand
from bot.casework.preconisation import actes as casework
from bot.casework.preconisation import reprise
from bot.casework.preconisation.actes import DeedPreconisation
from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.domain.signes import sans_pieges
from bot.domain.vies.preconisation import (
    VIE_PRECONISATION,
    WITH_REASON,
    ActePreconisation,
    StatutPreconisation,
)
from bot.domain.vies.vie import TransitionRefusee
from bot.feature.page import FormAction, Notice, Page, PageVisit, Signed, ToMend
from bot.web import nomme
from storage import notes
from storage.models import PROPOSITION, Preconisation
from storage.programme import Programme
from storage.work import Work

MOT_MAX: Final = 280
CHOIX: Final = {
    ActePreconisation.RETENIR: "Nous la retenons",
    ActePreconisation.RETENIR_EN_PARTIE: "Nous en retenons une partie",
    ActePreconisation.ETUDIER: "Elle est à l'étude",
    ActePreconisation.REALISER: "C'est fait",
    ActePreconisation.ECARTER: "Nous ne pouvons pas la retenir",
}
CORRIGER: Final = "corriger"
DITS: Final = {
    "corrige": "Votre réponse est annulée. Le binôme est prévenu.",
    "trop-tard": "Cette réponse ne peut plus être corrigée ici : écrivez à la coordination.",
}
NO_CHOICE: Final = "Choisissez une réponse, puis validez."
NO_REASON: Final = "Dites en quelques mots pourquoi : le binôme qui l'a proposée le lira."
TOO_LONG: Final = f"C'est trop long : {MOT_MAX} caractères au plus."
TOO_OLD: Final = Notice(
    410,
    "Ce lien a expiré",
    "Il valait 90 jours. Répondez au courriel : la coordination le lira.",
)
GONE: Final = Notice(
    410, "Cette préconisation n'est plus proposée", "Il n'y a rien à faire. Merci."
)


def view(visit: PageVisit) -> dict[str, Any] | None:
    """What is proposed in its reread words, where it stands, what may be answered."""
    subject = _subject(visit)
    if subject is None:
        return None
    row, programme, mots = subject
    offered = VIE_PRECONISATION.possible(StatutPreconisation(row.statut))
    vue = {
        "reference": casework.reference(row),
        "resume": casework.resume(programme, row),
        "mots": mots,
        "statut": casework.statut_label(programme, row),
        "le": quand(row.decidee_le) if row.decidee_le else "",
        "motif": notes.validated(visit.tx, casework.MOTIF, row.id) or "",
        "choix": {acte: CHOIX[acte] for acte in CHOIX if acte in offered},
        "corrigeable": reprise.correctable(row, visit.now),
        "contact": programme.config.coordination.email,
    }
    return {
        "vue": vue,
        "dit": DITS.get(visit.outcome, ""),
        "mot": visit.form.get("mot", ""),
        "mot_max": MOT_MAX,
        "nomme": nomme.question(Work(visit.tx, programme, visit.now), _typed(visit.form)),
    }


def answer(visit: PageVisit) -> str | None:
    """Done once, or taken back; the binôme and the coordination know. Raises ToMend."""
    subject = _subject(visit)
    if subject is None:
        return None
    row, programme, _ = subject
    work = Work(visit.tx, programme, visit.now)
    if visit.form.get("reponse") == CORRIGER:
        return "corrige" if reprise.correct(work, row) else "trop-tard"
    acte = _chosen(visit.form)
    mot = nomme.answered(work, visit.form, _word(visit.form, acte))
    label = programme.config.service(row.destinataire).label
    source = f"page:preconisation:{row.id}:{row.statut}:{int(visit.now.timestamp())}"
    deed = DeedPreconisation(acte, None, visit.now, source, mot, label)
    try:
        reprise.answer_by_service(work, row, deed)
    except TransitionRefusee:
        return ""
    return ""


def _subject(visit: PageVisit) -> tuple[Preconisation, Programme, str] | None:
    """As long as it stands, and its words may leave the team (P7)."""
    row = visit.tx.get(Preconisation, visit.id)
    programme = visit.programmes.get(row.dispositif_id) if row else None
    if row is None or programme is None or row.supprimee_le is not None:
        return None
    mots = notes.validated(visit.tx, Preconisation.__tablename__, row.id)
    return (row, programme, mots) if mots else None


def _chosen(form: Mapping[str, str]) -> ActePreconisation:
    word = form.get("reponse", "")
    if word not in [str(acte) for acte in CHOIX]:
        raise ToMend(NO_CHOICE)
    return ActePreconisation(word)


def _word(form: Mapping[str, str], acte: ActePreconisation) -> str:
    mot = _typed(form)
    if acte in WITH_REASON and not mot:
        raise ToMend(NO_REASON)
    if len(mot) > MOT_MAX:
        raise ToMend(TOO_LONG)
    return mot


def _typed(form: Mapping[str, str]) -> str:
    return sans_pieges(" ".join(form.get("mot", "").split()))


PAGE: Final = Page(
    path="/p/{token}",
    guard=Signed(
        sujet=PROPOSITION,
        salt="preconisation-v1",
        life=timedelta(days=90),
        expired=TOO_OLD,
        lost=any_message,
    ),
    droit=Droit.REPONDRE_PROPOSITION,
    template="bot/web/pages/preconisation/page.html.jinja",
    shows=view,
    gone=GONE,
    does=FormAction("proposition-v1", answer),
)

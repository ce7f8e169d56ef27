"""The documents that are due, and one of them: how far it is, what it lacks, what may be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select

from bot.casework.livrable import dus, ecrit
from bot.casework.livrable.dus import DocumentDu
from bot.clock import paris
from bot.domain.vies.livrable import ActeLivrable, StatutLivrable
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.words import date_longue
from storage import livrables
from storage.models import Reunion

RECEVOIR, ECRIRE, CORRIGER = "recevoir", "ecrire", "corriger"
GESTES: Final = {
    RECEVOIR: "📄 Recevoir (PDF et DOCX)",
    ECRIRE: "✏️ Corriger une section",
    ActeLivrable.RELIRE: "✅ C'est relu",
    ActeLivrable.PRESENTER: "📣 Il a été présenté",
    ActeLivrable.VALIDER: "🏁 Le comité l'a validé",
    CORRIGER: "🆕 Nouvelle version corrigée",
}
NEXT: Final = {
    StatutLivrable.BROUILLON: (ECRIRE, ActeLivrable.RELIRE),
    StatutLivrable.RELU: (ECRIRE, ActeLivrable.PRESENTER),
    StatutLivrable.PRESENTE: (ECRIRE, ActeLivrable.VALIDER),
    StatutLivrable.VALIDE: (CORRIGER,),
    StatutLivrable.REMPLACE: (),
}
"""What each state offers, after « Recevoir »."""
SANS: Final = "0"
"""It was shown at no meeting that is noted."""
RECENT: Final = timedelta(days=120)
WAITS, WRITTEN = "⬜ ", "✍️ "


def facts(context: Context, answers: Answers) -> Facts:
    every, chosen = dus.due(context), dus.find(context, answers.get("lequel"))
    if chosen and chosen.cle not in [one.cle for one in every]:
        every = [*every, chosen]
    return {
        "now": context.now,
        "lignes": [line(context, one) for one in every],
        "entrees": tuple(Option(one.cle, f"📄 {_short(one)}") for one in every),
        **(_of(context, chosen, answers) if chosen else _none()),
    }


def line(context: Context, one: DocumentDu) -> str:
    """« Compte rendu, Site A : brouillon, dû le 5 janvier 2027 »."""
    today = paris(context.now).date()
    said = f"{_short(one)} : {dus.ETATS[one.statut]}, dû le {date_longue(one.copie.terme)}"
    return f"⚠️ {said}, en retard" if one.ouvert and one.copie.terme < today else said


def _short(one: DocumentDu) -> str:
    return f"{one.livrable.court}, {one.copie.cible.nom}"


def _none() -> Facts:
    return {
        "titre": "",
        "etapes": (),
        "demandes": (),
        "gestes": (),
        "chapitres": (),
        "ecrit_deja": "",
        "demande": "",
        "reunions": (),
    }


def _of(context: Context, one: DocumentDu, answers: Answers) -> Facts:
    texts = livrables.textes(context.tx, one.version.id) if one.version else {}
    chapitre = one.livrable.chapitre(answers.get("chapitre") or "")
    asked = [c for c in one.livrable.chapitres if c.demande and c.numero not in texts]
    return {
        "titre": one.dit,
        "etapes": _steps(one),
        "demandes": tuple(f"{c.numero} {c.titre}" for c in asked) if one.ouvert else (),
        "gestes": tuple(Option(geste, GESTES[geste]) for geste in (RECEVOIR, *NEXT[one.statut])),
        "chapitres": tuple(_chapters(one, texts)),
        "ecrit_deja": str(texts.get(chapitre.numero, "")) if chapitre else "",
        "demande": chapitre.demande if chapitre else "",
        "reunions": tuple(_meetings(context)),
    }


def _steps(one: DocumentDu) -> Sequence[str]:
    """How far it went; who nobody opened is due."""
    due = f"Dû le {date_longue(one.copie.terme)}."
    return (*ecrit.steps(one.version), due) if one.version else (due,)


def _chapters(one: DocumentDu, texts: Any) -> Iterator[Option]:
    """Those that wait for words are marked, and those that have some."""
    for chapitre in one.livrable.chapitres:
        mark = WRITTEN if chapitre.numero in texts else WAITS if chapitre.demande else ""
        yield Option(chapitre.numero, f"{mark}{chapitre.numero} {chapitre.titre}")


def _meetings(context: Context) -> Iterator[Option]:
    """Those held lately, the newest first; then none of them."""
    config, today = context.programme.config, paris(context.now).date()
    held = select(Reunion).where(
        Reunion.dispositif_id == context.programme.id,
        Reunion.tenue.is_(True),
        Reunion.jour.between(today - RECENT, today),
    )
    for row in context.tx.scalars(held.order_by(Reunion.jour.desc(), Reunion.id)):
        yield Option(str(row.id), f"{config.comite(row.comite).label}, {date_longue(row.jour)}")
    yield Option(SANS, "À une réunion qui n'est pas notée")

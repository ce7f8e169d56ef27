"""The documents that are due, and one of them: how far it is, what it lacks, what may be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select

from bot import livrables as known
from bot.casework.livrable import dus, ecrit, envoi
from bot.casework.livrable.dus import DocumentDu
from bot.clock import paris
from bot.domain.vies.livrable import ActeLivrable, StatutLivrable
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.livrables import Livrable
from bot.words import date_longue
from storage import livrables
from storage.models import Reunion

RECEVOIR, ECRIRE, CORRIGER, ENVOYER = "recevoir", "ecrire", "corriger", "envoyer"
GESTES: Final = {
    RECEVOIR: "📄 Recevoir (PDF et DOCX)",
    ECRIRE: "✏️ Corriger une section",
    ActeLivrable.RELIRE: "✅ C'est relu",
    ActeLivrable.PRESENTER: "📣 Il a été présenté",
    ActeLivrable.VALIDER: "🏁 Le comité l'a validé",
    CORRIGER: "🆕 Nouvelle version corrigée",
    ENVOYER: "📨 L'envoyer à ses lecteurs",
}
NEXT: Final = {
    StatutLivrable.BROUILLON: (ECRIRE, ActeLivrable.RELIRE),
    StatutLivrable.RELU: (ECRIRE, ActeLivrable.PRESENTER),
    StatutLivrable.PRESENTE: (ECRIRE, ActeLivrable.VALIDER),
    StatutLivrable.VALIDE: (ENVOYER, CORRIGER),
    StatutLivrable.REMPLACE: (),
}
"""What each state offers, after « Recevoir »."""
AUTRES: Final = "autres"
"""In the place of a document: those that nobody waits for today."""
SANS: Final = "0"
"""It was shown at no meeting that is noted."""
OUI: Final = "oui"
RECENT: Final = timedelta(days=120)
WAITS, WRITTEN = "⬜ ", "✍️ "


def facts(context: Context, answers: Answers) -> Facts:
    every, cle = dus.due(context), answers.get("sujet") or answers.get("lequel")
    chosen = dus.find(context, cle)
    shown = dus.a_l_ordre_du_jour(context, every)
    others = [one for one in every if one not in shown]
    found = _behind(context, others, answers.get("sorte") or "")
    if chosen and cle == answers.get("lequel") and chosen.cle not in [one.cle for one in shown]:
        shown = [*shown, chosen]
    return {
        "now": context.now,
        "lignes": [line(context, one) for one in shown],
        "entrees": (
            *(Option(one.cle, f"📄 {_short(one)}") for one in shown),
            Option(AUTRES, "📚 À la demande, ou plus ancien", stays=True),
        ),
        "sortes": tuple(Option(nom, one.court) for nom, one in _folded(context, others)),
        "sujets": tuple(Option(one.cle, _subject(one)) for one in found),
        "document": found[0].livrable.titre if found else "",
        **(_of(context, chosen, answers) if chosen else _none()),
    }


def _folded(context: Context, others: Sequence[DocumentDu]) -> Iterator[tuple[str, Livrable]]:
    """Documents that are made on request, or of which a past copy was never opened."""
    past = {one.nom for one in others}
    for nom, livrable in known.livrables().items():
        if nom in past or dus.on_request(context, nom):
            yield nom, livrable


def _behind(context: Context, others: Sequence[DocumentDu], nom: str) -> list[DocumentDu]:
    return [*dus.on_request(context, nom), *(one for one in others if one.nom == nom)]


def _subject(one: DocumentDu) -> str:
    """« Square A », « Square A (validé) » once there is a version of it."""
    done = f" ({dus.ETATS[one.statut]})" if one.version else ""
    return f"{one.copie.cible.nom}{done}"


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
        "lecteurs": (),
        "nouveaux": 0,
        "accords": (),
    }


def _of(context: Context, one: DocumentDu, answers: Answers) -> Facts:
    texts = livrables.textes(context.tx, one.version.id) if one.version else {}
    chapitre = one.livrable.chapitre(answers.get("chapitre") or "")
    asked = [c for c in one.livrable.chapitres if c.demande and c.numero not in texts]
    return {
        "titre": one.dit,
        "etapes": _steps(context, one),
        "demandes": tuple(f"{c.numero} {c.titre}" for c in asked) if one.ouvert else (),
        "gestes": tuple(Option(geste, GESTES[geste]) for geste in (RECEVOIR, *NEXT[one.statut])),
        **_readers(context, one, answers),
        "chapitres": tuple(_chapters(one, texts)),
        "ecrit_deja": str(texts.get(chapitre.numero, "")) if chapitre else "",
        "demande": chapitre.demande if chapitre else "",
        "reunions": tuple(_meetings(context)),
    }


def _readers(context: Context, one: DocumentDu, answers: Answers) -> Facts:
    """Who would receive it, by whose name, and how many were not written to yet."""
    if answers.get("geste") != ENVOYER or one.version is None:
        return {"lecteurs": (), "nouveaux": 0, "accords": ()}
    new = envoi.waiting(context, one.version, one.livrable, one.copie.cible)
    return {
        "lecteurs": tuple(f"{de} : {n}" for de, n in Counter(read.de for read in new).items()),
        "nouveaux": len(new),
        "accords": (Option(OUI, "✅ Envoyer"),) if new else (),
    }


def _steps(context: Context, one: DocumentDu) -> Sequence[str]:
    """How far it went; who nobody opened is due."""
    due = f"Dû le {date_longue(one.copie.terme)}."
    if one.a_la_demande:
        due = "Fait à la demande : rien ne presse."
    if one.version is None:
        return (due,)
    return (*ecrit.steps(one.version), *envoi.state(context, one.version), due)


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

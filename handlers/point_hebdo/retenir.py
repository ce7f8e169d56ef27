"""À retenir: the sentences of a week or a month, written, told again, taken away (000 l.134)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bot.casework.point import actes, annonces
from bot.domain.droits import Droit
from bot.domain.mois import frequence
from bot.domain.semaine import Semaine
from bot.domain.vies.vie import TransitionRefusee
from bot.engine.conditions import Answers, Fact, Facts
from bot.engine.script import Beforehand, Flow, Option, choice, text
from bot.feature import portee
from bot.feature.contract import Context, Declined, Ending, Handler
from bot.questions.choix import options
from handlers.point_hebdo import facts as known
from storage import points, textes
from storage.dispositif import Comite
from storage.models import MENSUEL, PointHebdo, PointPhrase

NEW: Final = "nouvelle"
ALL: Final = "tous"
PHRASE: Final = Beforehand[int]("phrase")
"""The sentence that a button named."""
SHORT: Final = 40
"""Characters of a sentence on its button."""
GONE: Final = "Ce point est parti, ou cette phrase n'y est plus : rien n'a été changé."
FULL: Final = "Trois phrases, c'est déjà le plus : récrivez-en une, ou retirez-en une."
WRITTEN: Final = "✍️ C'est noté. {{ reste }}"
SENTENCES: Final = {
    annonces.VRAIE: "✅ C'est noté : cette phrase part telle quelle.",
    annonces.RETIRER: "🗑 Cette phrase ne partira pas.",
    annonces.RECRIRE: "✍️ C'est récrit. Validez pour que la phrase parte.",
    NEW: "✍️ C'est noté. Validez pour que la phrase parte.",
}

A_RETENIR = Flow(
    name="a_retenir",
    title="À retenir",
    keeps_draft=False,
    steps=(
        choice(
            "laquelle",
            "✍️ <b>À retenir</b>, trois phrases au plus par comité\n"
            "{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}Que voulez-vous changer ?",
            "phrases",
            when=Fact("ecrites"),
            lists="lignes",
            width=1,
        ),
        choice("quoi", "« {{ choisie }} »", "gestes", when=Fact("choisie"), width=1),
        text(
            "texte",
            "✍️ {% if choisie %}« {{ choisie }} »\n{% endif %}"
            "Écrivez la phrase que les comités doivent retenir {{ de_quoi }}.",
            when=Fact("a_ecrire"),
        ),
        choice("pour", "Pour quel comité ?", "comites", when=Fact("a_placer"), width=1),
    ),
    done="{{ conclusion }}",
    left="✍️ Fermé. Rien n'a été changé.",
)


def point(context: Context, answers: Answers) -> PointHebdo | None:
    """The one that a button named, else the week that leaves next; none once it has left."""
    known_id = known.POINT_ID.of(answers)
    if known_id is not None:
        row = portee.found(context, Droit.VALIDER_POINT_HEBDO, PointHebdo, known_id)
    else:
        semaine = known.coming(context)
        row = points.of_period(context.tx, context.programme.id, semaine) if semaine else None
    return row if row and known.is_open(row) else None


def facts(context: Context, answers: Answers) -> Facts:
    row = point(context, answers)
    comites = _readers(context, row)
    written = points.phrases(context.tx, row.id) if row else []
    picked = _picked(context, answers)
    full = actes.is_full(comites, written)
    new = answers.get("laquelle") == NEW or (not written and picked is None)
    return {
        "lignes": [annonces.sentence(context.programme, row, one) for one in written if row],
        "ecrites": bool(written) and PHRASE.of(answers) is None,
        "phrases": (
            *(Option(str(one.id), _short(one.texte)) for one in written),
            *(() if full else (Option(NEW, "➕ Écrire une phrase"),)),
        ),
        "choisie": str(picked.texte) if picked else "",
        "gestes": _gestes(row, picked),
        "de_quoi": "du mois" if row and row.rythme == MENSUEL else "de la semaine",
        "a_ecrire": new or (picked is not None and answers.get("quoi") == annonces.RECRIRE),
        "a_placer": new and len(comites) > 1,
        "comites": (Option(ALL, "Tous les comités"), *options(comites)),
    }


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """Raises Declined when the week left meanwhile."""
    picked = _picked(context, answers)
    row = point(context, answers) or (None if picked else _begun(context))
    if row is None:
        raise Declined(GONE)
    deed = answers["quoi"] if picked else NEW
    try:
        _DEEDS[deed](context, row, picked, answers)
    except TransitionRefusee:
        raise Declined(GONE) from None
    return Ending({"conclusion": SENTENCES[deed]}, annonces.keyboard(context, row))


def answer(context: Context, phrase: PointPhrase, geste: str) -> str:
    """« Toujours vrai », « Retirer », by the button under a sentence that is asked again."""
    row = portee.found(context, Droit.VALIDER_POINT_HEBDO, PointHebdo, phrase.point_id)
    if row is None or not known.is_open(row):
        return GONE
    _DEEDS[geste](context, row, phrase, {})
    return SENTENCES[geste]


def _readers(context: Context, row: PointHebdo | None) -> tuple[Comite, ...]:
    """Who reads it; the week's before it has a row."""
    semaine = points.periode(row) if row else Semaine.of(context.now)
    return context.programme.config.lecteurs(frequence(semaine))


def _begun(context: Context) -> PointHebdo:
    return known.row_of(context)


def _write(context: Context, row: PointHebdo, _phrase: Any, answers: Answers) -> None:
    pour = answers.get("pour")
    comite = None if pour in (None, ALL) else str(pour)
    if actes.is_full(_readers(context, row), points.phrases(context.tx, row.id), comite):
        raise Declined(FULL)
    said = textes.verifie(context, answers["texte"])
    actes.write(context, row, said, (comite, known.figures(context, row)))


def _reword(context: Context, row: PointHebdo, phrase: PointPhrase, answers: Answers) -> None:
    said = textes.verifie(context, answers["texte"])
    actes.reword(context, row, phrase, said, known.figures(context, row))


def _agree(context: Context, row: PointHebdo, phrase: PointPhrase, _answers: Answers) -> None:
    actes.agree(phrase, known.figures(context, row), context.now)


def _remove(context: Context, _row: PointHebdo, phrase: PointPhrase, _answers: Answers) -> None:
    actes.remove(context, phrase)


_DEEDS: Final[dict[str, Callable[[Context, PointHebdo, Any, Answers], None]]] = {
    NEW: _write,
    annonces.RECRIRE: _reword,
    annonces.VRAIE: _agree,
    annonces.RETIRER: _remove,
}


def _picked(context: Context, answers: Answers) -> PointPhrase | None:
    """The sentence that a button named, or that was picked in the list."""
    key = PHRASE.of(answers) or answers.get("laquelle")
    if key in (None, NEW):
        return None
    return portee.found(context, Droit.VALIDER_POINT_HEBDO, PointPhrase, key)


def _gestes(row: PointHebdo | None, phrase: PointPhrase | None) -> tuple[Option, ...]:
    doubtful = row and phrase and actes.doubts(row, phrase)
    return (
        *((Option(annonces.VRAIE, "✅ Toujours vrai"),) if doubtful else ()),
        Option(annonces.RECRIRE, "✏️ Récrire"),
        Option(annonces.RETIRER, "🗑 Retirer"),
    )


def _short(texte: str) -> str:
    return texte if len(texte) <= SHORT else f"{texte[:SHORT].rstrip()}…"


HANDLER: Final = Handler(
    flow=A_RETENIR,
    droit=Droit.VALIDER_POINT_HEBDO,
    suits=known.suits,
    refusal=GONE,
    facts=facts,
    record=record,
)

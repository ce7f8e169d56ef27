"""What the coordination's annuaire shows: the partners, the one picked, what may be corrected."""

from __future__ import annotations

from typing import Final

from bot.buttons import Keyboard
from bot.casework import annuaire
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option, Reading
from bot.feature.contract import Context
from bot.questions import fiche_partenaire
from bot.questions.ajuster import read_label
from bot.questions.choix import options
from handlers.annuaire.corrections import asked
from storage import corrections
from storage.dispositif import Partenaire, check_email

ADD: Final = "ajouter"
RETIRE, RESTORE, REREAD = "retirer", "remettre", "relire"
TEXTS: Final = {
    "label": "✏️ Nom",
    "public": "👥 Pour qui",
    "lieu": "📍 Où",
    "horaires": "🕐 Quand",
    "telephone": "☎️ Téléphone",
    "email": "✉️ Courriel",
}
"""Keys of the file that are words, and their buttons."""
DOMAINES: Final = "domaines"
TEXT_MAX: Final = 120
TOO_LONG: Final = "C'est trop long : 120 caractères au plus."


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    partenaire = partenaire_of(context, answers)
    waiting = corrections.waiting(context.tx, context.programme.id)
    wanted = {row.partenaire for row in waiting}
    lines = sorted(config.annuaire, key=lambda line: line.slug not in wanted)
    return {
        "partenaires": (
            Option(ADD, "➕ Ajouter un partenaire", stays=True),
            *(Option(line.slug, _label(line, wanted=line.slug in wanted)) for line in lines),
        ),
        "a_corriger": len(wanted),
        "fiche": _card(context, partenaire) if partenaire else "",
        "liens": {"geste": keyboard(context, partenaire)},
        "gestes": _gestes(partenaire) if partenaire else (),
        "types": options(config.liste("partenaires_types")),
        "besoins": options(config.liste("domaines_orientation")),
        "ecrit": answers.get("geste") in TEXTS,
        "quoi": TEXTS.get(answers.get("geste") or "", "").partition(" ")[2].lower(),
        "au_choix": answers.get("lequel") == ADD or answers.get("geste") == DOMAINES,
        "champ": answers.get("geste"),
    }


def partenaire_of(context: Context, answers: Answers) -> Partenaire | None:
    return fiche_partenaire.of(context.programme, answers.get("lequel"))


def read_text(text: str, facts: Facts) -> Reading:
    """One line: what a button says, an address of e-mail, or a few words of the card."""
    words = " ".join(text.split())
    if len(words) > TEXT_MAX:
        return Reading(remark=TOO_LONG)
    if facts["champ"] == "label":
        return read_label(text, facts)
    return _email(words) if facts["champ"] == "email" else Reading(words)


def _email(address: str) -> Reading:
    try:
        return Reading(check_email(address))
    except ValueError as error:
        return Reading(remark=f"{error}.")


def keyboard(context: Context, partenaire: Partenaire | None) -> Keyboard:
    """A row for each correction that this partner asks: it is done."""
    slug = partenaire.slug if partenaire else ""
    rows = corrections.waiting(context.tx, context.programme.id, slug)
    return [[annuaire.bouton(row)] for row in rows]


def _card(context: Context, partenaire: Partenaire) -> str:
    """The card, then what its partner asks to correct, as HTML."""
    rows = corrections.waiting(context.tx, context.programme.id, partenaire.slug)
    said = [context.render("{{ asked }}", asked=asked(context, row)) for row in rows]
    return "\n".join([fiche_partenaire.card(context, partenaire), *said])


def _label(partenaire: Partenaire, *, wanted: bool) -> str:
    """« CCAS », « ✏️ CCAS » when a correction waits, « CCAS (retiré) » when it is not offered.

    A button holds 32 characters.
    """
    label = partenaire.label if partenaire.actif else f"{partenaire.label[:23]} (retiré)"
    return f"✏️ {label}" if wanted else label


def _gestes(partenaire: Partenaire) -> tuple[Option, ...]:
    if not partenaire.actif:
        return (Option(RESTORE, "↩️ Remettre"),)
    words = (Option(key, label) for key, label in TEXTS.items())
    reread = (Option(REREAD, "📨 Faire relire la fiche"),) if partenaire.email else ()
    return (*words, Option(DOMAINES, "🧭 Pour quoi"), *reread, Option(RETIRE, "🗄 Retirer"))

"""What the coordination's annuaire shows: the partners, the one picked, what may be corrected."""

from __future__ import annotations

from typing import Final

from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option, Reading
from bot.feature.context import Context
from bot.questions import fiche_partenaire
from bot.questions.ajuster import read_label
from bot.questions.choix import options
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
    found = picked(context, answers)
    return {
        "partenaires": (
            Option(ADD, "➕ Ajouter un partenaire"),
            *(Option(one.slug, _named(one)) for one in config.annuaire),
        ),
        "fiche": fiche_partenaire.card(context, found) if found else "",
        "gestes": _gestes(found) if found else (),
        "types": options(config.liste("partenaires_types")),
        "besoins": options(config.liste("domaines_orientation")),
        "ecrit": answers.get("geste") in TEXTS,
        "quoi": TEXTS.get(answers.get("geste") or "", "").partition(" ")[2].lower(),
        "au_choix": answers.get("lequel") == ADD or answers.get("geste") == DOMAINES,
        "champ": answers.get("geste"),
    }


def picked(context: Context, answers: Answers) -> Partenaire | None:
    return fiche_partenaire.of(context.programme, answers.get("lequel"))


def read_text(text: str, facts: Facts) -> Reading:
    """One line: what a button says, an address of e-mail, or a few words of the card."""
    said = " ".join(text.split())
    if len(said) > TEXT_MAX:
        return Reading(remark=TOO_LONG)
    if facts["champ"] == "label":
        return read_label(text, facts)
    return _email(said) if facts["champ"] == "email" else Reading(said)


def _email(said: str) -> Reading:
    try:
        return Reading(check_email(said))
    except ValueError as error:
        return Reading(remark=f"{error}.")


def _named(one: Partenaire) -> str:
    """« CCAS », « CCAS (retiré) » when it is no longer offered; a button holds 32 characters."""
    return one.label if one.actif else f"{one.label[:23]} (retiré)"


def _gestes(one: Partenaire) -> tuple[Option, ...]:
    if not one.actif:
        return (Option(RESTORE, "↩️ Remettre"),)
    words = (Option(key, said) for key, said in TEXTS.items())
    reread = (Option(REREAD, "📨 Faire relire la fiche"),) if one.email else ()
    return (*words, Option(DOMAINES, "🧭 Pour quoi"), *reread, Option(RETIRE, "🗄 Retirer"))

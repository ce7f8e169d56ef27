"""Both parties together: how many came, and where and when if it was not here and today (G08)."""

from __future__ import annotations

from typing import Final

from bot.casework.mediation.actes import TableRonde
from bot.clock import paris
from bot.domain.vies.mediation import Avec
from bot.engine.conditions import All, Answers, Facts, Is
from bot.engine.conditions import Facts as ReadFacts
from bot.engine.script import Option, Reading, choice, moment
from bot.feature.contract import Context
from bot.questions import sur_place
from bot.questions.jours import last_days, midday, reader
from bot.rendering import render_line
from bot.words import jour, pluriel
from storage.models import DossierMediation, Seance

FEWEST, MOST = 2, 200
UNREAD: Final = f"Écrivez un nombre de {FEWEST} à {MOST}, par exemple « 9 »."
USUAL: Final = tuple(Option(str(n), str(n)) for n in (2, 3, 4, 5, 6, 8, 10, 12))
HELD: Final = "Table ronde {{ le }}, {{ ou }}, {{ combien }}."


def read_presents(text: str, _facts: ReadFacts) -> Reading:
    """How many people, typed."""
    said = text.strip()
    if not said.isdecimal() or not FEWEST <= int(said) <= MOST:
        return Reading(remark=UNREAD)
    return Reading(said)


TOGETHER = All((Is("geste", "seance"), Is("avec", Avec.ENSEMBLE)))
STEPS: Final = (
    moment(
        "presents",
        "{{ choisi }}, table ronde : combien de personnes, sans vous compter ?\n"
        "{{ table_ou_label }}, {{ table_le_jour }}. Touchez, ou écrivez un nombre.",
        USUAL,
        read_presents,
        when=TOGETHER,
        example="9",
        width=4,
        also=("table_ou", "table_le"),
    ),
    choice(
        "table_ou",
        "Où ?",
        "sites",
        name="📍 Autre lieu",
        when=TOGETHER,
        asked=False,
        width=1,
        few=sur_place.FEW,
    ),
    moment(
        "table_le",
        "Quel jour ? Touchez, ou écrivez : « 17/11 ».",
        "jours",
        reader(past=True),
        name="📅 Autre jour",
        when=TOGETHER,
        asked=False,
        width=1,
    ),
)


def facts(context: Context, dossier: DossierMediation | None, answers: Answers) -> Facts:
    """The place and the day as they now stand: the dossier's own site, today."""
    known: Facts = {
        "now": context.now,
        "sites": sur_place.site_options(context),
        "jours": last_days(paris(context.now).date()),
        "table_ou_label": "",
        "table_le_jour": "",
    }
    if dossier is None:
        return known
    site = context.programme.config.site(_site(context, dossier, answers))
    le = midday(answers["table_le"], context.now) if answers.get("table_le") else context.now
    return {**known, "table_ou_label": site.label, "table_le_jour": jour(le)}


def of(context: Context, dossier: DossierMediation, answers: Answers) -> TableRonde | None:
    """What was answered of it; None for one party met alone."""
    if not answers.get("presents"):
        return None
    return TableRonde(
        presents=int(answers["presents"]),
        site_id=context.programme.sites[_site(context, dossier, answers)],
        le=midday(answers["table_le"], context.now) if answers.get("table_le") else context.now,
    )


def said(context: Context, seance: Seance) -> str:
    """« Table ronde mardi 17 novembre, Site A, 6 personnes. »; « » for any other séance."""
    if seance.presents is None or seance.site_id is None:
        return ""
    ou = context.programme.site_label(seance.site_id)
    return render_line(
        HELD, le=jour(seance.le), ou=ou, combien=pluriel(seance.presents, "personne")
    )


def _site(context: Context, dossier: DossierMediation, answers: Answers) -> str:
    return str(answers.get("table_ou") or context.programme.site_slugs[dossier.site_id])

"""The signed page of one partner's card: it says that it is exact, or what to correct (PAR-1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.casework import annuaire, coordination
from bot.casework.libelles import label
from bot.casework.relais.carte import domain_label
from bot.clock import paris
from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.domain.signes import sans_pieges
from bot.feature.page import FormAction, Page, PageVisit, ToMend
from bot.rendering import render_line
from bot.web import nomme
from bot.web.pages import partenaire
from storage import referential
from storage.ajustements import LigneAjustee
from storage.dispositif import Partenaire
from storage.machine import passages
from storage.models import FICHE
from storage.programme import Programme
from storage.work import Work

EXACT, CORRECT = "exact", "corriger"
MOT_MAX: Final = 280
DITS: Final = {
    EXACT: "C'est noté : votre fiche est exacte. Merci.",
    CORRECT: "C'est transmis à la coordination, qui corrigera la fiche. Merci.",
}
NO_CHOICE: Final = "Choisissez une réponse, puis validez."
NO_WORDS: Final = "Dites en quelques mots ce qu'il faut corriger."
TOO_LONG: Final = f"C'est trop long : {MOT_MAX} caractères au plus."
TOLD_EXACT: Final = "{{ qui }} a relu sa fiche dans l'annuaire : elle est exacte."


def view(visit: PageVisit) -> dict[str, Any] | None:
    """The card as mediators read it, two answers and a field with what was typed in it."""
    holder = partenaire.holder(visit)
    if holder is None:
        return None
    programme, qui = holder
    vue = {
        "dispositif": programme.config.nom,
        "contact": programme.config.coordination.email,
        "acteur": qui.libelle_long or qui.label,
        "lignes": _lines(programme, qui),
        "relu_le": qui.valide_le,
    }
    return {
        "vue": vue,
        "dit": DITS.get(visit.outcome, ""),
        "mot": visit.form.get("mot", ""),
        "nomme": nomme.question(Work(visit.tx, programme, visit.now), _typed(visit.form)),
        "mot_max": MOT_MAX,
    }


def answer(visit: PageVisit) -> str | None:
    """Exact, or to be corrected: the coordination knows."""
    holder = partenaire.holder(visit)
    if holder is None:
        return None
    programme, qui = holder
    work, key = Work(visit.tx, programme, visit.now), visit.reading
    mot = nomme.answered(work, visit.form, _word(visit.form))
    if passages.claim(visit.tx, "fiche relue", key, visit.now):
        if mot:
            annuaire.ask(work, qui.slug, mot, key)
        else:
            _validate(work, qui)
            annuaire.all_done(work, qui.slug)
            _tell_exact(work, qui, key)
    return CORRECT if mot else EXACT


def _lines(programme: Programme, qui: Partenaire) -> list[tuple[str, str]]:
    """(« Pour qui », « 16-25 ans ») for everything that is filled in."""
    places = [label(programme.config.quartier, slug) for slug in qui.quartiers]
    lines = (
        ("Pour quoi", ", ".join(domain_label(programme, slug) for slug in qui.domaines)),
        ("Pour qui", qui.public),
        ("Quartiers", ", ".join(places) or "tous"),
        ("Où", qui.lieu),
        ("Quand", qui.horaires),
        ("Téléphone", qui.telephone),
        ("Courriel", qui.email),
    )
    return [(name, value) for name, value in lines if value]


def _word(form: Mapping[str, str]) -> str:
    """What is to be corrected; « » when the card is exact. Raises ToMend."""
    said = form.get("reponse", "")
    if said == EXACT:
        return ""
    if said != CORRECT:
        raise ToMend(NO_CHOICE)
    mot = _typed(form)
    if not mot:
        raise ToMend(NO_WORDS)
    if len(mot) > MOT_MAX:
        raise ToMend(TOO_LONG)
    return mot


def _typed(form: Mapping[str, str]) -> str:
    return sans_pieges(" ".join(form.get("mot", "").split()))


def _validate(work: Work, qui: Partenaire) -> None:
    """The day stands on the card; the bot and the other pages see it within a minute."""
    read = {"valide_le": paris(work.now).date().isoformat()}
    referential.adjust(work, [LigneAjustee("annuaire", qui.slug, read)], None)


def _tell_exact(work: Work, qui: Partenaire, key: str) -> None:
    coordination.tell(
        work,
        key=f"fiche:{key}",
        subject="Annuaire : une fiche relue",
        text=render_line(TOLD_EXACT, qui=qui.label),
        sign="✅",
    )


PAGE: Final = Page(
    path="/g/{token}/fiche",
    guard=partenaire.link(FICHE, any_message),
    droit=Droit.TENIR_SA_FICHE,
    template="bot/web/pages/fiche/page.html.jinja",
    shows=view,
    gone=partenaire.CLOSED,
    does=FormAction(partenaire.JETON, answer),
)

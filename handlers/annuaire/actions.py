"""The annuaire changed from the bot: a partner added, corrected, retired, asked to reread."""

from __future__ import annotations

from typing import Any

from bot.casework.grille import courrier as courrier_grille
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending
from bot.questions import fiche_partenaire
from bot.questions.ajuster import adjust, new_slug, refuse_twin
from bot.rendering import render_line
from handlers.annuaire import tenue
from storage.ajustements import LigneAjustee
from storage.dispositif import Partenaire

CLE = "annuaire"
ADDED = "✅ Ajouté à l'annuaire :\n{{ fiche }}"
CHANGED = "✅ Corrigé :\n{{ fiche }}"
RETIRED = "✅ « {{ label }} » n'est plus proposé. Ce qui est déjà noté garde son nom."
RESTORED = "✅ « {{ label }} » est de nouveau proposé."
SENT = "📨 Un courriel part vers {{ label }} : ce partenaire dira si sa fiche est exacte."
SENT_ALREADY = "Un courriel est déjà parti aujourd'hui vers {{ label }}. Rien n'a été renvoyé."
GONE = "Ce partenaire n'est plus dans l'annuaire."


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    if answers["lequel"] == tenue.ADD:
        refuse_twin(answers["label"], context.programme.config.annuaire)
        slugs = {partenaire.slug for partenaire in context.programme.config.annuaire}
        slug = new_slug(answers["label"], slugs)
        return _card(context, ADDED, _adjusted(context, slug, _added(answers)))
    partenaire = tenue.partenaire_of(context, answers)
    if partenaire is None:
        return Ending({"conclusion": GONE})
    match answers["geste"]:
        case tenue.RETIRE:
            return _ending(context, RETIRED, _adjusted(context, partenaire.slug, {"actif": False}))
        case tenue.RESTORE:
            return _ending(context, RESTORED, _adjusted(context, partenaire.slug, {"actif": True}))
        case tenue.REREAD:
            return _reread(context, partenaire)
        case geste:
            if geste == "label":
                others = context.programme.config.annuaire
                refuse_twin(answers["nouveau"], (other for other in others if other != partenaire))
            values = _corrected(geste, answers)
            return _card(context, CHANGED, _adjusted(context, partenaire.slug, values))


def _added(answers: Answers) -> dict[str, Any]:
    words = {key: answers.get(key) for key in ("public", "lieu", "horaires")}
    return {
        "label": answers["label"],
        "type": answers["type"],
        "domaines": answers["besoins"],
        **{key: word for key, word in words.items() if word},
    }


def _corrected(geste: str, answers: Answers) -> dict[str, Any]:
    """What the partner reread is no longer what is written: it is to be reread."""
    value = answers["besoins"] if geste == tenue.DOMAINES else answers["nouveau"]
    return {geste: value, "valide_le": None}


def _adjusted(context: Context, slug: str, valeurs: dict[str, Any]) -> Partenaire:
    adjust(context, LigneAjustee(CLE, slug, valeurs))
    return context.programme.config.partenaire(slug)


def _reread(context: Context, partenaire: Partenaire) -> Ending:
    sent = courrier_grille.ask_to_reread(
        context,
        partenaire,
    )
    return _ending(context, SENT if sent else SENT_ALREADY, partenaire)


def _card(context: Context, sentence: str, partenaire: Partenaire) -> Ending:
    """As it now stands; what its partner asked may be done by now."""
    said = render_line(sentence, fiche=fiche_partenaire.card(context, partenaire))
    return Ending({"conclusion": said}, tenue.keyboard(context, partenaire))


def _ending(context: Context, sentence: str, partenaire: Partenaire) -> Ending:
    return Ending({"conclusion": context.render(sentence, label=partenaire.label)})

"""A sollicitation once recorded, and what it may say besides (E05, E09, E10, F07, F08)."""

from __future__ import annotations

from typing import Any, Final

from bot.buttons import Keyboard
from bot.casework import ville
from bot.casework.relais.carte import GIVE_THE_WORD, bouton, code, partner_label, trajet
from bot.casework.relais.courrier import address_of
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.feature.precisions import Carte, as_options, nothing, of_entry, of_list
from bot.questions import fiche_partenaire
from bot.words import pluriel
from storage import relais as rows
from storage.dispositif import Element
from storage.models import Relais, Sollicitation

CADRES: Final = "cadres_sollicitation"
INDIVIDUEL, COLLECTIF = "individuel", "collectif"
"""The slugs of that list."""
HANDED_OVER: Final = (
    "Enregistré : <b>{{ code }}</b>, {{ trajet }}, "
    "{% if rappel %}rappel {{ rappel|jour }}{% else %}pas de rappel{% endif %}. "
    "Gardez le mot {{ mot }} pour vous y retrouver : rien d'autre n'est noté."
    "{% if previent %}\n{{ vers }} reçoit ce repère par courriel, et rien d'autre.{% endif %}"
    "\n" + GIVE_THE_WORD
)
NOTED: Final = (
    "Enregistré : {{ quoi }}, {{ fait }}{% if trajet %}, {{ trajet }}{% endif %}."
    "{% if ville %}\n🏛 Le service de médiation de la Ville la reçoit : "
    "la {{ ville }} en trois mois.{% endif %}"
)
WHO_FOLLOWS: Final = (
    "Qui suit déjà cette personne ? Une sorte de service, jamais un nom : vous venez en appui, "
    "sans vous substituer."
)


def carte(context: Context, row: Sollicitation) -> Carte:
    """What was done of it; of a relais, its word and when it is asked about again."""
    relais = rows.of_sollicitation(context.tx, row.id)
    if relais and not relais.supprimee_le:
        return _handed_over(context, relais)
    return Carte(context.render(NOTED, **_values(context, row)), _fiche(context, row.partenaire))


def _handed_over(context: Context, relais: Relais) -> Carte:
    programme = context.programme
    said = context.render(
        HANDED_OVER,
        mot=relais.mot,
        code=code(relais),
        trajet=trajet(programme, relais.domaine, relais.partenaire),
        rappel=relais.verifier_le,
        vers=partner_label(programme, relais.partenaire),
        previent=address_of(programme, relais.partenaire) is not None,
    )
    delays = [
        bouton(relais, f"j.{days}", pluriel(days, "jour"))
        for days in programme.config.suivi_relais.autres_jours
    ]
    never = bouton(relais, "j.0", "Pas de suivi")
    return Carte(said, [[*delays, never], *_fiche(context, relais.partenaire)])


def _values(context: Context, row: Sollicitation) -> dict[str, Any]:
    config, done = context.programme.config, _answer(context, row)
    to_ville = ville.takes(context.programme, done)
    sent = done.compte_comme == "orientation" and not to_ville
    return {
        "quoi": config.element("sollicitations", row.type).label,
        "fait": done.label[:1].lower() + done.label[1:],
        "trajet": trajet(context.programme, row.domaine, row.partenaire) if sent else "",
        "ville": ville.rank(ville.handed_over(context)) if to_ville else "",
    }


def _fiche(context: Context, slug: str | None) -> Keyboard:
    partenaire = fiche_partenaire.of(context.programme, slug)
    return [[fiche_partenaire.bouton(context.programme, partenaire.slug)]] if partenaire else []


def _answer(context: Context, row: Sollicitation) -> Element:
    return context.programme.config.element("reponses", row.reponse)


def _sends(context: Context, row: Sollicitation) -> bool:
    """Somebody is sent to a partner: an orientation or a relais (000 l.157)."""
    answer = _answer(context, row)
    counted = answer.compte_comme in ("orientation", "relais")
    return counted and not ville.takes(context.programme, answer)


def _needs(context: Context, row: Sollicitation) -> list[Option]:
    """Those of its own domain first."""
    needs = context.programme.config.liste("besoins")
    own = [need for need in needs if need.domaine == row.domaine]
    return as_options([*own, *(need for need in needs if need not in own)])


def _together(context: Context, row: Sollicitation) -> str | None:
    """What is usual, once several people asked at the same time (000 l.130)."""
    config = context.programme.config
    several = row.public is not None and config.public(row.public).collectif
    usual = COLLECTIF if several else INDIVIDUEL
    return usual if usual in {one.slug for one in config.liste(CADRES)} else None


def _is_about_an_institution(context: Context, row: Sollicitation) -> bool:
    kind = context.programme.config.element("sollicitations", row.type)
    return kind.precise == "institution"


PRECISABLE: Final = of_entry(
    Sollicitation,
    carte,
    of_list("in", "Initiative", "initiative", "initiatives"),
    of_list("ca", "Cadre", "cadre", CADRES, usuel=_together),
    of_list(
        *("su", "Déjà suivi par", "suivi_par", "partenaires_types"),
        usuel=nothing,
        quand=_sends,
        vide="personne de connu",
        question=WHO_FOLLOWS,
    ),
    of_list(
        *("be", "Besoin", "besoin", "besoins"),
        choix=_needs,
        usuel=nothing,
        quand=_sends,
        vide="non précisé",
        question="Quel besoin, plus précisément ?",
    ),
    of_list(
        *("is", "Institution", "institution", "institutions"),
        usuel=nothing,
        quand=_is_about_an_institution,
        vide="non précisée",
        question="Avec quelle sorte d'institution ?",
    ),
)

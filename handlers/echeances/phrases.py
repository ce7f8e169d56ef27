"""What is said of a due date on the day of one of its reminders (000 l.71-166)."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from bot.domain.echeancier import (
    HEURES_N3,
    N3_HORS,
    PART_TERRAIN,
    PASSANTS,
    PERIODE_ABSENTE,
    T0,
    TROP_DE_SITES,
    TROP_LONG,
    VEILLES,
    LigneEcheance,
    RappelDu,
)
from bot.domain.interventions import COMPTE_RENDU, FIN, MESURE_IMPACT, PREMIER_COMITE
from bot.rendering import render_line
from bot.words import pluriel
from storage.programme import Programme

FIRST_COMITE: Final = (
    "{{ objet }} : le premier comité opérationnel doit se tenir au plus tard {{ terme|jour }} "
    "(date calculée : {{ delai }} jours après la décision). {{ reste }} "
    "Notez-le dans 🏛 Comités dès qu'il est tenu."
)
NOT_HELD: Final = (
    "{{ objet }} : le premier comité opérationnel devait se tenir au plus tard "
    "{{ terme|date_longue }} (date calculée). Il n'est pas noté comme tenu."
)
ENDS_SOON: Final = (
    "{{ objet }} : l'intervention se termine {{ terme|jour }}. {{ reste }} "
    "Préparez le bilan, ou le renouvellement."
)
ENDS_TODAY: Final = (
    "{{ objet }} : l'intervention {% if passe %}s'est terminée{% else %}se termine{% endif %} le "
    "{{ terme|date_longue }}.{% if rendu %} Le compte rendu est attendu le "
    "{{ rendu|date_longue }} (date calculée).{% endif %}"
)
REPORT_DUE: Final = (
    "{{ objet }} : le compte rendu final est attendu le {{ terme|date_longue }} (date calculée). "
    "Cochez-le une fois fait : /echeances"
)
IMPACT_DUE: Final = (
    "{{ objet }} : la mesure d'impact, trois mois après la fin, est à faire dès le "
    "{{ terme|date_longue }} (date calculée), en deux semaines : grille, observations, passants. "
    "Puis sa fiche, dans 📄 Documents dus : validée, elle la coche."
)
IMPACT_SOON: Final = (
    "{{ objet }} : la mesure d'impact est à faire le {{ terme|date_longue }} (date calculée). "
    "Réservez des heures pour elle dans 🗓 Planning : l'intervention est finie."
)
T0_SOON: Final = (
    "{{ objet }} : l'état initial du site (T0) est à relever au plus tard {{ terme|jour }}. "
    "{{ reste }} Les médiateurs le notent par /grille_site."
)
T0_MISSING: Final = (
    "{{ objet }} : l'état initial du site (T0) n'a pas été relevé. Sans lui, la mesure d'impact "
    "n'aura rien à quoi se comparer : dites-le dans le compte rendu."
)
ASKED: Final = (
    "{{ objet }} : {{ quoi }}. C'est à faire au plus tard {{ terme|jour }}. {{ reste }} "
    "Les médiateurs les interrogent par /passants, quatre appuis par personne."
)
RESERVE: Final = (
    "{{ objet }} : {{ quoi }}. Ajoutez des créneaux dans 🗓 Planning : l'intervention est finie, "
    "rien n'y est prévu sans vous."
)
AHEAD: Final = (
    "{{ nom }}, à tenir au plus tard {{ terme|jour }}{% if calculee %} (date calculée)"
    "{% endif %}. {{ reste }} Qui le tient : {{ qui }}."
)
LATE: Final = (
    "{{ nom }}, à tenir au plus tard le {{ terme|date_longue }}"
    "{% if calculee %} (date calculée){% endif %}. Rien n'est noté. Qui le tient : {{ qui }}."
)
DRAFT: Final = (
    "{{ quoi }} : le brouillon est prêt à compléter, pour le "
    "{{ terme|date_longue }}. Ouvrez-le dans 📄 Documents dus."
)
COMES: Final = "{{ nom }} : {{ terme|date_longue }}. {{ reste }}"
BEYOND: Final = (
    "{{ objet }} : la mesure d'impact tomberait après la fin de la convention "
    "({{ convention|date_longue }}). Sans avenant, elle ne sera pas faite : avancez la fin de "
    "l'intervention, ou dites-le au comité technique."
)
SITES: Final = "{{ quoi }}. Chaque site y perd de la présence : voyez avec le comité technique."
LONG: Final = "{{ objet }} : {{ quoi }}. Rappelez-le au comité technique."
NOBODY: Final = "{{ objet }} : {{ quoi }}. Ajoutez un créneau dans 🗓 Planning."
SHARE: Final = (
    "Toute l'équipe : {{ quoi }}. Une moyenne, jamais une sanction : regardez le planning."
)
LEFT: Final = "Il reste {{ jours }}."
LAST_DAY: Final = "C'est le dernier jour."
_ONE: Final = {
    COMPTE_RENDU: REPORT_DUE,
    N3_HORS: BEYOND,
    TROP_DE_SITES: SITES,
    TROP_LONG: LONG,
    PERIODE_ABSENTE: NOBODY,
    HEURES_N3: RESERVE,
    PART_TERRAIN: SHARE,
}
_OF_TWO: Final = {
    (PREMIER_COMITE, "comite-retard"): NOT_HELD,
    (FIN, FIN): ENDS_TODAY,
    (MESURE_IMPACT, MESURE_IMPACT): IMPACT_DUE,
    (T0, "retard"): T0_MISSING,
}
_ELSE: Final = {
    PREMIER_COMITE: FIRST_COMITE,
    FIN: ENDS_SOON,
    MESURE_IMPACT: IMPACT_SOON,
    T0: T0_SOON,
    PASSANTS: ASKED,
}


def phrase(programme: Programme, one: LigneEcheance, rappel: RappelDu, today: date) -> str:
    """The sentence of that reminder, as things stand on the day when it is told."""
    sentence = _ONE.get(one.regle) or _OF_TWO.get((one.regle, rappel.mot))
    sentence = sentence or _ELSE.get(one.regle) or _usual(one, rappel)
    days = (one.terme - today).days
    return render_line(
        sentence,
        nom=one.nom,
        objet=one.objet,
        quoi=one.quoi if one.objet else one.quoi[:1].upper() + one.quoi[1:],
        qui=one.qui,
        terme=one.terme,
        calculee=one.calculee,
        passe=days < 0,
        reste=render_line(LEFT, jours=pluriel(days, "jour")) if days > 0 else LAST_DAY,
        **_of_file(programme, one),
    )


def _usual(one: LigneEcheance, rappel: RappelDu) -> str:
    if one.passe:
        return COMES
    if rappel.mot == "brouillon":
        return DRAFT
    return LATE if rappel.mot == "retard" else AHEAD


def _of_file(programme: Programme, one: LigneEcheance) -> dict[str, Any]:
    config = programme.config
    mine = next((row for row in config.interventions if row.slug == one.intervention), None)
    dates = {due.slug: due.date for due in config.echeances(mine)} if mine else {}
    return {
        "delai": config.delais.premier_comite_jours,
        "rendu": dates.get(COMPTE_RENDU),
        "convention": config.convention.fin,
    }


def sujet(one: LigneEcheance) -> str:
    """« Intervention : Site A », « Échéance : Comité technique »."""
    if one.intervention:
        return f"Intervention : {one.objet}"
    if one.regle in VEILLES:
        return f"À surveiller : {one.objet or one.quoi}"
    return f"Échéance : {one.quoi}"

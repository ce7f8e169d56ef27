"""A due date in words: one line of a list, whatever it is."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.domain.echeancier import VEILLES, EtatEcheance, LigneEcheance
from bot.rendering import render_line
from bot.words import date_longue, pluriel

LINE: Final = (
    "{{ nom }}, {% if veille %}constaté le{% elif passe %}le{% else %}au plus tard le{% endif %} "
    "{{ jour }}{% if calculee %} (date calculée){% endif %}{{ etat }} · {{ qui }}"
)
LATE: Final = ", {{ jours }} de retard"
DONE: Final = ", fait le {{ jour }}"
ASIDE: Final = ", sans objet : {{ pourquoi }}"


def signe(one: LigneEcheance, today: date) -> str:
    """The same, marked when it is late."""
    late = one.etat(today) is EtatEcheance.EN_RETARD
    return f"⚠️ {dit(one, today)}" if late else dit(one, today)


def dit(one: LigneEcheance, today: date) -> str:
    """« Site A : 1er comité opérationnel, au plus tard le 13 octobre 2026 (date calculée),
    35 jours de retard · Coordination »."""
    veille = one.regle in VEILLES
    return render_line(
        LINE,
        nom=one.nom,
        veille=veille,
        passe=one.passe,
        jour=date_longue(one.terme),
        calculee=one.calculee and not veille and not one.passe,
        etat=_etat(one, today),
        qui=one.qui,
    )


def _etat(one: LigneEcheance, today: date) -> str:
    etat = one.etat(today)
    if etat is EtatEcheance.SANS_OBJET:
        return render_line(ASIDE, pourquoi=one.pourquoi)
    if etat is EtatEcheance.FAIT and one.fait_le:
        return render_line(DONE, jour=date_longue(one.fait_le))
    days = (today - one.terme).days
    if etat is EtatEcheance.EN_RETARD and days > 0 and one.regle not in VEILLES:
        return render_line(LATE, jours=pluriel(days, "jour"))
    return ""

"""Meetings of the comités opérationnels that follow an intervention: held, and missed."""

from __future__ import annotations

from datetime import date

from bot.domain.interventions import premier_comite
from bot.words import date_longue, pluriel
from storage.dispositif import Dispositif, Intervention
from storage.reunions import Suivi


def said(config: Dispositif, intervention: Intervention, met: Suivi, today: date) -> str:
    """« Comité opérationnel : 1 réunion tenue, la dernière le 3 novembre 2026. »"""
    if not config.comites_du_site(intervention.site):
        return ""
    count = pluriel(len(met.tenues), "réunion tenue", "réunions tenues")
    last = f", la dernière le {date_longue(met.tenues[-1])}" if met.tenues else ""
    return f" Comité opérationnel : {count}{last}{_missed(config, intervention, met, today)}."


def _missed(config: Dispositif, intervention: Intervention, met: Suivi, today: date) -> str:
    """The meetings whose day went by, then the first one, owed within fifteen days (000 l.71)."""
    days = [day for day in met.manquees if day < today]
    said = f" ; non tenue : {', '.join(map(date_longue, days))}" if days else ""
    last = premier_comite(intervention.decision, config.delais.premier_comite_jours)
    if not config.delais.premier_comite_jours or met.tenues or last >= today:
        return said
    return f"{said} ; la première, due au plus tard le {date_longue(last)}, n'a pas eu lieu"

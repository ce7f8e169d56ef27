"""To which services a signalement goes: by the table, at the hour at which it leaves."""

from __future__ import annotations

from dataclasses import replace

from bot.casework.signalement.contenu import EnMain
from bot.domain.delais import Envoi
from bot.domain.routing import moment_of
from storage.dispositif.routage import Cas, routed


def settle(en_main: EnMain, picked: str, envoi: Envoi) -> tuple[str, ...]:
    """Their slugs, in the order of the table; one picked by hand wins. It is kept with the row.

    What the table names at working hours is no choice: out of them, whoever is on call has it.
    """
    row, config = en_main.signalement, en_main.programme.config
    leaves = moment_of(
        "immediat" if row.danger else envoi, en_main.now, en_main.programme.calendrier.feries
    )
    usual = case_of(en_main)
    named = routed(config, replace(usual, moment=leaves)).services
    services = named if picked in {*routed(config, usual).services, *named} else (picked,)
    row.service = picked if picked in services else services[0]
    row.destinataires = list(services)
    return services


def case_of(en_main: EnMain) -> Cas:
    """What the table is asked of it, at no hour in particular."""
    row = en_main.signalement
    site = en_main.programme.site_slugs.get(row.site_id)
    return Cas(row.categorie, site, row.type_lieu, bailleur=row.bailleur)

"""A request passed on from the street or written by mail, and the letters that answer it."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import select

from bot.casework.demande import actes as casework
from bot.casework.demande import adresse
from bot.casework.demande.actes import Recue
from storage.models import Demande, Outbox
from storage.work import Work
from tests.handlers.people import COORDINATION, MEDIATRICE, Team

TAPS = ("➕ Autre", "📥 Demande", "Bailleur", "Nuisance", "📌 Site A", "Cette semaine", "✅ Trans")
REQUESTER = "gestion@bailleur.example.org"


def starts(team: Team) -> Team:
    """A presence at Site A."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def passed_on(team: Team) -> str:
    team.says(MEDIATRICE, TAPS[0])
    return team.taps(MEDIATRICE, *TAPS[1:])


def demande(team: Team) -> Demande:
    (row,) = team.rows(Demande)
    return row


def by_mail(team: Team) -> Demande:
    """A request that came with an address, which its holder confirmed, without any mediator."""
    recue = Recue("dem-bailleur", "od-conflit", "ud-semaine", "essai:formulaire", site_id=1)
    with team.database.transaction() as tx:
        now = team.clock.now()
        work = Work(tx, team.programme, now)
        adresse.confirm(work, casework.receive(work, recue, contact=REQUESTER))
    team.deliver()
    return demande(team)


DRAWN: Final = re.compile(r"D-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")
"""The number that whoever asked reads, which tells of no other."""


def letters(team: Team, address: str) -> list[str]:
    """What was written there, but for the question whether it may be; drawn numbers: « D-… »."""
    there = [row for row in team.rows(Outbox) if (row.canal, row.adresse) == ("email", address)]
    rows = [row for row in there if not row.cle.startswith("adresse:")]
    said = (f"{row.contenu['subject']}\n{row.contenu['text']}" for row in rows)
    return [DRAWN.sub("D-…", one) for one in said]


def sends(team: Team) -> int:
    """The post takes every letter that waits; how many."""
    with team.database.transaction() as tx:
        waiting = list(tx.scalars(select(Outbox).where(Outbox.canal == "email")))
        for row in waiting:
            row.etat, row.envoyee_le = "sent", team.clock.now()
    return len(waiting)


def entrusted(team: Team, binome: str = "Binôme 2") -> None:
    passed_on(team)
    team.taps(COORDINATION, "✅ Accepter", binome)

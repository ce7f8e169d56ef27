"""A whole month of a binôme, entered on the wire: the database comes to the script's own sums."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime

from sqlalchemy import func, select

from bot.clock import PARIS
from bot.domain.roles import Role
from storage.machine.db import Tx
from storage.models import (
    Conflit,
    HorsTerrain,
    Inbox,
    Observation,
    PresenceSegment,
    Rencontre,
    Signalement,
    Sollicitation,
)
from tests.oracle import check_calls
from tests.stories.mois.mois import FIRST_DAY, Mois
from tests.stories.stage import Home, stage

SEED = 20261102
MORNING = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, 9, 0, tzinfo=PARIS)


def account(tx: Tx) -> Counter[str]:
    """What the rows come to, in the words of the script."""
    found: Counter[str] = Counter()
    for public, number in tx.execute(
        select(Rencontre.public, func.sum(Rencontre.nombre)).group_by(Rencontre.public)
    ):
        found[f"rencontres {public}"] += number
    for row in tx.query(Sollicitation):
        found[f"sollicitations {row.type} {row.reponse}"] += 1
    for seen in tx.query(Observation):
        found.update(f"usages {slug}" for slug in (*seen.positifs, *seen.mesusages))
    found.update(f"signalements {row.categorie}" for row in tx.query(Signalement))
    found.update(f"conflits {row.type}" for row in tx.query(Conflit))
    for name, minutes in (
        ("minutes de présence", PresenceSegment.minutes),
        ("minutes hors terrain", HorsTerrain.minutes),
    ):
        found[name] = tx.execute(select(func.sum(minutes))).scalar_one()
    return found


async def test_a_month_on_the_wire_comes_to_the_scripts_own_sums(home: Home) -> None:
    async with stage(home, at=MORNING) as play:
        she = await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1")
        he = await play.joins("Médiateur", Role.MEDIATEUR, "binome-1")
        month = Mois(play, she, he, random.Random(SEED))  # noqa: S311
        await month.lived()
        found = await play.carnet.database.run(account)
        assert found == month.sums
        street = 2 * month.sums["minutes de présence"]
        share = street / (street + month.sums["minutes hors terrain"])
        assert 0.55 <= share <= 0.65
        states = await play.read(lambda tx: {row.etat for row in tx.query(Inbox)})
        assert states == {"done"}
        check_calls(play.world)

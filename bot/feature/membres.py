"""Which comité somebody sits in, and what of the street it may read (requirements §4.7)."""

from __future__ import annotations

from bot.domain.roles import Role
from bot.feature.contract import Context
from storage.dispositif import Comite, actifs


def comite_of(context: Context) -> Comite | None:
    """The comité in use of who speaks; the only one of the programme where nobody said which."""
    person = context.somebody
    if person is None or person.role != Role.COMITE:
        return None
    comites = actifs(context.programme.config.comites)
    mine = [one for one in comites if person.comite in (None, one.slug)]
    return mine[0] if len(mine) == 1 else None


def territoire(context: Context, site_id: int) -> str | None:
    """The slug of the territoire where that site is; None for no site of the programme."""
    slug, config = context.programme.site_slugs.get(site_id), context.programme.config
    return config.quartier(config.site(slug).quartier).territoire if slug else None

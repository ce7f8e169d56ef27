"""What a comité may read: the sites of its territoire, or all of them."""

from __future__ import annotations

from digests.contract import Perimetre
from storage import figures
from storage.dispositif import Comite
from storage.machine.db import Tx
from storage.programme import Programme


def perimetre_of(tx: Tx, programme: Programme, comite: Comite) -> Perimetre:
    """The sites of `comite`; one signalement at a time only for its own territoire (§4.7)."""
    known = figures.lieux(tx, programme.id)
    mine = (lieu for lieu in known if comite.territoire in (None, lieu.territoire))
    detail = comite.operationnel and comite.territoire is not None
    return Perimetre(tuple(mine), detail=detail)

"""Objets trouvés: how many that week, by site; left out of a week without any."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.words import pluriel
from digests.contract import Figures, Recueil, Section, Vue
from storage.models.objets_trouves import ObjetTrouve


def read(recueil: Recueil) -> Figures:
    since, until = recueil.semaine.bornes()
    lieux = recueil.perimetre.lieux
    found = (
        select(ObjetTrouve.site_id, func.count())
        .where(ObjetTrouve.alive(), ObjetTrouve.site_id.in_(recueil.perimetre.ids))
        .where(ObjetTrouve.le >= since, ObjetTrouve.le < until)
        .group_by(ObjetTrouve.site_id)
    )
    counts = {site_id: times for site_id, times in recueil.tx.execute(found)}
    sites = [{"site": lieu.label, "n": counts[lieu.id]} for lieu in lieux if lieu.id in counts]
    return {"sites": sites} if sites else {}


def show(found: Figures) -> Vue:
    return {"lignes": [f"{one['site']} : {pluriel(one['n'], 'objet')}." for one in found["sites"]]}


SECTION = Section(ordre=36, titre="Objets trouvés", figures=read, vue=show)

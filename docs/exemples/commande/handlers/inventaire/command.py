"""carnet inventaire: the things found, site by site, the newest first."""

from __future__ import annotations

from sqlalchemy import select

from bot.domain.droits import Droit
from bot.terminal import command
from bot.terminal.command import Which
from bot.words import jour
from storage.models.objets_trouves import ObjetTrouve

app = command.section("inventaire", "Lire ce que l'équipe a trouvé.", Droit.VOIR_EQUIPE)


@app.command()
def montrer(dispositif: Which = None) -> None:
    """Montrer chaque objet trouvé, du plus récent au plus ancien."""
    with command.clerk(dispositif) as clerk:
        programme = clerk.context.programme
        mine = ObjetTrouve.dispositif_id == programme.id
        found = select(ObjetTrouve).where(mine, ObjetTrouve.alive())
        for row in clerk.context.tx.scalars(found.order_by(ObjetTrouve.le.desc())):
            site = programme.config.site(programme.site_slugs[row.site_id])
            clerk.say(f"{jour(row.le)}, {site.label}")


@app.command()
def compter(dispositif: Which = None) -> None:
    """Compter les objets trouvés."""
    with command.clerk(dispositif) as clerk:
        mine = ObjetTrouve.dispositif_id == clerk.context.programme.id
        found = clerk.context.tx.scalars(select(ObjetTrouve.id).where(mine, ObjetTrouve.alive()))
        clerk.say(f"{len(found.all())}")

"""What may be taken away from a dashboard: a quarter, as `carnet exporter` writes it.

But for what is told of people met: a page changes nothing, and writes no register."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.clock import paris
from bot.domain.bord import Audience, Recul, trimestre
from bot.domain.trimestre import Trimestre
from bot.feature.page import Fichier, PageVisit
from bot.web.pages.bord import parts
from digests.exports.classeur import classeur
from digests.exports.formats import FORMATS, FormatExport
from digests.extraits.extrait import Tri, extrait
from digests.extraits.formats import FORMATS_EXTRAIT, FormatExtrait
from storage.champs import Portail
from storage.machine.db import Tx
from storage.work import Work


def formats(found: Portail) -> list[FormatExport]:
    """Those that this reader may have: all of them, or the open ones; none of whoever reads
    nothing site by site, or its own sites alone."""
    if found.lecteur in (Audience.ELUS, Audience.BAILLEUR):
        return []
    known = found.lecteur in (Audience.COORDINATION, Audience.TECHNIQUE) or parts.pays(found)
    whole = known and found.partout
    return [one for one in FORMATS.values() if whole or one.ouvert]


def extraits(found: Portail) -> list[FormatExtrait]:
    """Of signalements one by one: for whoever reads them so on the page (§4.7)."""
    return list(FORMATS_EXTRAIT.values()) if found.regard.un_par_un else []


def fichiers(visit: PageVisit, found: Portail) -> list[Fichier]:
    """Of a quarter, its figures then its signalements: the one under way when it is looked at,
    else the last one that is over."""
    recul = Recul.TRIMESTRE if visit.query.get("quand") == Recul.TRIMESTRE else Recul.FINI
    quarter = trimestre(recul, paris(visit.now).date())
    work = Work(visit.tx, found.programme, visit.now)
    name = f"{found.programme.config.slug}_{quarter.label}"
    figures = [
        Fichier(
            f"{name}.{one.suffixe}",
            one.mime,
            partial(_written, one, work, quarter, _pour(found)),
            long=True,
        )
        for one in formats(found)
    ]
    return [*figures, *(_one_by_one(one, work, found, quarter) for one in extraits(found))]


def _one_by_one(one: FormatExtrait, work: Work, found: Portail, quarter: Trimestre) -> Fichier:
    """On the sites of that link alone; of a landlord, those that its own service has."""
    sites = frozenset(lieu.id for lieu in found.champs[0].lieux)
    tri = Tri(quarter.debut, quarter.fin, service=found.bailleur, sites=sites)

    def written(tx: Tx) -> bytes:
        return one.ecrit(extrait(Work(tx, work.programme, work.now), tri))

    name = "_".join((work.programme.config.slug, "signalements", quarter.label))
    return Fichier(f"{name}.{one.suffixe}", one.mime, written, long=True)


def _pour(found: Portail) -> Sequence[tuple[str, str]]:
    """To whom it goes, and what it brings: on the first sheet of a commanditaire's workbook."""
    if found.lecteur is not Audience.COMMANDITAIRE:
        return ()
    mine = [(f"Part : {one.label}", parts.in_words(one)) for one in parts.parts_of(found)]
    return [("Destinataire", found.pour), *mine]


def _written(
    one: FormatExport, work: Work, quarter: Trimestre, pour: Sequence[tuple[str, str]], tx: Tx
) -> bytes:
    read = Work(tx, work.programme, work.now)
    return one.ecrit(classeur(read, quarter, inscrit=False, pour=pour))

"""What may be taken away from a dashboard: a quarter, as `carnet exporter` writes it.

But for what is told of people met: a page changes nothing, and writes no register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import Any

from bot.clock import paris
from bot.domain.bord import Audience, Recul, trimestre
from bot.domain.trimestre import Trimestre
from bot.feature.page import Fichier, PageVisit
from bot.web.pages.bord import parts
from digests.exports.classeur import Classeur, classeur
from digests.exports.etendues import etendues
from digests.exports.formats import FORMATS, FormatExport
from digests.extraits.extrait import Extrait, Tri, extrait
from digests.extraits.formats import FORMATS_EXTRAIT, FormatExtrait
from storage.champs import Portail
from storage.figures import lieux
from storage.indicateurs.contrat import Indicateur
from storage.indicateurs.parts import ReadPart, in_parts, in_places
from storage.indicateurs.registre import registre
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
    made, steps = _in_parts(work, quarter, _pour(found))
    name = f"{found.programme.config.slug}_{quarter.label}"
    figures = [
        Fichier(f"{name}.{one.suffixe}", one.mime, partial(_written, one, made), steps)
        for one in formats(found)
    ]
    return [*figures, *(_one_by_one(one, work, found, quarter) for one in extraits(found))]


def _one_by_one(one: FormatExtrait, work: Work, found: Portail, quarter: Trimestre) -> Fichier:
    """On the sites of that link alone; of a landlord, those that its own service has."""
    sites = frozenset(lieu.id for lieu in found.champs[0].lieux)
    tri = Tri(quarter.debut, quarter.fin, service=found.bailleur, sites=sites)
    held: list[Extrait] = []

    def read(tx: Tx) -> None:
        held.append(extrait(Work(tx, work.programme, work.now), tri))

    name = "_".join((work.programme.config.slug, "signalements", quarter.label))
    return Fichier(f"{name}.{one.suffixe}", one.mime, lambda: one.ecrit(held[-1]), (read,))


def _in_parts(
    work: Work, quarter: Trimestre, pour: Sequence[tuple[str, str]]
) -> tuple[Callable[[], Classeur], chain[ReadPart]]:
    """What makes the whole of it, once each of the steps was done."""
    places = lieux(work.tx, work.programme.id)
    days = [*(week.lundi for week in quarter.semaines), quarter.semaines[-1].shifted(1).lundi]
    plain: list[Indicateur[Any]] = []
    reading, steps = in_parts(
        work.tx, work.programme, places, days, lambda read: [one(read) for one in plain]
    )
    where = [place.lieux for place in etendues(work.programme, places)]
    apart = {slug: in_places(reading, one, where) for slug, one in registre().items()}
    plain += [registre()[slug] for slug, found in apart.items() if found is None]
    chosen = [found[0] if found else registre()[slug] for slug, found in apart.items()]
    own = [found[1] for found in apart.values() if found]
    made = partial(classeur, work, quarter, chosen, inscrit=False, read=reading, pour=pour)
    return made, chain(steps, *own)


def _pour(found: Portail) -> Sequence[tuple[str, str]]:
    """To whom it goes, and what it brings: on the first sheet of a commanditaire's workbook."""
    if found.lecteur is not Audience.COMMANDITAIRE:
        return ()
    mine = [(f"Part : {one.label}", parts.in_words(one)) for one in parts.parts_of(found)]
    return [("Destinataire", found.pour), *mine]


def _written(one: FormatExport, made: Callable[[], Classeur]) -> bytes:
    return one.ecrit(made())

"""What was planned beside what was done (000 l.73)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple, cast

from sqlalchemy import Table, select

from bot.clock import paris
from bot.domain.periodes import split
from storage.figures import SITES, bound
from storage.indicateurs.contrat import SUIVI, Nombre, Proportion, Sensible, Unite, indicateur
from storage.indicateurs.releve import Cle, Constat, Recolte, Releve
from storage.indicateurs.temps import heures_presence
from storage.models import Presence
from storage.planning import SlotPrevu, slots_between

_P: Final = cast(Table, Presence.__table__)


class LignePrevue(NamedTuple):
    """The part of a planned slot that lies in one tranche; `jour` is that of the slot."""

    tranche: str
    jour: date
    debut: datetime
    fin: datetime

    @property
    def minutes(self) -> int:
        return int((self.fin - self.debut).total_seconds()) // 60


class LigneCreneau(NamedTuple):
    """A planned slot, whole."""

    slot: SlotPrevu
    minutes: int


def _creneaux(recolte: Recolte) -> Mapping[Cle, Sequence[LigneCreneau]]:
    """Slots that stand, on sites in intervention that day; each in the period of its day."""
    found: defaultdict[Cle, list[LigneCreneau]] = defaultdict(list)
    programme, bounds = recolte.programme, recolte.jours
    every = slots_between(recolte.tx, programme, bounds[0], bounds[-1] - timedelta(days=1))
    mine = {lieu.slug: lieu.id for lieu in recolte.lieux}
    for slot in every:
        if slot.site in mine and _stands(recolte, slot):
            at = (recolte.rang(slot.jour), mine[slot.site])
            found[at].append(LigneCreneau(slot, slot.minutes))
    return found


def _prevus(recolte: Recolte) -> Mapping[Cle, Sequence[LignePrevue]]:
    """The same, cut at their tranches: long, and asked for by what looks at one of them."""
    calendrier = recolte.programme.calendrier
    return {
        at: [
            LignePrevue(part.tranche, line.slot.jour, part.debut, part.fin)
            for line in lines
            for part in split(*line.slot.bornes(), calendrier)
        ]
        for at, lines in recolte.of(CRENEAUX).items()
    }


def _stands(recolte: Recolte, slot: SlotPrevu) -> bool:
    missions = recolte.programme.missions.get(slot.site, ())
    return not slot.annule and any(debut <= slot.jour <= fin for debut, fin in missions)


def _days(recolte: Recolte) -> Mapping[Cle, Sequence[date]]:
    """Days in Paris on which a presence began, confirmed or not."""
    began = select(_P.c.site_id, _P.c.debut).where(
        *(_P.c.site_id.in_(SITES), _P.c.supprimee_le.is_(None)),
        *(_P.c.debut >= bound(0), _P.c.debut < bound(recolte.periodes)),
    )
    found: defaultdict[Cle, list[date]] = defaultdict(list)
    for site, debut in recolte.tx.connection().execute(began, recolte.values()):
        found[recolte.rang(debut), site].append(paris(debut).date())
    return found


CRENEAUX: Final = Constat(_creneaux, par_tranche=False)
PREVU: Final = Constat(_prevus)
JOURS: Final = Constat(_days, par_tranche=False)


@indicateur(
    *("heures-prevues", "Heures prévues", SUIVI, Unite.MINUTES),
    source="000 l.73",
    sensible=Sensible.MEDIATEURS,
)
def heures_prevues(releve: Releve) -> Nombre:
    """Minutes des créneaux prévus et non annulés, sur les sites en intervention ce jour-là."""
    if releve.tranche:
        return Nombre(sum(line.minutes for line in releve.lignes(PREVU)))
    return Nombre(sum(line.minutes for line in releve.lignes(CRENEAUX)))


@indicateur(
    *("realise-prevu", "Réalisé / prévu", SUIVI, Unite.MINUTES),
    source="000 l.73",
    denominateur="heures prévues au planning",
    sensible=Sensible.MEDIATEURS,
)
def realise_prevu(releve: Releve) -> Proportion:
    """Minutes de présence, sur les minutes prévues ; au-delà de 100 %, il s'est fait plus."""
    return Proportion(heures_presence(releve).n, heures_prevues(releve).n)


@indicateur(
    *("jours-prevus-sans-trace", "Jours prévus sans trace", SUIVI, Unite.JOURS),
    source="003 l.765",
    denominateur="jours prévus, site par site",
    sensible=Sensible.MEDIATEURS,
)
def jours_prevus_sans_trace(releve: Releve) -> Proportion:
    """Jours où un site était prévu et où aucune présence n'y a commencé, même à confirmer."""
    apart = [(lieu.id, releve.on(lieu)) for lieu in releve.lieux]
    owed = {(site, line.slot.jour) for site, one in apart for line in one.lignes(CRENEAUX)}
    seen = {(site, jour) for site, one in apart for jour in one.lignes(JOURS)}
    return Proportion(len(owed - seen), len(owed))


@indicateur(
    *("jours-sans-presence", "Jours sans présence", SUIVI, Unite.JOURS),
    source="003 l.765",
    denominateur="jours de la période",
    sensible=Sensible.MEDIATEURS,
)
def jours_sans_presence(releve: Releve) -> Proportion:
    """Jours où aucune présence n'a commencé sur ces sites, sur les jours de la période."""
    debut, fin = releve.jours
    whole = (fin - debut).days
    return Proportion(whole - len(set(releve.lignes(JOURS))), whole)

"""The life of a relais: handed over once, then one door for every deed, whoever does it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from bot.casework.relais import courrier as courrier_relais
from bot.casework.relais.carte import code
from bot.domain.mots_relais import pick
from bot.domain.vies.relais import (
    CORRIGEABLE,
    EFFECTIFS,
    OPEN,
    SILENCES,
    VIE_RELAIS,
    ActeRelais,
    Rythme,
    StatutRelais,
    day_after,
    in_days,
    next_check,
)
from bot.domain.vies.vie import DEFAIRE, Acteur, DejaFait, TransitionRefusee
from storage import audit, avant
from storage import relais as rows
from storage.conservation import oublis
from storage.machine import outbox
from storage.machine.db import Tx
from storage.machine.numeros import next_number
from storage.models import Relais, RelaisActe, Sollicitation
from storage.programme import Programme
from storage.work import Work

CLOCK = "horloge"
LATER_DAYS = 1
BINOMES_AT_ONCE: Final = 4
"""Asked about all that is due, in one transaction: two messages each."""
REPLANIFIER: Final = "replanifier"
"""In the history: asked again on another day; its state stays."""
KEPT: Final = (
    *("statut", "partenaire", "domaine", "sans_nouvelles", "verifier_le", "demande_le"),
    *("rdv_le", "effectif_le", "clos_le"),
)
"""What a deed changes of a relais, and what taking it back gives back."""


@dataclass(frozen=True, slots=True)
class DeedRelais:
    """What is done, by whom, and to whom it is sent on."""

    acte: ActeRelais
    par: str
    """« mediateur:12 », « partenaire:pa-ccas » or « horloge »."""
    role: Acteur
    vers: str | None = None
    """Slug of the new partner, when it is sent on to another."""
    domaine: str | None = None
    """What they need there, when it is not what they needed before."""
    rdv_le: date | None = None
    """The day of the appointment, when it is known."""


def hand_over(
    work: Work,
    sollicitation: Sollicitation,
    domaine: str,
    choose: Callable[[Sequence[str]], str] = secrets.choice,
    holder: int | None = None,
) -> Relais:
    """Number it, give it a word, plan its first check, write to its partner.

    The person agreed to it (M07): who calls has asked. holder: the binôme that follows it, where
    who met the person has moved since.
    """
    rythme = rhythm(work.programme)
    relais = Relais(
        dispositif_id=work.programme.id,
        site_id=sollicitation.site_id,
        binome_id=holder or sollicitation.binome_id,
        sollicitation_id=sollicitation.id,
        numero=next_number(work.tx, f"{work.programme.config.slug}:R"),
        mot=pick(rows.words_taken(work.tx, work.programme.id), choose),
        public=sollicitation.public,
        domaine=domaine,
        partenaire=sollicitation.partenaire,
        statut=StatutRelais.TRANSMIS,
        sans_nouvelles=0,
        ouvert_le=work.now,
        verifier_le=next_check(StatutRelais.TRANSMIS, None, rythme, work.now),
    )
    work.tx.add(relais)
    work.tx.flush()
    remise = _append(
        work.tx, relais, "transmettre", "", f"mediateur:{sollicitation.auteur_id}", work.now
    )
    courrier_relais.write(work, relais, remise)
    return relais


def act(work: Work, relais_id: int, deed: DeedRelais) -> Relais:
    """Do `deed`, write it in the history, plan what is asked next; all in this transaction.

    A third silence closes the relais, never as a success. A repeat before it is due again changes
    nothing. Raises DejaFait or TransitionRefusee, before anything is written; PermissionError for
    a role that never does this deed.
    """
    if not VIE_RELAIS.permitted(deed.role, deed.acte):
        raise PermissionError(f"{deed.role} does not do {deed.acte}")
    relais = rows.lock(work.tx, relais_id)
    before = StatutRelais(relais.statut)
    after = VIE_RELAIS.apply(before, deed.acte)
    if relais.supprimee_le or (before is after and _is_repeat(relais, deed, work.now)):
        raise DejaFait(VIE_RELAIS.objet, before, deed.acte)
    _move(work, relais, deed, after)
    if deed.acte in SILENCES and relais.sans_nouvelles >= rhythm(work.programme).silences_max:
        clore = DeedRelais(ActeRelais.CLORE, CLOCK, Acteur.HORLOGE)
        _move(work, relais, clore, VIE_RELAIS.apply(after, ActeRelais.CLORE))
    return relais


def claim_due(work: Work) -> list[Relais]:
    """Those that became due and were not asked about yet: each is given once per due date."""
    return rows.claim_due(work.tx, work.programme.id, work.now, BINOMES_AT_ONCE)


def entrust(work: Work, relais: Relais, binome_id: int, personne_id: int | None) -> None:
    """Another binôme follows it from now on: it is asked of them, once, when it is due."""
    audit.note(work.tx, work.now, personne_id, "confier", relais, str(relais.binome_id))
    relais.binome_id, relais.demande_le = binome_id, None


def move_to(relais: Relais, site_id: int) -> None:
    """What it was handed over for was asked on another site."""
    relais.site_id = site_id


def take_back(work: Work, acte_id: int, par: str) -> Relais:
    """Undo that deed, the last one: the relais is as before it, and a line more says so.

    A silence that closed it is undone with its closing. What its new partner had not yet been
    sent is kept back. Raises TransitionRefusee for a deed that another followed.
    """
    line = rows.acte(work.tx, acte_id)
    if line is None:
        raise LookupError(f"no deed {acte_id} on a relais")
    relais = rows.lock(work.tx, line.relais_id)
    since = [one for one in rows.standing(work.tx, relais.id) if one.id >= line.id]
    if relais.supprimee_le or line.avant is None or not _is_last(line, since):
        raise TransitionRefusee(VIE_RELAIS.objet, StatutRelais(relais.statut), ActeRelais.CLORE)
    for one in reversed(since):
        _walk_back(one)
        courrier_relais.keep_back(work.tx, one)
        one.defait_le = work.now
    de = relais.statut
    avant.give_back(relais, line.avant)
    _append(work.tx, relais, DEFAIRE, de, par, work.now)
    return relais


def correctable(work: Work, relais: Relais) -> RelaisActe | None:
    """The partner's own last answer, when it is not a day old and nothing followed it."""
    last = rows.standing(work.tx, relais.id)[-1]
    theirs = last.par == partner_par(relais) and last.avant is not None
    return last if theirs and last.le > work.now - CORRIGEABLE else None


def partner_par(relais: Relais) -> str:
    """How the history names the partner who has it: « partenaire:pa-ccas »."""
    return f"partenaire:{relais.partenaire}"


def ask_on(tx: Tx, relais: Relais, moment: datetime | None, par: str, now: datetime) -> None:
    """Plan the next check at `moment`, or none (« pas de suivi »); its state stays."""
    before = avant.keep(relais, *KEPT)
    relais.verifier_le = moment
    _append(tx, relais, REPLANIFIER, relais.statut, par, now, before)


def later(tx: Tx, relais: Relais, par: str, now: datetime) -> bool:
    """« Plus tard »: asked again tomorrow; False when it was planned anyway."""
    due = relais.verifier_le is None or relais.verifier_le <= now
    if relais.clos_le is not None or not due:
        return False
    ask_on(tx, relais, in_days(LATER_DAYS, now), par, now)
    return True


def withdraw(tx: Tx, relais_id: int, par: str, now: datetime) -> None:
    """The person takes back their agreement (M07): the word is erased, nothing more is asked."""
    relais = rows.lock(tx, relais_id)
    if relais.supprimee_le:
        return
    courrier_relais.call_back(tx, relais)
    outbox.blank_naming(tx, code(relais))
    oublis.retire(tx, relais, now)
    relais.verifier_le = None
    relais.mot, relais.public = "", None
    _append(tx, relais, "retirer", relais.statut, par, now)


def rhythm(programme: Programme) -> Rythme:
    """What the dispositif says of checks, as the rules of the trade read it."""
    suivi = programme.config.suivi_relais
    return Rythme(suivi.verifier_jours, suivi.continuite_jours, suivi.silences_max)


def _is_repeat(relais: Relais, deed: DeedRelais, now: datetime) -> bool:
    """The same answer again: it counts only once it was asked again (two phones, one evening)."""
    if deed.acte is ActeRelais.REORIENTER:
        return deed.vers == relais.partenaire
    if deed.rdv_le is not None:
        return deed.rdv_le == relais.rdv_le
    return relais.verifier_le is None or relais.verifier_le > now


def _is_last(line: RelaisActe, since: Sequence[RelaisActe]) -> bool:
    """Whether nobody did anything since: only the clock's closing may have followed it."""
    closed = all(one.acte == ActeRelais.CLORE for one in since[1:])
    return closed and since[:1] == [line]


def _walk_back(line: RelaisActe) -> None:
    """The edge of the table that undoes it. Raises TransitionRefusee."""
    if line.acte != REPLANIFIER:
        de, vers = StatutRelais(line.de), StatutRelais(line.vers)
        VIE_RELAIS.back(de, ActeRelais(line.acte), vers)


def _move(work: Work, relais: Relais, deed: DeedRelais, after: StatutRelais) -> None:
    kept = avant.keep(relais, *KEPT)
    before, relais.statut = relais.statut, after
    relais.verifier_le = next_check(after, deed.acte, rhythm(work.programme), work.now)
    relais.rdv_le = deed.rdv_le if deed.acte is ActeRelais.FIXER_RDV else relais.rdv_le
    if deed.acte is ActeRelais.FIXER_RDV and deed.rdv_le:
        relais.verifier_le = day_after(deed.rdv_le)
    relais.clos_le = None if after in OPEN and deed.acte is not ActeRelais.CLORE else work.now
    if deed.acte is not ActeRelais.CLORE:
        relais.sans_nouvelles = relais.sans_nouvelles + 1 if deed.acte in SILENCES else 0
    if after in EFFECTIFS:
        relais.effectif_le = relais.effectif_le or work.now
    if deed.acte is ActeRelais.REORIENTER:
        relais.partenaire, relais.domaine = deed.vers, deed.domaine or relais.domaine
    remise = _append(work.tx, relais, deed.acte, before, deed.par, work.now, kept)
    if deed.acte is ActeRelais.REORIENTER:
        courrier_relais.write(work, relais, remise)


def _append(
    tx: Tx,
    relais: Relais,
    acte: str,
    de: str,
    par: str,
    now: datetime,
    kept: dict[str, Any] | None = None,
) -> RelaisActe:
    line = RelaisActe(
        relais_id=relais.id, le=now, acte=acte, de=de, vers=relais.statut, par=par, avant=kept
    )
    tx.add(line)
    tx.flush()
    return line

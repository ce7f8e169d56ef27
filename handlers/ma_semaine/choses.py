"""What waits for the coordination, wherever it comes from: a day, a line, and its screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from bot.casework.demande import presentation as fiche_demande
from bot.casework.echeancier import liste, ouvertes
from bot.casework.livrable import dus
from bot.casework.livrable.dus import DocumentDu
from bot.casework.mediation.actes import reference as reference_mediation
from bot.casework.point import heures, mots
from bot.casework.preconisation.actes import reference as reference_preconisation
from bot.clock import paris
from bot.domain.echeancier import COMITE_TECHNIQUE, VEILLES, LigneEcheance
from bot.domain.interventions import FIN
from bot.domain.mois import PERIODES, Frequence
from bot.domain.vies.demande import CHEZ_LA_VILLE, EN_ATTENTE, StatutDemande
from bot.domain.vies.point import RELUS
from bot.domain.vies.preconisation import UNDECIDED
from bot.feature.beforehand import PRECONISATION
from bot.feature.contract import Context
from bot.questions import fiche_partenaire
from bot.words import day_of_month, pluriel
from handlers.ma_semaine import documents
from handlers.ma_semaine.chose import Chose
from storage import (
    a_faire,
    cadence,
    corrections,
    demandes,
    notes,
    points,
    preconisations,
    qualite,
    reunions,
)
from storage.models import Demande, Presence
from storage.planning import SlotPrevu
from storage.programme import Programme

AHEAD: Final = timedelta(days=7)
"""A week, as its name says."""
ENDS_AHEAD: Final = timedelta(days=30)
"""A bilan, and a comité technique to present it to, take a month (000 l.120)."""
WATCHED: Final = 3
"""Things told one by one in that line."""
ECHEANCES: Final = "echeances"
"""The screen where they are ticked, or set aside."""
RELIRE: Final[Mapping[Frequence, tuple[str, str]]] = {
    "hebdo": ("point", "relire_point"),
    "mensuel": ("mois", "relire_mois"),
}
"""A point to reread: its key, and the flow in which it is."""
RELAIS_LATE: Final = timedelta(days=7)


def toutes(context: Context) -> list[Chose]:
    """Every one, the oldest day first."""
    today, papers = paris(context.now).date(), list(dus.every(context))
    dues = liste.toutes(context, papers)
    found = (
        *_textes(context),
        *_point(context),
        *_demandes(context),
        *_corrections(context),
        *_preconisations(context),
        *_presences(context),
        *_mediations(context, today),
        *_relais(context, today),
        *_signalements(context),
        *_reunions(context, today),
        *_echeances(context, documents.drafts(context, papers, today), dues),
        *_veilles(today, dues),
    )
    return sorted(found, key=lambda one: (one.le, one.cle))


def _textes(context: Context) -> Iterator[Chose]:
    """They are reread one at a time, the oldest first: one line says how many."""
    count, oldest = notes.how_many_wait(context.tx, context.programme.id)
    if oldest:
        day = paris(oldest).date()
        texts = pluriel(count, "texte à relire", "textes à relire")
        yield Chose(
            "textes", day, f"📝 {texts}, depuis le {day_of_month(day)}", f"📝 {texts}", "relecture"
        )


def _point(context: Context) -> Iterator[Chose]:
    """The drafts that were shown, until each is validated or leaves as it is."""
    for rythme, sorte in PERIODES.items():
        semaine = heures.to_reread(context.programme, context.now, sorte)
        row = points.of_period(context.tx, context.programme.id, semaine)
        if row is not None and row.brouillon_le and row.statut not in RELUS:
            day = paris(heures.first_sending(context.programme, semaine)).date()
            said = f"📰 {mots.nomme(semaine)}"
            before = f"{said} : à valider avant le {day_of_month(day)}"
            cle, flow = RELIRE[rythme]
            yield Chose(cle, day, before, said, flow)


def _demandes(context: Context) -> Iterator[Chose]:
    """Those to answer; then those that the Ville was given, and of which it said nothing since."""
    silent = context.now - CHEZ_LA_VILLE
    for row in demandes.open_ones(context.tx, context.programme.id):
        if row.statut in EN_ATTENTE:
            before = paris(row.repondre_avant).date()
            yield _demande(context, row, before, "répondre avant le", attend=False)
        elif row.statut == StatutDemande.TRANSMISE and row.decidee_le and row.decidee_le <= silent:
            given = paris(row.decidee_le).date()
            yield _demande(context, row, given, "à la Ville sans nouvelles depuis le", attend=True)


def _demande(context: Context, row: Demande, day: date, what: str, *, attend: bool) -> Chose:
    programme, name = context.programme, fiche_demande.reference(row)
    quoi = programme.config.element("objets_demande", row.objet).label.lower()
    where = fiche_demande.place(programme, row)
    return Chose(
        f"d{row.id}",
        day,
        f"📥 {name}, {quoi}, {where} : {what} {day_of_month(day)}",
        f"📥 {name} · {where}",
        "demandes",
        attend=attend,
        seed={"demande": str(row.id)},
    )


def _corrections(context: Context) -> Iterator[Chose]:
    """What partners ask to correct on their cards, until it is done."""
    for row in corrections.waiting(context.tx, context.programme.id):
        known = fiche_partenaire.of(context.programme, row.partenaire)
        if known is not None:
            day = paris(row.recue_le).date()
            yield Chose(
                f"f{row.id}",
                day,
                f"📒 {known.label} : fiche à corriger, demandé le {day_of_month(day)}",
                f"📒 {known.label}",
                "annuaire_tenu",
                seed={"lequel": known.slug},
            )


def _preconisations(context: Context) -> Iterator[Chose]:
    programme = context.programme
    for row in preconisations.in_states(context.tx, programme.id, UNDECIDED):
        day = paris(row.le).date()
        name = reference_preconisation(row)
        kind = programme.config.element("types_preconisation", row.type).label
        where = programme.site_label(row.site_id)
        yield Chose(
            f"p{row.id}",
            day,
            f"💡 {name}, {kind.lower()}, {where} : sans réponse depuis le {day_of_month(day)}",
            f"💡 {name} · {where}",
            "preconisation_reponse",
            seed=PRECONISATION.seed(row.id),
        )


def _presences(context: Context) -> Iterator[Chose]:
    tx, programme, now = context.tx, context.programme, context.now
    rows: list[Presence | SlotPrevu] = [
        *qualite.unsure(tx, programme.id, now),
        *qualite.without_rencontres(tx, programme.id, now),
        *qualite.planned_without_entry(context),
    ]
    if rows:
        day = min(
            paris(one.debut).date() if isinstance(one, Presence) else one.jour for one in rows
        )
        what = pluriel(len(rows), "présence ou créneau", "présences ou créneaux") + " à confirmer"
        yield Chose("q", day, f"🔎 {what}, depuis le {day_of_month(day)}", f"🔎 {what}", "qualite")


def _mediations(context: Context, today: date) -> Iterator[Chose]:
    """Their next step is past, and nobody said what became of it."""
    for row in a_faire.mediations_late(context.tx, context.programme.id, context.now):
        if row.prochaine_le and (day := paris(row.prochaine_le).date()) < today:
            name = reference_mediation(row)
            where = context.programme.site_label(row.site_id)
            yield Chose(
                f"m{row.id}",
                day,
                f"📂 {name}, {where} : étape prévue le {day_of_month(day)}, rien n'est noté",
                f"📂 {name} · {where}",
                "mediations_equipe",
                attend=False,
                seed={"dossier": str(row.id)},
            )


def _relais(context: Context, today: date) -> Iterator[Chose]:
    """Their binôme is asked each morning: after a week of silence, somebody else is."""
    before = context.now - RELAIS_LATE
    count, oldest = a_faire.relais_late(context.tx, context.programme.id, before)
    if oldest:
        day = paris(oldest).date()
        what = pluriel(count, "relais à vérifier", "relais à vérifier")
        said = f"🔁 {what} depuis plus d'une semaine"
        yield Chose("relais", day, said, f"🔁 {what}", "relais_equipe", attend=False)


def _signalements(context: Context) -> Iterator[Chose]:
    """Their services were reminded: what they still do not say is asked by somebody, by voice."""
    count, oldest = a_faire.signalements_late(
        context.tx, context.programme.sites.values(), context.now
    )
    if oldest:
        day = paris(oldest).date()
        what = pluriel(count, "signalement en retard", "signalements en retard")
        said = f"🔧 {what}, depuis le {day_of_month(day)}"
        yield Chose("signalements", day, said, f"🔧 {what}", "signalements_ouverts", attend=False)


def _reunions(context: Context, today: date) -> Iterator[Chose]:
    """Those of the week, those of which nobody said whether they were held, those missing."""
    config = context.programme.config
    for row in reunions.open_ones(context.tx, context.programme.id):
        if row.jour > today + AHEAD:
            continue
        label = config.comite(row.comite).label
        what = "à réunir" if row.jour >= today else "s'est-il tenu ? Il était prévu"
        said = f"🏛 {label} : {what} le {day_of_month(row.jour)}"
        short = f"🏛 {label}, {row.jour:%d/%m}"
        yield Chose(f"r{row.id}", row.jour, said, short, "comites", attend=False)
    for rank, one in enumerate(cadence.comptes(context.tx, context.programme)):
        if one.too_short(today):
            counted = f"{one.tenues} sur {one.attendues} réunions"
            said = f"🏛 {one.comite.label} : {counted}, il reste peu de temps"
            short = f"🏛 {one.comite.label}, {one.tenues} sur {one.attendues}"
            yield Chose(f"c{rank}", today, said, short, "comites")


def _echeances(
    context: Context, drafts: Mapping[str, DocumentDu], dues: Sequence[LigneEcheance]
) -> Iterator[Chose]:
    """Dates of the week, and those that were missed; the end is prepared a month ahead."""
    programme, today = context.programme, paris(context.now).date()
    later = documents.later(drafts, today)
    if later:
        yield documents.together(later)
    for one in ouvertes.encore(context, today, dues):
        draft = drafts.get(one.cle)
        if draft:
            if one.cle not in later:
                yield documents.line(draft)
            continue
        if one.regle == liste.DOCUMENT or one.terme > today + _ahead(one):
            continue
        flow, seed = _screen(programme, one)
        yield Chose(
            f"i{one.cle}",
            one.terme,
            f"📅 {one.nom}, le {day_of_month(one.terme)}",
            f"📅 {one.objet} · {one.quoi}" if one.objet else f"📅 {one.quoi}",
            flow,
            attend=False,
            seed=seed,
        )


def _ahead(one: LigneEcheance) -> timedelta:
    return ENDS_AHEAD if one.regle == FIN else AHEAD


def _veilles(today: date, dues: Sequence[LigneEcheance]) -> Iterator[Chose]:
    """What is watched, in one line as long as it is so: it has no day, and no answer here."""
    seen = [one.nom for one in dues if one.regle in VEILLES and one.ouverte(today)]
    if seen:
        more = f" ; et {pluriel(len(seen) - WATCHED, 'autre')}" if len(seen) > WATCHED else ""
        said = f"👁 À surveiller : {' ; '.join(seen[:WATCHED])}{more}"
        short = f"👁 {pluriel(len(seen), 'chose à surveiller', 'choses à surveiller')}"
        yield Chose("veilles", today, said, short, ECHEANCES)


def _screen(programme: Programme, one: LigneEcheance) -> tuple[str, dict[str, str]]:
    """Where something may be done about it."""
    number = programme.interventions.get(one.intervention)
    if number and not one.cochable:
        return "fiche_intervention", {"laquelle": str(number)}
    return ("comites", {}) if one.regle == COMITE_TECHNIQUE else (ECHEANCES, {})

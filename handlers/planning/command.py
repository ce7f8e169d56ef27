"""`carnet planning`: the slots of a week, of this one and of those to come, shown and changed."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import paris
from bot.documents import documents
from bot.domain.droits import Droit
from bot.domain.semaine import Semaine
from bot.feature.contract import Declined
from bot.feature.lectures import lu
from bot.questions.jours import UNREAD, parse_jour
from bot.terminal import command
from bot.terminal.clerk import Clerk, labelled, one_of
from bot.terminal.command import Which
from bot.words import date_longue
from handlers.planning import choix, copie, semaines
from handlers.planning.facts import account
from handlers.planning.heures import read_range
from storage import planning

app = command.section(
    "planning", "Le planning : les créneaux, semaine par semaine.", Droit.TENIR_PLANNING
)


class Origin(StrEnum):
    SEMAINE = "semaine"
    FICHIER = "fichier"


BinomeSlug = Annotated[str, typer.Option("--binome", help="Slug du binôme.")]
PlanningDay = Annotated[str, typer.Option("--jour", help="Jour : « 24/11 » ou « 2026-11-24 ».")]
Hours = Annotated[str, typer.Option("--heures", help="Début et fin : « 17h-21h ».")]
Week = Annotated[
    str,
    typer.Option("--semaine", help="« cette », « prochaine », ou une autre : « 2026-W50 »."),
]
OPTIONS = {"horaire": "--heures", "qui": "--qui", "quoi": "--a-la-place"}


@app.command()
def montrer(semaine: Week = semaines.THIS_WEEK, dispositif: Which = None) -> None:
    """Montrer la semaine : créneaux, heures par site, périodes, et le bilan de la précédente."""
    with command.clerk(dispositif) as clerk:
        lu(clerk.context, "planning")
        named = _named(clerk, semaine)
        clerk.say(clerk.asks("planning", "geste", {"semaine": named}))
        if named == semaines.THIS_WEEK and (before := clerk.facts("planning")["bilan"]):
            clerk.say("\nLa semaine dernière :")
            for ligne in before:
                clerk.say(f"• {ligne}")


@app.command()
def bilan(
    semaine: Annotated[str, typer.Option("--semaine", help="Une semaine finie : « 2026-W40 ».")],
    dispositif: Which = None,
) -> None:
    """Dire ce qui était prévu, ce qui a été fait, et pourquoi pas le reste, site par site."""
    with command.clerk(dispositif) as clerk:
        lu(clerk.context, "planning")
        week = _over(clerk, semaine)
        said = list(account(clerk.context, week))
        clerk.say(f"Semaine du {date_longue(week.lundi)}")
        for ligne in said or ["Rien n'était prévu, rien n'a été fait."]:
            clerk.say(f"• {ligne}")


def _over(clerk: Clerk, text: str) -> Semaine:
    """Raises Declined for what is no week, or one that is not over."""
    try:
        week = Semaine.parse(text)
    except ValueError as error:
        raise Declined(f"--semaine : {error}") from error
    if week >= Semaine.of(clerk.context.now):
        raise Declined(f"--semaine : {week.label} n'est pas finie : planning montrer")
    return week


@app.command()
def ajouter(
    binome: BinomeSlug,
    site: Annotated[str, typer.Option(help="Slug du site.")],
    jour: PlanningDay,
    heures: Hours,
    chaque_semaine: Annotated[
        bool, typer.Option("--chaque-semaine", help="Jusqu'à la fin de l'intervention du site.")
    ] = False,
    dispositif: Which = None,
) -> None:
    """Ajouter un créneau, ce jour-là ou chaque semaine."""
    with command.clerk(dispositif) as clerk:
        day = _day(clerk, jour)
        answers = {
            "semaine": _week(clerk, day),
            "geste": choix.ADD,
            "binome": binome,
            "site": site,
            "jour": day.isoformat(),
            "horaire": heures,
            "frequence": choix.WEEKLY if chaque_semaine else choix.ONCE,
        }
        clerk.say(clerk.play("planning", answers, OPTIONS))


@app.command()
def changer(
    binome: BinomeSlug,
    jour: PlanningDay,
    heures: Hours,
    aux_heures: Annotated[str | None, typer.Option(help="Les nouvelles heures.")] = None,
    au_site: Annotated[str | None, typer.Option(help="Le nouveau site.")] = None,
    au_jour: Annotated[str | None, typer.Option(help="Le nouveau jour, la même semaine.")] = None,
    au_binome: Annotated[str | None, typer.Option(help="Le nouveau binôme.")] = None,
    dispositif: Which = None,
) -> None:
    """Changer un créneau sur place : ses heures, son site, son jour ou son binôme."""
    given = {choix.HOURS: aux_heures, choix.SITE: au_site, choix.BINOME: au_binome}
    with command.clerk(dispositif) as clerk:
        given[choix.DAY] = _day(clerk, au_jour).isoformat() if au_jour else None
        what = [name for name, value in given.items() if value]
        if len(what) != 1:
            raise Declined(
                "donnez une seule chose : --aux-heures, --au-site, --au-jour ou --au-binome"
            )
        answers = _of_slot(clerk, choix.CHANGE, binome, _day(clerk, jour), heures)
        keys = {choix.HOURS: "horaire"}
        answers |= {"quoi": what[0], keys.get(what[0], what[0]): given[what[0]]}
        flags = {"horaire": "--aux-heures", "site": "--au-site", "binome": "--au-binome"}
        clerk.say(clerk.play("planning", answers, {**flags, "jour": "--au-jour"}))


@app.command()
def absent(
    binome: BinomeSlug,
    jour: PlanningDay,
    heures: Hours,
    qui: Annotated[
        str, typer.Option(help="Prénom de la personne, ou « a-deux » si elle est de retour.")
    ],
    dispositif: Which = None,
) -> None:
    """Noter qu'une personne du binôme n'y sera pas."""
    with command.clerk(dispositif) as clerk:
        answers = _of_slot(clerk, choix.ABSENT, binome, _day(clerk, jour), heures)
        who = labelled(clerk.facts("planning", answers)["personnes"], qui, "--qui")
        clerk.say(clerk.play("planning", answers | {"qui": who}, OPTIONS))


@app.command()
def annuler(
    binome: BinomeSlug,
    jour: PlanningDay,
    heures: Hours,
    motif: Annotated[
        str,
        typer.Option(help="Slug de la raison : « mc-meteo » ; « plus-prevu » : pour de bon."),
    ],
    dispositif: Which = None,
) -> None:
    """Annuler un créneau, avec sa raison."""
    with command.clerk(dispositif) as clerk:
        answers = _of_slot(clerk, choix.CANCEL, binome, _day(clerk, jour), heures)
        clerk.say(clerk.play("planning", answers | {"motif": motif}, OPTIONS))


@app.command()
def copier(
    depuis: Annotated[
        Origin, typer.Option(help="« semaine » : celle-ci ; « fichier » : le planning type.")
    ] = Origin.SEMAINE,
    semaine: Annotated[
        str, typer.Option("--semaine", help="La semaine à préparer : « 2026-W50 ».")
    ] = semaines.NEXT_WEEK,
    jusqu_a_la_fin: Annotated[
        bool, typer.Option("--jusqu-a-la-fin", help="Répéter cette semaine dans les suivantes.")
    ] = False,
    dispositif: Which = None,
) -> None:
    """Préparer une semaine : reprendre celle d'avant, ou revenir au planning type."""
    with command.clerk(dispositif) as clerk:
        geste = copie.COPY if depuis is Origin.SEMAINE else copie.FROM_FILE
        answers: dict[str, str | None] = {
            "semaine": _named(clerk, semaine),
            "geste": copie.TO_END if jusqu_a_la_fin else geste,
        }
        shown = clerk.facts("planning", answers)
        if not shown["difference"]:
            clerk.say(clerk.asks("planning", "accord", answers))
            return
        for ligne in shown["difference"]:
            clerk.say(ligne)
        clerk.say(clerk.play("planning", answers | {"accord": "oui"}))


@app.command()
def imprimer(
    out: Annotated[Path, typer.Option("--out", help="Fichier HTML à écrire.")],
    semaine: Week = semaines.THIS_WEEK,
    jusqu_a_la_fin: Annotated[
        bool, typer.Option("--jusqu-a-la-fin", help="Toutes les semaines, une par page.")
    ] = False,
    dispositif: Which = None,
) -> None:
    """Écrire la semaine, ou toute l'intervention, à imprimer pour un comité opérationnel."""
    with command.clerk(dispositif) as clerk:
        week = semaines.week_of(clerk.context, {"semaine": _named(clerk, semaine)})
        last = semaines.last_day(clerk.context) if jusqu_a_la_fin else week.dimanche
        sheet = documents()["planning"]
        weeks = (week, *semaines.following(week, last))
        pages = [copy.contenu for one in weeks for copy in sheet.compose(clerk.context, one)]
        every = [page for one in pages for page in one["semaines"]]
        try:
            out.write_bytes(sheet.formats["html"]({**pages[0], "semaines": every}))
        except OSError as error:
            raise Declined(command.unwritable(out, error)) from error
        clerk.say(str(out))


def _day(clerk: Clerk, text: str) -> date:
    day = parse_jour(text, paris(clerk.context.now).date())
    if day is None:
        raise Declined(f"--jour : {UNREAD}")
    return day


def _named(clerk: Clerk, text: str) -> str:
    """What names that week in the flow. Raises Declined for one that cannot be planned."""
    known = {one.slug for one in semaines.options(clerk.context)}
    this = Semaine.of(clerk.context.now)
    if text in known:
        return text
    try:
        named = semaines.slug_of(this, Semaine.parse(text))
    except ValueError as error:
        raise Declined(f"--semaine : {error}") from error
    if named not in known:
        last = semaines.last_day(clerk.context)
        raise Declined(f"--semaine : le planning se tient de cette semaine au {last:%d/%m/%Y}")
    return named


def _week(clerk: Clerk, day: date) -> str:
    """Which week holds that day. Raises Declined when it cannot be planned."""
    week = Semaine.around(day)
    named = semaines.slug_of(Semaine.of(clerk.context.now), week)
    if named in {one.slug for one in semaines.options(clerk.context)}:
        return named
    last = semaines.last_day(clerk.context)
    raise Declined(
        f"--jour : le {day:%d/%m/%Y} est hors du planning, qui va de cette semaine au "
        f"{last:%d/%m/%Y} ; au-delà, ouvrez ou renouvelez l'intervention"
    )


def _of_slot(
    clerk: Clerk, geste: str, binome: str, day: date, heures: str
) -> dict[str, str | None]:
    """The answers that name a standing slot in the flow."""
    return {
        "semaine": _week(clerk, day),
        "geste": geste,
        "creneau": _slot(clerk, binome, day, heures),
    }


def _slot(clerk: Clerk, binome: str, day: date, heures: str) -> str:
    """What names that standing slot in the flow. Raises Declined, with what that day holds."""
    context = clerk.context
    one_of(context.programme.binomes, binome, "--binome : binôme")
    week = Semaine(day - timedelta(days=day.weekday()))
    slots = planning.week_slots(context.tx, context.programme, week)
    here = [
        slot for slot in slots if (slot.binome, slot.jour) == (binome, day) and not slot.annule
    ]
    hours = read_range(heures, {}).value
    for slot in here:
        if hours == f"{slot.de:%H%M}-{slot.a:%H%M}":
            return choix.key(context, slot)
    planned = ", ".join(f"{slot.de:%Hh%M}-{slot.a:%Hh%M}" for slot in here) or "aucun"
    raise Declined(f"--heures : « {heures} » n'est pas prévu ; créneaux de ce jour : {planned}")

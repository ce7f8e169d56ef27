"""`carnet planning`: the slots of this week and of the next one, shown and changed."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import paris
from bot.documents import documents
from bot.domain.semaine import Semaine
from bot.feature.contract import Declined
from bot.questions.jours import UNREAD, parse_jour
from bot.terminal import command
from bot.terminal.clerk import Clerk, one_of
from bot.terminal.command import Which
from handlers.planning import facts
from handlers.planning.actions import read_range
from storage import planning

app = command.section(
    "planning", "Le planning : les créneaux de cette semaine et de la prochaine."
)


class Week(StrEnum):
    CETTE = facts.THIS_WEEK
    PROCHAINE = facts.NEXT_WEEK


class Origin(StrEnum):
    SEMAINE = "semaine"
    FICHIER = "fichier"


BinomeSlug = Annotated[str, typer.Option("--binome", help="Slug du binôme.")]
PlanningDay = Annotated[str, typer.Option("--jour", help="Jour : « 24/11 » ou « 2026-11-24 ».")]
Hours = Annotated[str, typer.Option("--heures", help="Début et fin : « 17h-21h ».")]
OPTIONS = {"horaire": "--heures"}


@app.command()
def montrer(
    semaine: Annotated[Week, typer.Option(help="Cette semaine, ou la prochaine.")] = Week.CETTE,
    dispositif: Which = None,
) -> None:
    """Montrer la semaine : créneaux, heures par site, périodes, et le bilan de la précédente."""
    with command.clerk(dispositif) as clerk:
        clerk.say(clerk.asks("planning", "geste", {"semaine": semaine.value}))
        if semaine is Week.CETTE and (before := clerk.facts("planning")["bilan"]):
            clerk.say("\nLa semaine dernière :")
            for ligne in before:
                clerk.say(f"• {ligne}")


@app.command()
def ajouter(
    binome: BinomeSlug,
    site: Annotated[str, typer.Option(help="Slug du site.")],
    jour: PlanningDay,
    heures: Hours,
    dispositif: Which = None,
) -> None:
    """Ajouter un créneau à cette semaine ou à la prochaine."""
    with command.clerk(dispositif) as clerk:
        answers = {
            "semaine": _week(clerk, _day(clerk, jour)),
            "geste": facts.ADD,
            "binome": binome,
            "site": site,
            "jour": _day(clerk, jour).isoformat(),
            "horaire": heures,
        }
        clerk.say(clerk.play("planning", answers, OPTIONS))


@app.command()
def annuler(
    binome: BinomeSlug,
    jour: PlanningDay,
    heures: Hours,
    motif: Annotated[str, typer.Option(help="Slug de la raison : « mc-meteo ».")],
    dispositif: Which = None,
) -> None:
    """Annuler un créneau, avec sa raison."""
    with command.clerk(dispositif) as clerk:
        day = _day(clerk, jour)
        answers = {
            "semaine": _week(clerk, day),
            "geste": facts.CANCEL,
            "creneau": _slot(clerk, binome, day, heures),
            "motif": motif,
        }
        clerk.say(clerk.play("planning", answers, OPTIONS))


@app.command()
def copier(
    depuis: Annotated[
        Origin, typer.Option(help="« semaine » : celle-ci ; « fichier » : le planning type.")
    ] = Origin.SEMAINE,
    dispositif: Which = None,
) -> None:
    """Préparer la semaine prochaine : reprendre celle-ci, ou revenir au planning type."""
    with command.clerk(dispositif) as clerk:
        geste = facts.COPY if depuis is Origin.SEMAINE else facts.FROM_FILE
        clerk.say(clerk.play("planning", {"semaine": facts.NEXT_WEEK, "geste": geste}))


@app.command()
def imprimer(
    out: Annotated[Path, typer.Option("--out", help="Fichier HTML à écrire.")],
    semaine: Annotated[Week, typer.Option(help="Cette semaine, ou la prochaine.")] = Week.CETTE,
    dispositif: Which = None,
) -> None:
    """Écrire la semaine en une page à imprimer, pour un comité opérationnel."""
    with command.clerk(dispositif) as clerk:
        week = facts.week_of(clerk.context, {"semaine": semaine.value})
        sheet = documents()["planning"]
        (copy,) = sheet.compose(clerk.context, week)
        try:
            out.write_bytes(sheet.formats["html"](copy.contenu))
        except OSError as error:
            raise Declined(command.unwritable(out, error)) from error
        clerk.say(str(out))


def _day(clerk: Clerk, text: str) -> date:
    day = parse_jour(text, paris(clerk.context.now).date())
    if day is None:
        raise Declined(f"--jour : {UNREAD}")
    return day


def _week(clerk: Clerk, day: date) -> str:
    """Which of the two weeks that may be changed holds that day. Raises Declined for others."""
    this = Semaine.of(clerk.context.now)
    for name, week in ((facts.THIS_WEEK, this), (facts.NEXT_WEEK, this.shifted(1))):
        if week.lundi <= day <= week.dimanche:
            return name
    raise Declined(
        f"--jour : le {day:%d/%m/%Y} n'est ni cette semaine ni la prochaine ; au-delà, changez "
        "les « creneaux » du fichier du dispositif"
    )


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
            return facts.key(context, slot)
    planned = ", ".join(f"{slot.de:%Hh%M}-{slot.a:%Hh%M}" for slot in here) or "aucun"
    raise Declined(f"--heures : « {heures} » n'est pas prévu ; créneaux de ce jour : {planned}")

"""`carnet comite`: where each comité stands, and what becomes of its meetings."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.clock import paris
from bot.domain.droits import Droit
from bot.feature.contract import Declined
from bot.questions.jours import UNREAD, parse_jour
from bot.terminal import command
from bot.terminal.clerk import Clerk
from bot.terminal.command import Which
from bot.terminal.nomme import Garder
from handlers.comite import facts
from storage.dispositif.problems import nearest

app = command.section(
    "comite", "Les comités : dates, réunions tenues, décisions.", Droit.TENIR_COMITES
)

ComiteSlug = Annotated[str, typer.Argument(help="Slug du comité.")]
ComiteDay = Annotated[str, typer.Argument(help="Jour : « 24/11 » ou « 2026-11-24 ».")]


@app.command()
def montrer(dispositif: Which = None) -> None:
    """Montrer où en est chaque comité, et ses réunions prévues."""
    with command.clerk(dispositif) as clerk:
        for ligne in clerk.facts("comites")["lignes"]:
            clerk.say(ligne)


@app.command()
def prevoir(comite: ComiteSlug, jour: ComiteDay, dispositif: Which = None) -> None:
    """Prévoir une réunion."""
    with command.clerk(dispositif) as clerk:
        answers = {"geste": facts.PLAN, "comite": comite, "jour": jour}
        answers |= _kept(clerk, jour)
        clerk.say(clerk.play("comites", answers, {"comite": "COMITE", "jour": "JOUR"}))


@app.command()
def tenue(
    comite: ComiteSlug,
    jour: ComiteDay,
    decisions: Annotated[
        str | None, typer.Option(help="Ce qui a été décidé, en quelques phrases.")
    ] = None,
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Noter qu'une réunion s'est tenue, prévue ou non."""
    with command.clerk(dispositif, garder) as clerk:
        meeting = _meeting(clerk, comite, jour, held=True)
        answers = {
            "geste": facts.HELD,
            "reunion_tenue": meeting or f"{facts.UNPLANNED}{comite}",
            "le": None if meeting else jour,
            "decisions": decisions,
        }
        clerk.say(clerk.play("comites", answers, {"reunion_tenue": "COMITE", "le": "JOUR"}))


@app.command()
def reporter(
    comite: ComiteSlug,
    jour: ComiteDay,
    au: Annotated[str | None, typer.Option(help="Le nouveau jour, s'il est fixé.")] = None,
    dispositif: Which = None,
) -> None:
    """Noter qu'une réunion prévue est reportée."""
    with command.clerk(dispositif) as clerk:
        meeting = _meeting(clerk, comite, jour)
        if meeting is None:
            raise Declined(f"aucune réunion de « {comite} » n'est prévue le {jour}")
        answers: dict[str, str | None] = {
            "geste": facts.PUT_OFF,
            "reunion_reportee": meeting,
            "report": au,
            **(_kept(clerk, au) if au else {}),
        }
        clerk.say(clerk.play("comites", answers, {"report": "--au"}))


def _kept(clerk: Clerk, jour: str) -> dict[str, str]:
    """The yes to a Sunday, which whoever writes a day in full has already given."""
    day = parse_jour(jour, paris(clerk.context.now).date())
    asks = day is not None and clerk.facts("comites", {"jour": day.isoformat()})["dimanche"]
    return {"accord": facts.KEPT.slug} if asks else {}


def _meeting(clerk: Clerk, comite: str, jour: str, *, held: bool = False) -> str | None:
    """What names the open meeting of that comité on that day (« r12 »). Raises Declined.

    held: only one whose day has come may be; any other is refused as the bot refuses its date.
    """
    context = clerk.context
    slugs = [line.slug for line in context.programme.config.comites]
    if comite not in slugs:
        raise Declined(f"comité « {comite} » inconnu{nearest(comite, slugs)}")
    today = paris(context.now).date()
    day = parse_jour(jour, today)
    if day is None:
        raise Declined(f"JOUR : {UNREAD}")
    meeting = facts.meeting_on(context, comite, day)
    return f"{facts.MEETING}{meeting.id}" if meeting and (day <= today or not held) else None

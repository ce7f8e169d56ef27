"""`carnet envois`: what waits to leave in spite of failures, what was given up, and its mend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.terminal.command import Which, fail, opened
from storage.work import Work

if TYPE_CHECKING:
    from storage.machine.envois import EnvoiEnPeine

UnEnvoi = Annotated[int | None, typer.Option(help="Numéro d'un envoi de la liste.")]
ONE: Final = "--relancer ou --abandonner : l'un des deux à la fois"
UNKNOWN: Final = "envoi {{ numero }} : inconnu, ou déjà parti ; « carnet envois » les montre"
OVER: Final = "envoi {{ numero }} : il n'a plus lieu d'être, le signalement a changé depuis"
ALREADY: Final = "envoi {{ numero }} : il est déjà abandonné"
DROPPED: Final = "abandonné par l'exploitation"
LINE: Final = (
    "{{ numero }}  {{ etat }}  {{ canal }}  {{ adresse }}  {{ sujet }}  {{ essais }}"
    " : {{ raison }}"
)
REFUSED: Final = "{{ adresse }}  {{ service }}  refuse depuis le {{ le }} : {{ raison }}"
NOTHING: Final = "Tout est parti, ou attend son heure."


def envois(relancer: UnEnvoi = None, abandonner: UnEnvoi = None, dispositif: Which = None) -> None:
    """Montrer les envois en peine et les adresses qui refusent ; relancer ou abandonner."""
    if relancer is not None and abandonner is not None:
        fail(ONE)
    with opened() as desk, desk.database.transaction() as tx:
        work = Work(tx, desk.programme(tx, dispositif), desk.now)
        try:
            said = list(_done(work, relancer, abandonner))
        except ValueError as error:
            fail(str(error))
    for line in said:
        typer.echo(line)


def _done(work: Work, relancer: int | None, abandonner: int | None) -> Iterator[str]:
    if relancer is not None:
        yield relaunch(work, relancer)
    elif abandonner is not None:
        yield drop(work, abandonner)
    else:
        yield from lines(work)


def lines(work: Work) -> Iterator[str]:
    """One for each message in trouble, then one for each address where nothing more is sent."""
    from storage.machine import envois as rows

    listed = [_line(one) for one in rows.troubled(work.tx) if not _is_over(work, one)]
    listed += _addresses(work)
    yield from listed or [NOTHING]


def relaunch(work: Work, numero: int) -> str:
    """Have it tried at once. Raises ValueError, in French, for one that cannot be."""
    from bot.rendering import render_line
    from storage.machine import envois as rows

    envoi = _found(work, numero)
    if _is_over(work, envoi):
        raise ValueError(render_line(OVER, numero=numero))
    rows.relaunch(work.tx, envoi, work.now)
    return render_line("{{ n }} : repart tout de suite.", n=numero)


def drop(work: Work, numero: int) -> str:
    """Give it up; the coordination is told of what never arrives. Raises ValueError, in French."""
    from bot.rendering import render_line
    from storage.machine import envois as rows
    from storage.trackings import TRACKINGS

    envoi = _found(work, numero)
    if envoi.mort:
        raise ValueError(render_line(ALREADY, numero=numero))
    rows.drop(work.tx, envoi, DROPPED, TRACKINGS)
    _tell(work, envoi)
    return render_line("{{ n }} : abandonné ; la coordination le sait.", n=numero)


def _found(work: Work, numero: int) -> EnvoiEnPeine:
    from bot.rendering import render_line
    from storage.machine import envois as rows

    envoi = rows.find(work.tx, numero)
    if envoi is None:
        raise ValueError(render_line(UNKNOWN, numero=numero))
    return envoi


def _tell(work: Work, envoi: EnvoiEnPeine) -> None:
    from bot.casework import coordination
    from bot.delivery.channels import label_of
    from bot.delivery.lost import Fate, Loss, any_message
    from bot.feature.door import all_pages
    from bot.web.links import tellers
    from bot.web.pages import pages
    from storage.machine.outbox import read_sujet

    genre, row_id = read_sujet(envoi.sujet) or ("", 0)
    key = f"outbox:{envoi.id}:abandonne"
    loss = Loss(row_id, key, label_of(envoi.canal), envoi.adresse, DROPPED, Fate.LOST)
    teller = tellers(pages(*all_pages())).get(genre, any_message)
    lost = teller(work.tx, loss) or any_message(work.tx, loss)
    if lost is not None:
        coordination.tell(work, key=lost.key, subject=lost.objet, text=lost.texte)


def _is_over(work: Work, envoi: EnvoiEnPeine) -> bool:
    """Whether it was withdrawn: an alert that was given up says so, one withdrawn does not."""
    from storage import signalements
    from storage.machine.outbox import read_sujet
    from storage.models import ALERTE

    genre, row_id = read_sujet(envoi.sujet) or ("", 0)
    alerte = signalements.alerte(work.tx, row_id) if genre == ALERTE.genre else None
    return envoi.mort and alerte is not None and alerte.echec is None


def _line(envoi: EnvoiEnPeine) -> str:
    from bot.delivery.channels import label_of
    from bot.rendering import render_line
    from bot.words import pluriel

    return render_line(
        LINE,
        numero=envoi.id,
        etat="abandonné" if envoi.mort else f"réessaie {_when(envoi.suivant)}",
        canal=label_of(envoi.canal),
        adresse=_where(envoi),
        sujet=envoi.sujet or "message",
        essais=pluriel(envoi.essais, "essai", "essais"),
        raison=envoi.raison,
    )


def _where(envoi: EnvoiEnPeine) -> str:
    """Nobody's own account is printed."""
    from bot.delivery.channels import channels

    channel = channels().get(envoi.canal)
    private = channel is not None and channel.person and channel.person(envoi.adresse)
    return "quelqu'un de l'équipe" if private else envoi.adresse


def _addresses(work: Work) -> list[str]:
    from bot.casework.libelles import label
    from bot.rendering import render_line
    from storage import adresses

    return [
        render_line(
            REFUSED,
            adresse=row.adresse,
            service=label(work.programme.config.service, row.service),
            le=_when(row.refusee_le),
            raison=row.raison,
        )
        for row in adresses.all_refused(work.tx, work.programme.id)
    ]


def _when(moment: datetime) -> str:
    from bot.words import heure, jour

    return f"{jour(moment)} à {heure(moment)}"

"""`carnet retours`: the month's « retour aux habitants », a sheet a site, to be put up there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import paris
from bot.documents import documents, write
from bot.domain.droits import Droit
from bot.domain.mois import Mois
from bot.feature.contract import Declined
from bot.terminal import command
from bot.terminal.command import Which

app = command.section("retours", "Ce qui est redit aux habitants, chaque mois.", Droit.VERIFIER)
NOTHING = "Rien n'a été signalé ce mois-là."


@app.command()
def imprimer(
    out: Annotated[Path, typer.Option("--out", help="Dossier où écrire, un fichier par site.")],
    mois: Annotated[
        str, typer.Option("--mois", help="« 2026-11 » ; sans lui, le mois dernier.")
    ] = "",
    dispositif: Which = None,
) -> None:
    """Écrire, pour chaque site, ce qui a été signalé, réparé, transmis, et ce qui attend."""
    with command.clerk(dispositif) as clerk:
        sheet, which = documents()["retour_habitants"], _month(clerk.context.now, mois)
        written = 0
        try:
            for copy in sheet.compose(clerk.context, which):
                for path in write(sheet, copy, out):
                    clerk.say(str(path))
                    written += 1
        except OSError as error:
            raise Declined(command.unwritable(out, error)) from error
        if not written:
            clerk.say(NOTHING)


def _month(now: datetime, text: str) -> Mois:
    """That month, else the last that is over."""
    try:
        return Mois.parse(text) if text else Mois.around(paris(now).date()).shifted(-1)
    except ValueError as error:
        raise Declined(f"--mois : {error}") from error

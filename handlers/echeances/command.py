"""`carnet echeances`: what is due, how it stands; ticked, set aside, given to an agenda."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from bot.casework.echeancier import agenda, liste
from bot.clock import SystemClock, paris
from bot.domain.droits import Droit
from bot.domain.echeancier import EtatEcheance, LigneEcheance
from bot.feature.contract import Declined
from bot.signing import Signer
from bot.terminal import command
from bot.terminal.clerk import Clerk
from bot.terminal.command import Which
from handlers.echeances import actions, mots
from handlers.echeances.page import FEED, PAGE, SEL
from storage import liens_calendrier
from storage.dispositif.problems import nearest

app = command.section(
    "echeances",
    "Les échéances : ce qui est dû, à qui, ce qui est fait ; l'agenda.",
    Droit.TENIR_INTERVENTIONS,
)
CleEcheance = Annotated[
    str, typer.Argument(help="Ce que « montrer » dit en premier, sur la ligne.")
]


@app.command()
def montrer(
    etat: Annotated[
        str | None, typer.Option(help="à venir, fait, en retard ou sans objet ; sinon, tous.")
    ] = None,
    dispositif: Which = None,
) -> None:
    """Montrer chaque échéance : sa clé, son état, son jour, qui la tient."""
    wanted = _state(etat)
    with command.clerk(dispositif) as clerk:
        today = paris(clerk.context.now).date()
        every = [one for one in liste.toutes(clerk.context) if _is(one, wanted, today)]
        for one in every:
            clerk.say(f"{one.cle} [{one.etat(today)}] {mots.dit(one, today)}")
        if not every:
            clerk.say("Aucune échéance.")


@app.command()
def faite(cle: CleEcheance, dispositif: Which = None) -> None:
    """Cocher une échéance que rien d'autre ne dit faite."""
    with command.clerk(dispositif) as clerk:
        _due(clerk, cle, ticks=True)
        clerk.say(clerk.play("echeances", {"laquelle": cle}))


@app.command("sans-objet")
def sans_objet(
    cle: CleEcheance,
    motif: Annotated[str, typer.Option(help="Slug d'un motif : arretee, decide-autrement…")],
    dispositif: Which = None,
) -> None:
    """Dire qu'une échéance est sans objet, et pourquoi."""
    with command.clerk(dispositif) as clerk:
        one = _due(clerk, cle, ticks=False)
        aside = {"laquelle": actions.ASIDE, "ecartee": cle}
        answers = {**(aside if one.cochable else {"laquelle": cle}), "motif": motif}
        clerk.say(clerk.play("echeances", answers, {"motif": "--motif"}))


@app.command()
def lien(dispositif: Which = None) -> None:
    """Donner un lien d'agenda, à copier dans « Ajouter un agenda par URL »."""
    settings = command.read_settings()
    if not settings.public_url or not settings.secret_key:
        command.fail("CARNET_PUBLIC_URL et CARNET_SECRET_KEY sont nécessaires pour signer un lien")
    with command.clerk(dispositif) as clerk:
        row = agenda.give(clerk.context, None)
        signer = Signer(settings.keys, SystemClock())
        token = signer.sign(SEL, row.id)
        clerk.say(f"{settings.public_url.rstrip('/')}{PAGE.address(token)}{FEED}")
        clerk.say("Pour le retirer, avec tous les autres : carnet echeances retirer")


@app.command()
def retirer(dispositif: Which = None) -> None:
    """Retirer tous les liens d'agenda donnés : aucun n'ouvre plus rien."""
    with command.clerk(dispositif) as clerk:
        rows = liens_calendrier.living(clerk.context.tx, clerk.context.programme.id)
        for row in rows:
            agenda.take_back(clerk.context, row, None)
        clerk.say(f"Liens d'agenda retirés : {len(rows)}.")


def _state(word: str | None) -> EtatEcheance | None:
    if word is not None and word not in list(EtatEcheance):
        command.fail(f"--etat : « {word} » inconnu{nearest(word, list(EtatEcheance))}")
    return EtatEcheance(word) if word else None


def _is(one: LigneEcheance, wanted: EtatEcheance | None, today: date) -> bool:
    return wanted is None or one.etat(today) is wanted


def _due(clerk: Clerk, cle: str, *, ticks: bool) -> LigneEcheance:
    """Raises Declined for a key of nothing that may be so."""
    today = paris(clerk.context.now).date()
    open_ones = [one for one in liste.toutes(clerk.context) if one.ouverte(today)]
    known = {one.cle: one for one in open_ones if one.cochable or not ticks}
    if cle not in known:
        raise Declined(f"CLE : « {cle} » n'attend pas cela{nearest(cle, known)}")
    return known[cle]

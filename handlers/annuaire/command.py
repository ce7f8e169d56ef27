"""`carnet annuaire`: the partners shown, added, corrected, retired, asked to reread."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.domain.droits import Droit
from bot.feature.contract import Declined
from bot.questions import fiche_partenaire
from bot.terminal import command
from bot.terminal.clerk import Clerk, plain
from bot.terminal.command import Which
from bot.terminal.nomme import Garder
from handlers.annuaire import tenue

app = command.section(
    "annuaire", "L'annuaire des partenaires : le lire, le tenir.", Droit.TENIR_ANNUAIRE
)

PartnerSlug = Annotated[str, typer.Argument(help="Slug du partenaire, donné par « montrer ».")]
Needs = Annotated[str, typer.Option(help="Slugs des besoins, séparés par des virgules.")]
CardWords = Annotated[str | None, typer.Option(help="Quelques mots de la fiche.")]
NAMED = {"lequel": "PARTENAIRE", "label": "NOM", "besoins": "--besoins", "type": "--type"}


@app.command()
def montrer(
    partenaire: Annotated[str | None, typer.Argument(help="Slug ; sinon, tous.")] = None,
    dispositif: Which = None,
) -> None:
    """Montrer les partenaires, ou la fiche de l'un d'eux."""
    with command.clerk(dispositif) as clerk:
        if partenaire is not None:
            clerk.say(_card(clerk, partenaire))
            return
        for line in clerk.context.programme.config.annuaire:
            clerk.say(f"{line.slug} : {line.label}{'' if line.actif else ' (retiré)'}")


@app.command()
def ajouter(
    nom: Annotated[str, typer.Argument(help="Une structure, jamais une personne.")],
    sorte: Annotated[str, typer.Option("--type", help="Slug de la sorte de partenaire.")],
    besoins: Needs,
    public: CardWords = None,
    lieu: CardWords = None,
    horaires: CardWords = None,
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Ajouter un partenaire."""
    with command.clerk(dispositif, garder) as clerk:
        answers = {
            "lequel": tenue.ADD,
            "label": nom,
            "type": sorte,
            "besoins": besoins,
            "public": public,
            "lieu": lieu,
            "horaires": horaires,
        }
        clerk.say(clerk.play("annuaire_tenu", answers, NAMED))


@app.command()
def corriger(
    partenaire: PartnerSlug,
    champ: Annotated[
        str, typer.Argument(help="label, public, lieu, horaires, telephone, email ou domaines.")
    ],
    valeur: Annotated[str, typer.Argument(help="Ce que dira la fiche ; des slugs de besoins.")],
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Corriger une ligne de la fiche ; le partenaire la relira."""
    with command.clerk(dispositif, garder) as clerk:
        key = "besoins" if champ == tenue.DOMAINES else "nouveau"
        answers = {"lequel": partenaire, "geste": champ, key: valeur}
        named = {**NAMED, "geste": "CHAMP", "nouveau": "VALEUR", "besoins": "VALEUR"}
        clerk.say(clerk.play("annuaire_tenu", answers, named))


@app.command()
def retirer(partenaire: PartnerSlug, dispositif: Which = None) -> None:
    """Ne plus proposer un partenaire ; ce qui est déjà noté garde son nom."""
    _done(dispositif, partenaire, tenue.RETIRE)


@app.command()
def remettre(partenaire: PartnerSlug, dispositif: Which = None) -> None:
    """Proposer de nouveau un partenaire retiré."""
    _done(dispositif, partenaire, tenue.RESTORE)


@app.command()
def relire(partenaire: PartnerSlug, dispositif: Which = None) -> None:
    """Envoyer sa fiche au partenaire, pour qu'il la relise."""
    _done(dispositif, partenaire, tenue.REREAD)


def _done(dispositif: str | None, partenaire: str, geste: str) -> None:
    with command.clerk(dispositif) as clerk:
        answers = {"lequel": partenaire, "geste": geste}
        clerk.say(clerk.play("annuaire_tenu", answers, {**NAMED, "geste": "PARTENAIRE"}))


def _card(clerk: Clerk, slug: str) -> str:
    """Raises Declined for a partner that the file does not know."""
    found = fiche_partenaire.of(clerk.context.programme, slug)
    if found is None:
        raise Declined(f"PARTENAIRE : « {slug} » inconnu ; voyez « carnet annuaire montrer »")
    return plain("{{ card|safe }}", {"card": fiche_partenaire.card(clerk.context, found)})

"""`carnet intervention` and `carnet site`: what a comité technique decides, written down."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.clock import paris
from bot.domain.droits import Droit
from bot.feature.contract import Declined
from bot.terminal import command
from bot.terminal.clerk import Clerk
from bot.terminal.command import Which
from bot.terminal.nomme import Garder
from handlers.intervention import corriger as corriger_dates
from handlers.intervention import sites
from handlers.intervention.facts import AIM, END, OPEN, RENEW
from storage.dispositif.problems import nearest

intervention = command.section(
    "intervention",
    "Les interventions : ouvrir, renouveler, terminer, changer les objectifs.",
    Droit.TENIR_INTERVENTIONS,
)
site = command.section(
    "site", "Les sites : ajouter, renommer, retirer.", Droit.TENIR_INTERVENTIONS
)
app = typer.Typer()
app.add_typer(intervention)
app.add_typer(site)

InterventionDay = Annotated[str, typer.Option(help="Jour : « 24/11 » ou « 2026-11-24 ».")]
OptionalDay = Annotated[str | None, typer.Option(help="Jour : « 24/11 » ; sinon, l'usage.")]
Aims = Annotated[str, typer.Option(help="Une à trois phrases, lues par les comités.")]
SiteOrIntervention = Annotated[str, typer.Argument(help="Slug du site (ou de l'intervention).")]
SiteSlug = Annotated[str, typer.Argument(help="Slug du site.")]
SiteName = Annotated[str, typer.Argument(help="Ce que dira le bouton : « Place du Marché ».")]
YES = "oui"


@intervention.command("montrer")
def show_interventions(dispositif: Which = None) -> None:
    """Montrer les interventions en cours et à venir, avec leurs slugs."""
    with command.clerk(dispositif) as clerk:
        shown = clerk.facts("interventions")
        for option in shown["interventions"]:
            clerk.say(f"{option.slug} : {option.label}")
        for line in shown["lignes"]:
            clerk.say(f"  {line}")
        if not shown["lignes"]:
            clerk.say("Aucune intervention n'est ouverte.")


@intervention.command()
def ouvrir(
    site: Annotated[str, typer.Argument(help="Slug du site.")],
    sorte: Annotated[str, typer.Option("--type", help="corrective ou preventive.")],
    decision: InterventionDay,
    objectifs: Aims,
    debut: OptionalDay = None,
    fin: OptionalDay = None,
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Ouvrir une intervention décidée par le comité technique."""
    with command.clerk(dispositif, garder) as clerk:
        answers = {
            "geste": OPEN,
            "site": site,
            "decision": decision,
            "type": sorte,
            "objectifs": objectifs,
            "debut": debut,
            "fin": fin,
            "accord": OPEN,
        }
        clerk.say(clerk.play("interventions", answers, {"site": "SITE"}))


@intervention.command()
def renouveler(
    site: SiteOrIntervention,
    accord: Annotated[str, typer.Option(help="Jour de l'accord du comité technique.")],
    fin: InterventionDay,
    dispositif: Which = None,
) -> None:
    """Renouveler une intervention, une fois son bilan validé (carnet avancer)."""
    with command.clerk(dispositif) as clerk:
        known = {"geste": RENEW, "laquelle": _running(clerk, site)}
        if clerk.facts("interventions", known)["sans_bilan"]:
            raise Declined(clerk.asks("interventions", "bilan", known))
        answers = {
            **known,
            "accord_le": accord,
            "nouvelle_fin": fin,
            "confirmer": YES,
        }
        named = {"accord_le": "--accord", "nouvelle_fin": "--fin"}
        clerk.say(clerk.play("interventions", answers, named))


@intervention.command()
def terminer(site: SiteOrIntervention, le: InterventionDay, dispositif: Which = None) -> None:
    """Terminer une intervention plus tôt que prévu."""
    with command.clerk(dispositif) as clerk:
        answers = {
            "geste": END,
            "laquelle": _running(clerk, site),
            "fin_anticipee": le,
            "confirmer": YES,
        }
        clerk.say(clerk.play("interventions", answers, {"fin_anticipee": "--le"}))


@intervention.command()
def objectifs(
    site: SiteOrIntervention,
    texte: Annotated[str, typer.Argument(help="Une à trois phrases, lues par les comités.")],
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Changer les objectifs d'une intervention ; ceux d'avant se relisent."""
    with command.clerk(dispositif, garder) as clerk:
        answers = {"geste": AIM, "laquelle": _running(clerk, site), "nouveaux_objectifs": texte}
        clerk.say(clerk.play("interventions", answers, {"nouveaux_objectifs": "TEXTE"}))


@intervention.command()
def corriger(
    site: SiteOrIntervention,
    debut: OptionalDay = None,
    fin: OptionalDay = None,
    dispositif: Which = None,
) -> None:
    """Corriger le début, ou la fin, d'une intervention ; les médiateurs en sont avertis."""
    if bool(debut) == bool(fin):
        command.fail("précisez --debut ou --fin, l'un des deux")
    what = {"quoi": corriger_dates.START, "jour_debut": debut}
    if fin:
        what = {"quoi": corriger_dates.END, "jour_fin": fin, "accord": YES}
    _correct(dispositif, site, what)


@intervention.command()
def rouvrir(site: SiteOrIntervention, dispositif: Which = None) -> None:
    """Rouvrir une intervention terminée plus tôt, jusqu'à sa fin d'avant."""
    _correct(dispositif, site, {"quoi": corriger_dates.AGAIN, "accord": YES})


@intervention.command("par-erreur")
def opened_by_mistake(site: SiteOrIntervention, dispositif: Which = None) -> None:
    """Retirer une intervention ouverte par erreur ; ce qui y a été noté reste."""
    _correct(dispositif, site, {"quoi": corriger_dates.NEVER, "accord": YES})


@site.command("montrer")
def show_sites(dispositif: Which = None) -> None:
    """Montrer les sites proposés, avec leurs slugs."""
    with command.clerk(dispositif) as clerk:
        shown = clerk.facts("sites")
        for option, line in zip(shown["sites"], shown["lignes"], strict=True):
            clerk.say(f"{option.slug} : {line}")


@site.command("ajouter")
def add_site(
    nom: SiteName,
    quartier: Annotated[str, typer.Option(help="Slug du quartier.")],
    sorte: Annotated[str, typer.Option("--type-site", help="Slug de la sorte de site.")],
    lieu: Annotated[str, typer.Option("--type-lieu", help="Slug de la sorte de lieu.")],
    position: Annotated[
        str, typer.Option(help="« 49.8938, 2.2976 » ; sinon, le centre du quartier.")
    ] = sites.CENTRE,
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Ajouter un site ; les binômes le voient aussitôt."""
    with command.clerk(dispositif, garder) as clerk:
        answers = {
            "geste": sites.ADD,
            "label": nom,
            "quartier": quartier,
            "type_site": sorte,
            "type_lieu": lieu,
            "lieu": position,
        }
        named = {"label": "NOM", "lieu": "--position"}
        named |= {"type_site": "--type-site", "type_lieu": "--type-lieu"}
        clerk.say(clerk.play("sites", answers, named))


@site.command("renommer")
def rename_site(
    site: SiteSlug, nom: SiteName, garder: Garder = None, dispositif: Which = None
) -> None:
    """Renommer un site ; ce qui y est noté prend aussi ce nom."""
    with command.clerk(dispositif, garder) as clerk:
        answers = {"geste": sites.RENAME, "lequel": site, "nouveau_nom": nom}
        clerk.say(clerk.play("sites", answers, {"lequel": "SITE", "nouveau_nom": "NOM"}))


@site.command("retirer")
def retire_site(site: SiteSlug, dispositif: Which = None) -> None:
    """Ne plus proposer un site ; ce qui y a été noté reste."""
    with command.clerk(dispositif) as clerk:
        answers = {"geste": sites.RETIRE, "retire": site}
        clerk.say(clerk.play("sites", {**answers, "confirmer": _free(clerk, site)}, NAMED))


NAMED = {"retire": "SITE"}


def _free(clerk: Clerk, slug: str) -> str:
    """The yes, where the bot would have one. Raises Declined with what must be done before."""
    slugs = [option.slug for option in clerk.facts("sites")["sites"]]
    if slug not in slugs:
        raise Declined(f"SITE : « {slug} » inconnu{nearest(slug, slugs)}")
    shown = clerk.facts("sites", {"geste": sites.RETIRE, "retire": slug})
    (only,) = shown["confirmations"]
    if only.slug != YES:
        raise Declined(clerk.asks("sites", "confirmer", {"geste": sites.RETIRE, "retire": slug}))
    return YES


def _correct(dispositif: str | None, word: str, what: dict[str, str | None]) -> None:
    with command.clerk(dispositif) as clerk:
        slug = _recent(clerk, word)
        offered = clerk.facts("intervention_corrigee", {"laquelle": slug})["quoi_corriger"]
        if what["quoi"] not in [one.slug for one in offered]:
            raise Declined(f"SITE : rien de tel à corriger à « {word} »")
        named = {"jour_debut": "--debut", "jour_fin": "--fin"}
        clerk.say(clerk.play("intervention_corrigee", {"laquelle": slug, **what}, named))


def _recent(clerk: Clerk, word: str) -> str:
    """The intervention of that slug, or the newest one on that site that may be corrected."""
    may = {one.slug for one in clerk.facts("intervention_corrigee")["interventions"]}
    near = [one for one in clerk.context.programme.config.interventions if one.slug in may]
    mine = [one for one in near if word in (one.slug, one.site)]
    if not mine:
        known = [name for one in near for name in (one.site, one.slug)]
        raise Declined(f"SITE : aucune intervention à corriger à « {word} »{nearest(word, known)}")
    return max(mine, key=lambda one: one.debut).slug


def _running(clerk: Clerk, word: str) -> str:
    """The intervention of that slug, or the one that runs or comes first on that site."""
    config = clerk.context.programme.config
    today = paris(clerk.context.now).date()
    running = [one for one in config.interventions if one.fin >= today]
    mine = [one for one in running if word in (one.slug, one.site)]
    if not mine:
        known = [name for one in running for name in (one.site, one.slug)]
        raise Declined(f"SITE : aucune intervention en cours à « {word} »{nearest(word, known)}")
    return min(mine, key=lambda one: one.debut).slug

"""The public page of the definitions: how each figure is made, and not one figure (K14)."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final

from bot.domain.droits import Droit
from bot.domain.petits_effectifs import MEDIATEURS_MINIMUM, SEUIL
from bot.feature.page import NOT_FOUND, Named, Page, PageVisit, Programmes
from storage.dispositif import Dispositif, actifs
from storage.indicateurs.contrat import Indicateur, Sensible
from storage.indicateurs.registre import registre

MOTS: Final = (
    ("Semaine", "Du lundi 0 h au lundi suivant 0 h, heure de Paris."),
    ("Mois", "Les semaines dont le jeudi est dans le mois : quatre ou cinq."),
    ("Présence", "Temps du binôme sur le site, pauses déduites ; à confirmer n'est pas absent."),
    ("Rencontre", "Un échange, même bref ; une même personne peut être comptée plusieurs fois."),
    (
        "Petits nombres",
        f"Moins de {SEUIL} personnes d'une même sorte ne se publient pas, ni ce qui permettrait "
        "de les déduire. Un public plus nombreux n'est jamais tu pour en protéger un plus petit.",
    ),
    (
        "Médiateurs",
        f"Ce qui les décrit part chaque semaine à partir de {MEDIATEURS_MINIMUM} sur chaque "
        "site ; sinon, sur douze semaines. Jamais un classement.",
    ),
    ("Clos", "Une réparation vérifiée sur place ; en retard : attendue au-delà du délai."),
    ("↗ ↘ →", "Une tendance se dit à partir de 10 (heures, rencontres…) et de 20 % d'écart."),
)
"""What every letter means by its words."""


def find(programmes: Programmes, slug: str) -> int | None:
    """The dispositif of that name: each has its own address in its letters."""
    return next((one.id for one in programmes.values() if one.config.slug == slug), None)


def view(visit: PageVisit) -> dict[str, Any]:
    """The words, then the register by family."""
    families = groupby(registre().values(), key=lambda one: one.famille)
    return {
        "nom": visit.programmes[visit.id].config.nom,
        "mots": MOTS,
        "defis": _defis(visit.programmes[visit.id].config),
        "familles": [(str(name), [_told(one) for one in mine]) for name, mine in families],
    }


def _defis(config: Dispositif) -> list[tuple[str, list[tuple[str, str]], str]]:
    """What the contract asks for, the figures that tell of it (slug, label), its source (K10)."""
    known = registre()
    return [
        (
            one.libelle_long or one.label,
            [(slug, known[slug].label) for slug in one.indicateurs if slug in known],
            one.source,
        )
        for one in actifs(config.defis)
    ]


def _told(one: Indicateur[Any]) -> dict[str, str]:
    return {
        "slug": one.slug,
        "label": one.label,
        "formule": one.formule,
        "denominateur": one.denominateur,
        "unite": str(one.unite),
        "source": one.source,
        "version": str(one.version),
        "protege": "" if one.sensible is Sensible.PERSONNE else str(one.sensible),
    }


PAGE: Final = Page(
    path="/chiffres/{slug}",
    guard=Named(find),
    droit=Droit.LIRE_DEFINITIONS,
    template="bot/web/pages/chiffres/page.html.jinja",
    shows=view,
    gone=NOT_FOUND,
)

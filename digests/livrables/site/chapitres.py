"""What justifies an intervention: reasons, sources, how the site is today, what is hoped (B16)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.livrables import BlocLivrable, Chapitre
from bot.words import date_longue, du_au, pluriel
from digests.livrables import proteges
from digests.livrables.blocs import fiche, grille, liste, manque, note
from digests.livrables.intervention import choses, qualitatif
from digests.livrables.methode import definitions
from digests.livrables.site.matiere import MatiereSite
from storage import paroles
from storage.indicateurs import conflits, demandes, rencontres, sollicitations, temps
from storage.models import ReleveSite

MOTIFS: Final = "pourquoi une intervention est demandée ici, et par qui."
SOURCES: Final = (
    "qui le dit, et depuis quand : services, habitants, bailleurs, chiffres de chacun."
)
EFFETS: Final = "ce qui doit avoir changé à la fin, et comment on le verra."


def site(matiere: MatiereSite) -> Iterator[BlocLivrable]:
    config, one = matiere.config, matiere.site
    quartier = config.quartier(one.quartier)
    kinds = matiere.labels("types_site")
    rows = [
        ("Site", one.label),
        ("Quartier", f"{quartier.label} ({config.territoire(quartier.territoire).label})"),
        (
            "Sorte",
            f"{kinds.get(one.type_site, one.type_site)}, {config.type_lieu(one.type_lieu).label}",
        ),
    ]
    if one.bailleur:
        rows.append(("Bailleur", config.service(one.bailleur).label))
    yield fiche("Le site", rows)
    past = [line for line in config.interventions if line.site == one.slug]
    if past:
        said = (du_au(line.debut, line.fin) for line in past)
        yield note(f"Interventions déjà décidées ici : {' ; '.join(said)}.")


def sources(matiere: MatiereSite) -> Iterator[BlocLivrable]:
    """What the carnet holds of who asked: requests by kind, never their words."""
    asked = matiere.chiffre(demandes.demandes)
    labels = matiere.labels("objets_demande")
    if asked.n:
        yield liste(f"{labels.get(slug, slug)} : {n}" for slug, n in asked.par.items())
        yield note(
            f"{pluriel(asked.n, 'demande directe', 'demandes directes')} en treize semaines."
        )
    else:
        yield note("Aucune demande directe n'a été notée pour ce site en treize semaines.")


def depart(matiere: MatiereSite) -> Iterator[BlocLivrable]:
    """T0: the grid of the site, whichever measure it was filled for (003 l.769)."""
    bornes = matiere.releve.bornes
    rows = paroles.noted(matiere.work.tx, ReleveSite, [lieu.id for lieu in matiere.lieux], bornes)
    if not rows:
        yield manque("la grille du site n'est pas remplie (Grille du site, par un binôme).")
        return
    last, labels = rows[-1], matiere.labels("grille_site")
    yield grille(
        f"Grille du site, le {date_longue(last.le)}",
        ["Critère", "Note, de 0 (très mauvais) à 4 (très bon)"],
        [[label, str(last.notes[slug])] for slug, label in labels.items() if slug in last.notes],
    )


def chiffres(matiere: MatiereSite) -> Iterator[BlocLivrable]:
    """What was noted there, in an intervention or out of any."""
    hours = matiere.chiffre(temps.heures_presence).n
    if hours:
        yield fiche(
            "Ce que les médiateurs y ont noté",
            [
                ("Heures de présence", f"{hours // 60} h {hours % 60:02d}"),
                ("Rencontres", str(matiere.chiffre(rencontres.rencontres).n)),
                ("Sollicitations", str(matiere.chiffre(sollicitations.sollicitations).n)),
                ("Conflits", proteges.somme_de(matiere, conflits.conflits)),
            ],
        )
    else:
        yield manque("aucun médiateur n'y est passé en treize semaines.")
    yield from qualitatif.ambiance(matiere)
    yield from qualitatif.vus(matiere)


def methode(matiere: MatiereSite) -> Iterator[BlocLivrable]:
    yield note("Treize semaines, jusqu'à la veille : ce qui a été noté dans le carnet.")
    yield from definitions(matiere)


CHAPITRES: Final = (
    Chapitre("1", "Le site", site),
    Chapitre("2", "Motifs de la saisine", lambda _matiere: iter(()), MOTIFS),
    Chapitre("3", "Sources", sources, SOURCES),
    Chapitre("4", "T0 : la grille du site", depart),
    Chapitre("5", "Ce qui y est noté", chiffres),
    Chapitre("6", "Veille technique", choses.veille_technique),
    Chapitre("7", "Effets attendus", lambda _matiere: iter(()), EFFETS),
    Chapitre("8", "Méthode et limites", methode),
)

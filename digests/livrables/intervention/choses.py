"""2.8, 2.9 · Things reported and mended; what was done with groups (000 l.112, l.114, l.138)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.livrables import BlocLivrable
from digests.livrables.blocs import fiche, note, tableau
from digests.livrables.matiere import Matiere
from digests.livrables.mots import compte, en_mots, mediane, part
from storage.indicateurs import actions, delais, veille

DITES: Final = (
    ("Thèmes", actions.actions_themes, "themes_action"),
    ("D'où vient l'idée", actions.actions_origines, "origines_idee"),
    ("Dispositifs d'appui", actions.actions_appuis, "appuis"),
)
"""What is told of actions in a line each, where it was said."""


def veille_technique(matiere: Matiere) -> Iterator[BlocLivrable]:
    """2.8: by category, with the delay of each; then what was closed, and seen mended."""
    sent = matiere.chiffre(veille.signalements_categories)
    if not sent.n:
        yield note("Aucun signalement n'est parti.")
        return
    waits = matiere.chiffre(delais.delai_traitement_categories).par
    labels = {one.slug: one.label for one in matiere.config.categories}
    rows = [
        [labels.get(slug, slug), str(n), mediane(waits[slug], "j") if slug in waits else "–"]
        for slug, n in sent.par.items()
    ]
    yield tableau(
        "Signalements par catégorie", ["Catégorie", "Envoyés", "Délai de traitement"], rows
    )
    criteres = matiere.labels("grille_site")
    if said := en_mots(matiere.chiffre(veille.signalements_criteres), criteres):
        yield note(f"Par critère de la grille du site : {said}.")
    yield from devenus(matiere)


def devenus(matiere: Matiere) -> Iterator[BlocLivrable]:
    """Mended, closed, still open, come back, told to the habitants."""
    verified = matiere.chiffre(veille.signalements_verifies)
    waiting = matiere.chiffre(veille.signalements_ouverts)
    late = matiere.chiffre(veille.signalements_en_retard)
    yield fiche(
        "Ce qu'ils sont devenus",
        [
            ("Vérifiés réparés, sur place", str(verified.n)),
            (
                "Clos à l'échéance",
                part(veille.signalements_clos, matiere.chiffre(veille.signalements_clos)),
            ),
            ("Encore ouverts", f"{waiting.n}, dont {late.n} en retard"),
            (
                "Délai jusqu'à la réparation vue",
                mediane(matiere.chiffre(delais.delai_verification), "jours"),
            ),
            (
                "Défauts revenus",
                part(delais.signalements_revenus, matiere.chiffre(delais.signalements_revenus)),
            ),
            (
                "Retours donnés aux habitants",
                compte(veille.retours_habitants, matiere.chiffre(veille.retours_habitants)),
            ),
        ],
    )


def collectif(matiere: Matiere) -> Iterator[BlocLivrable]:
    """2.9: actions by kind, how many came, and which kinds of partners were there."""
    done = matiere.chiffre(actions.actions_collectives)
    if done.n:
        came = matiere.chiffre(actions.participants).par
        labels = matiere.labels("types_action")
        rows = [
            [labels.get(slug, slug), str(n), str(came.get(slug, 0))]
            for slug, n in done.par.items()
        ]
        yield tableau(
            "Actions collectives", ["Type", "Actions", "Participants (estimation)"], rows
        )
        for title, one, liste in DITES:
            if said := en_mots(matiere.chiffre(one), matiere.labels(liste)):
                yield note(f"{title} : {said}.")
    else:
        yield note("Aucune action collective n'a été notée.")
    count = matiere.chiffre(actions.partenaires_mobilises)
    yield fiche("Partenaires", [("Partenaires mobilisés", str(count.n))])

"""The grid of a site in its bilan: what each measure noted, and what moved since (003 l.581)."""

from __future__ import annotations

from digests.contract import Figures, Groupe, Recueil
from storage.indicateurs.grille_site import grille_site


def read(recueil: Recueil, groupe: Groupe) -> list[Figures]:
    """{critere, notes}: 0 to 4 at T0, T1, T2, in the order of the file.

    Nothing where no site is told apart, nor in a month that measured none.
    """
    month = recueil.releve.on(*groupe.lieux).at(-1)
    if recueil.perimetre.profondeur == "quartier" or not _measured(recueil, groupe):
        return []
    (mesures,) = grille_site(month).par.values()
    labels = recueil.labels("grille_site")
    known = dict.fromkeys(slug for notes in mesures.values() for slug in notes)
    criteres = [
        *(slug for slug in labels if slug in known),
        *(s for s in known if s not in labels),
    ]
    return [
        {
            "critere": labels.get(slug, slug),
            "notes": [
                [name, notes[slug]] for name, notes in sorted(mesures.items()) if slug in notes
            ],
        }
        for slug in criteres
    ]


def _measured(recueil: Recueil, groupe: Groupe) -> bool:
    """Whether some grid is of that month: the same one is not told again and again."""
    now, before = (grille_site(recueil.releve.on(*groupe.lieux).at(rang)) for rang in (-1, -2))
    return now != before


def show(criteres: list[Figures]) -> str:
    """« Grille de 0 à 4 (T0, T1) : Visibilité, éclairage 1, 3 ; Signalisation 2, 2. »"""
    if not criteres:
        return ""
    names = list(dict.fromkeys(name for one in criteres for name, _ in one["notes"]))
    said = [
        f"{one['critere']} {' → '.join(str(note) for _, note in one['notes'])}" for one in criteres
    ]
    return f"Grille de 0 à 4 ({' → '.join(name.upper() for name in names)}) : {' ; '.join(said)}."

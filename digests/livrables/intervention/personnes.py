"""2.3 to 2.7 · Who was met, what they asked for, what became of it (000 l.130, l.154-157)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.livrables import BlocLivrable
from bot.words import duree
from digests import effectifs
from digests.livrables import proteges
from digests.livrables.blocs import fiche, manque, note, paragraphe, tableau
from digests.livrables.familles import ranges
from digests.livrables.matiere import Matiere
from digests.livrables.mots import RIEN, rythme
from storage.indicateurs import conflits, relais, sollicitations
from storage.indicateurs.droit_commun import (
    AUTRE_PARTENAIRE,
    DROIT_COMMUN,
    retours_droit_commun,
)
from storage.indicateurs.gestes import gestes_mediation
from storage.indicateurs.releve import Releve
from storage.indicateurs.rencontres import rencontres, rencontres_par_heure, typologie
from storage.indicateurs.temps import heures_presence


def rencontrees(matiere: Matiere) -> Iterator[BlocLivrable]:
    """2.3: events in public space, exact (adr/0006), period by period."""
    whole = matiere.chiffre(rencontres)
    if not whole.n:
        yield manque("aucune rencontre n'est notée.")
        return
    rows = []
    for slug, label in matiere.tranches.items():
        here = matiere.releve.during(slug)
        if (minutes := heures_presence(here).n) or rencontres(here).n:
            rows.append([label, duree(minutes), str(rencontres(here).n), _rate(here)])
    matiere.chiffre(rencontres_par_heure)
    total = ["Ensemble", duree(matiere.chiffre(heures_presence).n), str(whole.n)]
    yield tableau(
        "Rencontres par période",
        ["Période", "Présence", "Rencontres", "Par heure"],
        [*rows, [*total, _rate(matiere.releve)]],
        somme=True,
    )
    yield note("Une rencontre est un échange : la même personne, revue, compte de nouveau.")


def _rate(releve: Releve) -> str:
    """« 4,2 »."""
    return rythme(rencontres_par_heure(releve)).partition(" ")[0]


def publics(matiere: Matiere) -> Iterator[BlocLivrable]:
    """2.4: told by public once there are eleven of one (adr/0038)."""
    known = effectifs.publics(matiere.config, {})
    labels = {slug: matiere.config.public(slug).label for slug in known.tous}
    yield from proteges.mots(matiere, typologie, labels, "Public")


def demandes(matiere: Matiere) -> Iterator[BlocLivrable]:
    """2.5: by type, under the three families of mediation (004 l.9); alone, or several at once."""
    labels, familles = matiere.labels("sollicitations"), matiere.labels("familles_mediation")
    types = matiere.config.listes.get("sollicitations", ())
    of = {one.slug: familles.get(one.famille, one.famille) for one in types if one.famille}
    kind = sollicitations.sollicitations_type
    yield from ranges(matiere, kind, labels, "Type", of)
    cadres = sollicitations.sollicitations_cadres
    if matiere.chiffre(cadres).n:
        said = proteges.en_ligne(matiere, cadres, matiere.labels("cadres_sollicitation"))
        yield paragraphe(f"Aide individuelle ou collective : {said}.")


def suites(matiere: Matiere) -> Iterator[BlocLivrable]:
    """2.6: what was done, whom people were sent to, and whether it was taken up (000 l.140)."""
    effectifs = proteges.part(matiere, relais.relais_effectifs)
    yield fiche(
        "Démarches et relais",
        [
            ("Démarches faites", proteges.evenements(matiere, sollicitations.demarches)),
            ("Relais ouverts", proteges.evenements(matiere, relais.relais_ouverts)),
            ("Relais vérifiés", proteges.part(matiere, relais.relais_verifies)),
            ("Relais effectifs", effectifs),
            (_continued(matiere), proteges.part(matiere, relais.relais_continus)),
            ("Sans nouvelles", proteges.part(matiere, relais.relais_sans_nouvelles)),
            (retours_droit_commun.label, _back(matiere, effectifs)),
        ],
    )
    yield note(
        "Une part porte sur les relais dont la vérification tombait dans la période : ceux dont "
        "personne n'a de nouvelles y comptent."
    )
    domains = matiere.labels("domaines_orientation")
    domains |= {sollicitations.NON_PRECISE: "domaine non précisé"}
    yield from proteges.mots(matiere, sollicitations.orientations, domains, "Orientés vers")
    yield from proteges.mots(matiere, relais.relais_domaines, domains, "Relais vers")
    if matiere.chiffre(sollicitations.deja_suivis).n:
        kinds = matiere.labels("partenaires_types")
        yield from proteges.mots(matiere, sollicitations.deja_suivis, kinds, "Déjà suivis par")
        yield note("L'équipe vient en appui de qui suit déjà, sans se substituer (001 l.82).")


def _back(matiere: Matiere, effectifs: str) -> str:
    """« 8 sur 14 relais à échéance… » (004 l.127); silent where `effectifs`, its sum, is."""
    whole = matiere.chiffre(retours_droit_commun).n
    if not whole:
        return RIEN
    hidden = proteges.MOINS in effectifs or proteges.TU in effectifs
    told = {} if hidden else proteges.tout_ou_rien(matiere, retours_droit_commun)
    if not told:
        return proteges.TU
    back, other = told.get(DROIT_COMMUN, 0), told.get(AUTRE_PARTENAIRE, 0)
    return f"{back} sur {whole} relais à échéance ; {other} pris en charge par un autre partenaire"


def _continued(matiere: Matiere) -> str:
    return f"Toujours suivis à J+{matiere.config.suivi_relais.continuite_jours}"


def differends(matiere: Matiere) -> Iterator[BlocLivrable]:
    """2.7: on the spot, then in dossiers, and whether agreements hold (001 l.86)."""
    yield from proteges.mots(
        matiere, conflits.conflits_directs, matiere.labels("types_conflit"), "En temps réel"
    )
    gestes, issues = matiere.labels("modes_mediation"), matiere.labels("issues")
    yield from proteges.mots(matiere, gestes_mediation, gestes, "Mode")
    yield from proteges.mots(matiere, conflits.conflits_issues, issues, "Résultat")
    yield fiche(
        "Médiations différées",
        [
            ("Conflits apaisés", proteges.part(matiere, conflits.conflits_apaises)),
            ("Médiations ouvertes", proteges.evenements(matiere, conflits.mediations_ouvertes)),
            ("Médiations closes", proteges.evenements(matiere, conflits.mediations_closes)),
            ("Accords obtenus", proteges.evenements(matiere, conflits.accords_obtenus)),
            ("Accords tenus", proteges.part(matiere, conflits.accords_tenus)),
        ],
    )
    if not conflits.conflits(matiere.releve).n:
        yield paragraphe("Aucun conflit n'a été noté.")

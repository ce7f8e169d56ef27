"""What people asked for, and what was done of it (000 l.156-157)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from storage.indicateurs.contrat import (
    SUIVI,
    Nombre,
    Proportion,
    Repartition,
    Sensible,
    Unite,
    indicateur,
    shared_out,
)
from storage.indicateurs.lignes import noted
from storage.indicateurs.releve import Releve
from storage.models import Sollicitation
from storage.programme import Programme

ALLER_VERS: Final = "aller-vers"
"""The slug of the list `initiatives` for what the mediators began."""
SUR_PLACE: Final = "sur-place"
"""What was answered then and there: listened to, informed, reminded of the rules."""
INSECURITE: Final = "insecurite"
"""The slug of the list `sollicitations` for whoever says that they do not feel safe."""
NON_PRECISE: Final = "non-precise"
"""Of what nobody said."""


class LigneSollicitation(NamedTuple):
    """Requests alike by these words; None where nobody said."""

    tranche: str
    type: str
    reponse: str
    domaine: str | None
    initiative: str | None
    institution: str | None
    besoin: str | None
    public: str | None
    cadre: str | None
    suivi_par: str | None
    n: int


SOLLICITATIONS: Final = noted(
    LigneSollicitation,
    Sollicitation,
    *("tranche", "type", "reponse", "domaine", "initiative", "institution", "besoin", "public"),
    *("cadre", "suivi_par"),
)


@indicateur(
    *("sollicitations", "Sollicitations", SUIVI, Unite.NOMBRE),
    source="000 l.156",
    sensible=Sensible.PUBLIC,
)
def sollicitations(releve: Releve) -> Nombre:
    """Nombre de sollicitations notées, à l'initiative de l'habitant ou des médiateurs."""
    return Nombre(sum(line.n for line in releve.lignes(SOLLICITATIONS)))


@indicateur(
    *("sollicitations-type", "Sollicitations par type", SUIVI, Unite.NOMBRE),
    source="000 l.156",
    sensible=Sensible.PUBLIC,
)
def sollicitations_type(releve: Releve) -> Repartition:
    """Nombre de sollicitations par type de la liste du dispositif."""
    return shared_out((line.type, line.n) for line in releve.lignes(SOLLICITATIONS))


@indicateur(
    *("familles-mediation", "Sollicitations par famille", SUIVI, Unite.NOMBRE),
    source="004 l.9 ; K27",
    sensible=Sensible.PUBLIC,
)
def familles_mediation(releve: Releve) -> Repartition:
    """Sollicitations par famille de médiation, d'après leur type : tranquillité publique, accès
    aux droits, éducation ; un type sans famille n'y est pas."""
    types = releve.programme.config.listes.get("sollicitations", ())
    of = {line.slug: line.famille for line in types}
    lines = ((of.get(line.type), line.n) for line in releve.lignes(SOLLICITATIONS))
    return shared_out((famille, n) for famille, n in lines if famille)


@indicateur(
    *("sollicitations-cadres", "Aide individuelle ou collective", SUIVI, Unite.NOMBRE),
    source="000 l.130 ; E09",
    sensible=Sensible.PUBLIC,
)
def sollicitations_cadres(releve: Releve) -> Repartition:
    """Sollicitations aidées individuellement ou collectivement, parmi celles qui le disent."""
    return shared_out((line.cadre, line.n) for line in releve.lignes(SOLLICITATIONS) if line.cadre)


@indicateur(
    *("deja-suivis", "Déjà suivis, par sorte de service", SUIVI, Unite.NOMBRE),
    source="001 l.82 ; F07",
    sensible=Sensible.PUBLIC,
)
def deja_suivis(releve: Releve) -> Repartition:
    """Sollicitations orientées ou relayées de personnes qu'un service suit déjà, par sorte de
    service : l'équipe vient en appui, sans se substituer."""
    return shared_out(
        (line.suivi_par, line.n) for line in releve.lignes(SOLLICITATIONS) if line.suivi_par
    )


@indicateur(
    *("part-aller-vers", "Part d'aller-vers", SUIVI, Unite.NOMBRE),
    source="000 l.126 ; E05",
    denominateur="sollicitations dont l'initiative est renseignée",
    sensible=Sensible.PUBLIC,
)
def part_aller_vers(releve: Releve) -> Proportion:
    """Sollicitations à l'initiative des médiateurs, sur celles dont on sait qui a commencé."""
    told = [line for line in releve.lignes(SOLLICITATIONS) if line.initiative]
    return Proportion(
        sum(line.n for line in told if line.initiative == ALLER_VERS),
        sum(line.n for line in told),
    )


@indicateur(
    *("reponses", "Ce que nous avons fait", SUIVI, Unite.NOMBRE),
    source="001 l.31 ; E08",
    sensible=Sensible.PUBLIC,
)
def reponses(releve: Releve) -> Repartition:
    """Nombre de sollicitations par réponse donnée : écoute, information, démarche, orientation."""
    return shared_out((line.reponse, line.n) for line in releve.lignes(SOLLICITATIONS))


@indicateur(
    *("suites-donnees", "Suites données", SUIVI, Unite.NOMBRE),
    source="000 l.140, l.157",
    sensible=Sensible.PUBLIC,
)
def suites_donnees(releve: Releve) -> Repartition:
    """Sollicitations par suite : démarche faite ensemble, orientation, relais, ou sur place."""
    kinds = _counted_as(releve)
    return shared_out(
        (kinds.get(line.reponse) or SUR_PLACE, line.n) for line in releve.lignes(SOLLICITATIONS)
    )


@indicateur(
    *("gestes-sur-place", "Ce que nous avons fait sur place", SUIVI, Unite.NOMBRE),
    source="001 l.31 ; E08",
    sensible=Sensible.PUBLIC,
)
def gestes_sur_place(releve: Releve) -> Repartition:
    """Sollicitations qui ont eu leur réponse sur place, par réponse : écoute, info, règles."""
    kinds = _counted_as(releve)
    return shared_out(
        (line.reponse, line.n)
        for line in releve.lignes(SOLLICITATIONS)
        if not kinds.get(line.reponse)
    )


@indicateur(
    *("demarches", "Démarches faites", SUIVI, Unite.NOMBRE),
    source="000 l.157",
    sensible=Sensible.PUBLIC,
)
def demarches(releve: Releve) -> Nombre:
    """Sollicitations dont la réponse compte comme démarche : faite ensemble, sur place."""
    return Nombre(sum(line.n for line in _answered(releve, "demarche")))


@indicateur(
    *("orientations", "Orientations", SUIVI, Unite.NOMBRE),
    source="000 l.157",
    sensible=Sensible.PUBLIC,
)
def orientations(releve: Releve) -> Repartition:
    """Sollicitations orientées vers un partenaire, par domaine ; ni démarches ni relais."""
    return shared_out(
        (_domain(releve.programme, line), line.n) for line in _answered(releve, "orientation")
    )


@indicateur(
    *("transmissions-ville", "Transmises à la médiation de la Ville", SUIVI, Unite.NOMBRE),
    source="000 l.42, l.49",
    sensible=Sensible.PUBLIC,
)
def transmissions_ville(releve: Releve) -> Nombre:
    """Sollicitations hors mission, transmises au service de médiation de la Ville."""
    lines = releve.programme.config.listes.get("reponses", ())
    handing = {line.slug for line in lines if line.suite == "mediation-ville"}
    return Nombre(sum(line.n for line in releve.lignes(SOLLICITATIONS) if line.reponse in handing))


@indicateur(
    *("institutions-mal-comprises", "Soucis avec une institution", SUIVI, Unite.NOMBRE),
    source="000 l.111 ; E10",
    sensible=Sensible.PUBLIC,
)
def institutions_mal_comprises(releve: Releve) -> Repartition:
    """Sollicitations qui disent un souci avec une institution, par sorte d'institution."""
    return shared_out(
        (line.institution, line.n) for line in releve.lignes(SOLLICITATIONS) if line.institution
    )


@indicateur(
    *("besoins", "Besoins repérés", SUIVI, Unite.NOMBRE),
    source="001 l.31-32 ; E06, F08, F11",
    sensible=Sensible.PUBLIC,
)
def besoins(releve: Releve) -> Repartition:
    """Sollicitations dont le besoin a été précisé, par besoin de la liste."""
    return shared_out(
        (line.besoin, line.n) for line in releve.lignes(SOLLICITATIONS) if line.besoin
    )


@indicateur(
    *("insecurite-ages", "Sentiment d'insécurité par âge", SUIVI, Unite.NOMBRE),
    source="003 l.581 ; E14",
    denominateur="sollicitations qui le disent, dont l'âge est estimé",
    sensible=Sensible.PUBLIC,
)
def insecurite_ages(releve: Releve) -> Repartition:
    """Sollicitations qui disent un sentiment d'insécurité, par âge estimé de qui le dit."""
    ages = {one.slug for one in releve.programme.config.publics if one.ages}
    return shared_out(
        (line.public, line.n)
        for line in releve.lignes(SOLLICITATIONS)
        if line.type == INSECURITE and line.public in ages
    )


def _answered(releve: Releve, compte_comme: str) -> Iterator[LigneSollicitation]:
    """Those whose answer counts so: each of the three kinds is apart from the others."""
    lines = releve.programme.config.listes.get("reponses", ())
    counting = {line.slug for line in lines if line.compte_comme == compte_comme}
    return (line for line in releve.lignes(SOLLICITATIONS) if line.reponse in counting)


def _domain(programme: Programme, line: LigneSollicitation) -> str:
    """Where it was sent; failing that, where such an answer always sends."""
    always = programme.config.element("reponses", line.reponse).domaine
    return line.domaine or always or NON_PRECISE


def _counted_as(releve: Releve) -> Mapping[str, str | None]:
    """By answer, the kind of suite that the file counts it as; None for what was done there."""
    lines = releve.programme.config.listes.get("reponses", ())
    return {line.slug: line.compte_comme for line in lines}

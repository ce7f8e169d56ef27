"""What the file says of the territoire, beside which the figures are read."""

from __future__ import annotations

from datetime import timedelta

from storage.dispositif import Intervention
from storage.indicateurs.contrat import (
    Famille,
    Proportion,
    Repartition,
    Unite,
    indicateur,
)
from storage.indicateurs.releve import Releve


@indicateur(
    *("logements", "Logements par bailleur", Famille.CONTEXTE, Unite.NOMBRE), source="001 l.12"
)
def logements(releve: Releve) -> Repartition:
    """Logements de chaque bailleur, tels que le fichier du dispositif les donne."""
    services = releve.programme.config.services
    return Repartition({one.slug: one.nb_logements for one in services if one.nb_logements})


@indicateur(
    *("sites-en-intervention", "Sites en intervention", Famille.CONTEXTE, Unite.NOMBRE),
    source="000 l.59, l.120",
    denominateur="sites",
)
def sites_en_intervention(releve: Releve) -> Proportion:
    """Sites où une intervention a cours au moins un jour de la période, sur les sites."""
    busy = {one.site for one in running(releve)}
    return Proportion(sum(lieu.slug in busy for lieu in releve.lieux), len(releve.lieux))


@indicateur(
    *("quartiers-en-intervention", "Quartiers en intervention", Famille.CONTEXTE, Unite.NOMBRE),
    source="000 l.43",
    denominateur="quartiers des territoires lus",
)
def quartiers_en_intervention(releve: Releve) -> Proportion:
    """Quartiers où une intervention a cours, sur ceux des territoires de ces sites."""
    config, territoires = releve.programme.config, {lieu.territoire for lieu in releve.lieux}
    every = {q.slug for q in config.quartiers if q.actif and q.territoire in territoires}
    slugs = {lieu.slug for lieu in releve.lieux}
    busy = {config.site(one.site).quartier for one in running(releve) if one.site in slugs}
    return Proportion(len(busy & every), len(every))


def running(releve: Releve) -> list[Intervention]:
    """The missions of the programme that run on some day of the period."""
    debut, after = releve.jours
    last = after - timedelta(days=1)
    every = releve.programme.config.interventions
    return [one for one in every if one.debut <= last and one.fin >= debut]

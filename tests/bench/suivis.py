"""What lasts beyond one evening: signalements and their alertes, relais, mediations, demandes."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from bot.domain.mots_relais import MOTS
from storage.models import (
    Alerte,
    Compteur,
    Demande,
    DossierMediation,
    Preconisation,
    Relais,
    RelaisActe,
    RetourDonne,
    Seance,
    Signalement,
    SignalementActe,
    SuiviAccord,
)
from storage.textes import relu
from tests.bench.plume import Plume, Soiree

LIFE = (
    ("emettre", "", "emis", 0),
    ("accuser_reception", "emis", "recu", 1),
    ("prendre_en_charge", "recu", "pris_en_charge", 2),
    ("annoncer_traite", "pris_en_charge", "traite_annonce", 6),
    ("verifier_repare", "traite_annonce", "verifie", 9),
)
"""Guarded, state before, state after, and how many days after the evening."""
HANDED = (
    ("transmettre", "", "transmis", 0),
    ("prendre_en_charge", "transmis", "pris-en-charge", 7),
    ("confirmer_suivi", "pris-en-charge", "suivi-confirme", 37),
)
Life = tuple[tuple[str, str, str, int], ...]


class Suivis:
    """Each evening may begin some; what is old enough reached its end."""

    def __init__(self, plume: Plume) -> None:
        self._plume = plume
        self._add = plume.vrac.add
        self._numbers: Counter[str] = Counter()

    def begin(self, soiree: Soiree) -> None:
        """The dice say what this evening begins."""
        chance = self._plume.chance
        if chance(0.06):
            self._signalement(soiree)
        if chance(0.03):
            self._relais(soiree)
        if chance(0.02):
            self._demande(soiree)
        if chance(0.01):
            self._preconisation(soiree)

    def close(self) -> None:
        """The next number of each series comes after these."""
        for letter, valeur in self._numbers.items():
            self._add(Compteur, nom=f"{self._plume.programme.config.slug}:{letter}", valeur=valeur)

    def _signalement(self, soiree: Soiree) -> None:
        config = self._plume.programme.config
        categorie = self._plume.hasard.choice(config.categories)
        site = self._plume.programme.site_slugs[soiree.site_id]
        urgence = config.urgence(categorie.urgence)
        service = config.route(categorie.slug, site=site)[0]
        steps = self._lived(LIFE, soiree)
        reached = {vers: le for _, _, vers, le in steps}
        row_id = self._add(
            Signalement,
            **self._plume.authored(soiree),
            presence_id=soiree.presence_id,
            numero=self._number("V"),
            categorie=categorie.slug,
            urgence=urgence.slug,
            danger=False,
            service=service,
            lieu=relu("près du portail"),
            statut=steps[-1][2],
            emis_le=soiree.debut,
            echeance=soiree.debut
            + timedelta(hours=config.urgence(categorie.urgence).delai_heures),
            recu_le=reached.get("recu"),
            traite_le=reached.get("traite_annonce"),
            clos_le=reached.get("verifie"),
        )
        self._steps(SignalementActe, {"signalement_id": row_id}, steps, soiree, motif="")
        self._alerts(row_id, service, soiree)
        self._plume.photo("signalement", row_id, soiree.debut)
        if "verifie" in reached and self._plume.chance(0.3):
            told = {"personne_id": soiree.equipe.auteurs[0], "le": reached["verifie"]}
            self._add(RetourDonne, signalement_id=row_id, **told)

    def _alerts(self, signalement_id: int, service: str, soiree: Soiree) -> None:
        addresses = self._plume.programme.config.service(service).emails
        for address in addresses:
            self._add(
                Alerte,
                signalement_id=signalement_id,
                service=service,
                canal="email",
                adresse=address,
                etape="envoi",
                creee_le=soiree.debut,
                envoyee_le=soiree.debut,
            )

    def _relais(self, soiree: Soiree) -> None:
        asked, le = self._plume.asked(soiree)
        steps = self._lived(HANDED, soiree)
        ended = len(steps) == len(HANDED)
        relais_id = self._add(
            Relais,
            dispositif_id=self._plume.programme.id,
            site_id=soiree.site_id,
            binome_id=soiree.equipe.binome_id,
            sollicitation_id=asked,
            numero=self._number("R"),
            mot=self._plume.hasard.choice(MOTS),
            domaine=self._plume.one("domaines_orientation"),
            statut=steps[-1][2],
            sans_nouvelles=0,
            ouvert_le=le,
            verifier_le=None if ended else steps[-1][3] + timedelta(days=30),
            effectif_le=steps[1][3] if len(steps) > 1 else None,
            clos_le=steps[-1][3] if ended else None,
        )
        self._steps(RelaisActe, {"relais_id": relais_id}, steps, soiree)

    def _demande(self, soiree: Soiree) -> None:
        """A request, which most often leads to a mediation."""
        columns = self._plume.authored(soiree)
        demande_id = self._add(
            Demande,
            **columns,
            numero=self._number("D"),
            origine=self._plume.one("origines_demande"),
            objet=self._plume.one("objets_demande"),
            urgence=self._plume.one("urgences_demande"),
            statut="traitee",
            recue_le=soiree.debut,
            repondre_avant=soiree.debut + timedelta(days=2),
            decidee_le=soiree.debut,
            affectee_id=columns["binome_id"],
            contact="",
        )
        if self._plume.chance(0.5):
            self._mediation(soiree, demande_id)

    def _mediation(self, soiree: Soiree, demande_id: int) -> None:
        over = self._happened(soiree, 60)
        agreed = soiree.debut + timedelta(days=14)
        dossier_id = self._add(
            DossierMediation,
            **self._plume.authored(soiree),
            demande_id=demande_id,
            numero=self._number("M"),
            origine=self._plume.one("origines_demande"),
            type=self._plume.one("types_conflit"),
            consentement="oui",
            mode="navette",
            statut="accord_tenu" if over else "en_cours",
            ouvert_le=soiree.debut,
            prochaine_le=None if over else soiree.debut + timedelta(days=90),
            accord_le=agreed if over else None,
            clos_le=agreed if over else None,
        )
        self._meeting(soiree, dossier_id)
        if over:
            checked = {"demande_le": agreed, "fait_le": agreed, "resultat": "tenu"}
            for etape in ("j15", "j30"):
                self._add(
                    SuiviAccord, dossier_id=dossier_id, etape=etape, prevu_le=agreed, **checked
                )

    def _meeting(self, soiree: Soiree, dossier_id: int) -> None:
        author, source = soiree.equipe.auteurs[0], self._plume.source()
        held = {"le": soiree.debut, "avec": "a", "resultat": "avance"}
        self._add(Seance, dossier_id=dossier_id, auteur_id=author, **held, source=source)

    def _preconisation(self, soiree: Soiree) -> None:
        self._add(
            Preconisation,
            **self._plume.entry(soiree),
            numero=self._number("P"),
            type=self._plume.one("types_preconisation"),
            destinataire=self._plume.programme.config.repli.slug,
            horizon=self._plume.one("horizons_preconisation"),
            observations=[],
            statut="retenue",
            decidee_le=soiree.debut,
        )

    def _number(self, letter: str) -> int:
        self._numbers[letter] += 1
        return self._numbers[letter]

    def _lived(self, life: Life, soiree: Soiree) -> list[tuple[str, str, str, datetime]]:
        """The steps that are in the past; a young life in three stands still after its second."""
        steps = life if self._happened(soiree, 60) or self._plume.chance(0.7) else life[:2]
        return [
            (acte, de, vers, soiree.debut + timedelta(days=days))
            for acte, de, vers, days in steps
            if self._happened(soiree, days)
        ]

    def _happened(self, soiree: Soiree, days: int) -> bool:
        return soiree.debut + timedelta(days=days) <= self._plume.now

    def _steps(
        self,
        model: Any,
        parent: dict[str, int],
        steps: list[tuple[str, str, str, datetime]],
        soiree: Soiree,
        **more: str,
    ) -> None:
        par = f"mediateur:{soiree.equipe.auteurs[0]}"
        for acte, de, vers, le in steps:
            self._add(model, **parent, le=le, acte=acte, de=de, vers=vers, par=par, **more)

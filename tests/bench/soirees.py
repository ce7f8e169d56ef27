"""One evening of one binôme as the bot leaves it: its presence, and what was noted meanwhile."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from storage.models import (
    Audit,
    Conflit,
    Conversation,
    Dictee,
    Note,
    Observation,
    Outbox,
    Presence,
    PresencePause,
    PresenceSegment,
    Rencontre,
    Tableau,
    TacheFaite,
)
from storage.models.gestes import FIN, Geste, QuestionSecurite
from storage.textes import relu
from tests.bench.plume import Creneau, Equipe, Plume, Soiree, instant

WORDS_KEPT = timedelta(days=30)


class Soirees:
    """Writes evenings with the pen that it was given."""

    def __init__(self, plume: Plume) -> None:
        self._plume = plume
        self._add = plume.vrac.add

    def evening(self, equipe: Equipe, creneau: Creneau, day: date) -> Soiree:
        """Everything of one slot that took place."""
        soiree = self._presence(equipe, creneau, day)
        self._met(soiree)
        self._machine(soiree)
        if self._plume.chance(0.16):
            self._observed(soiree)
        for _ in range(self._plume.hasard.choice((0, 0, 0, 1))):
            self._plume.asked(soiree)
        if self._plume.chance(0.04):
            self._conflict(soiree)
        return soiree

    def _presence(self, equipe: Equipe, creneau: Creneau, day: date) -> Soiree:
        late = timedelta(minutes=5 * self._plume.hasard.randrange(4))
        debut = instant(day, creneau.de) + late
        prevue = instant(day, creneau.a)
        minutes = (prevue - debut).seconds // 60 + 15 * self._plume.hasard.randrange(-3, 3)
        soiree = Soiree(equipe, 0, creneau.site_id, debut, minutes, [])
        fin = debut + timedelta(minutes=minutes)
        soiree.presence_id = self._add(
            Presence,
            **self._plume.authored(soiree),
            debut=debut,
            fin=fin,
            fin_prevue=prevue,
            mode="tournee",
            mediateurs=2,
            ambiance=self._plume.hasard.choice((None, 2, 3, 4)),
            frequentation=self._plume.hasard.choice((None, 1, 2, 3)),
            a_confirmer=self._plume.chance(0.02),
            supprimee_le=fin if self._plume.chance(0.01) else None,
        )
        soiree.segments.extend(self._plume.cut(debut, minutes))
        self._segments(soiree)
        self._ended(soiree, fin)
        return soiree

    def _ended(self, soiree: Soiree, fin: datetime) -> None:
        """Its end is a deed that could be taken back."""
        columns = {k: v for k, v in self._plume.authored(soiree).items() if k != "site_id"}
        self._add(
            Geste, **columns, le=fin, quoi=FIN, objet_id=soiree.presence_id, supprimee_le=None
        )

    def _segments(self, soiree: Soiree) -> None:
        for segment in soiree.segments:
            self._add(
                PresenceSegment,
                presence_id=soiree.presence_id,
                debut=segment.debut,
                fin=segment.fin,
                minutes=segment.minutes,
                tranche=segment.tranche,
                reperes=list(segment.reperes),
            )
        if self._plume.chance(0.12):
            start = soiree.debut + timedelta(minutes=soiree.minutes)
            bounds = {"debut": start, "fin": start}
            self._add(PresencePause, presence_id=soiree.presence_id, **bounds)

    def _met(self, soiree: Soiree) -> None:
        """People counted on the pinned tally, then in a conversation."""
        keys = self._plume.hasard.sample(
            self._plume.counted, self._plume.hasard.choice((0, 2, 2, 3))
        )
        fin = soiree.debut + timedelta(minutes=soiree.minutes)
        tableau_id = self._add(
            Tableau,
            presence_id=soiree.presence_id,
            chat_id=soiree.equipe.chats[0],
            message_id=soiree.presence_id,
            montre="📌",
            compte={"cles": keys, "pas": 1, "suite": [], "envois": 1},
            tours=len(keys),
            vus=len(keys),
            clos_le=fin,
        )
        for public in keys:
            self._add(
                Rencontre,
                **self._plume.entry(soiree),
                conversation_id=-tableau_id,
                public=public,
                nombre=self._plume.hasard.randrange(1, 12),
                premiere_fois=self._plume.hasard.choice((None, None, 25)),
            )

    def _observed(self, soiree: Soiree) -> None:
        columns = self._plume.entry(soiree)
        seen = self._add(
            Observation,
            **columns,
            ambiance=3,
            frequentation=2,
            positifs=[self._plume.one("usages_positifs")],
            mesusages=[self._plume.one("mesusages")],
        )
        if self._plume.chance(0.2):
            self._noted("observation", seen, columns)

    def _noted(self, objet: str, objet_id: int, columns: dict[str, Any]) -> None:
        """Free words, reread since unless they are of these days; and a picture."""
        reread = columns["le"] < self._plume.now - timedelta(days=7)
        self._add(
            Note,
            dispositif_id=self._plume.programme.id,
            objet=objet,
            objet_id=objet_id,
            auteur_id=columns["auteur_id"],
            le=columns["le"],
            texte=relu("Deux bancs déplacés."),
            statut="validee" if reread else "a_relire",
            texte_valide=relu("Deux bancs déplacés.") if reread else None,
            relue_le=columns["le"] if reread else None,
            source=self._plume.source(),
        )
        self._plume.photo(objet, objet_id, columns["le"])

    def _conflict(self, soiree: Soiree) -> None:
        columns = self._plume.entry(soiree)
        row_id = self._add(
            Conflit,
            **columns,
            type=self._plume.one("types_conflit"),
            parties=self._plume.one("parties_conflit"),
            gestes=[self._plume.one("modes_mediation")],
            issue=self._plume.one("issues"),
        )
        if self._plume.chance(0.2):
            self._safe(columns, row_id)

    def _safe(self, columns: dict[str, Any], row_id: int) -> None:
        """« Vous êtes en sécurité ? », asked and answered."""
        self._add(
            QuestionSecurite,
            **{key: columns[key] for key in ("dispositif_id", "binome_id", "site_id")},
            personne_id=columns["auteur_id"],
            objet="conflit",
            objet_id=row_id,
            posee_le=columns["le"],
            repondue_le=columns["le"] + timedelta(minutes=1),
        )

    def _machine(self, soiree: Soiree) -> None:
        """What the machinery keeps of it: proposal, conversation, messages, a change."""
        fin = soiree.debut + timedelta(minutes=soiree.minutes)
        period = f"{soiree.equipe.binome_id}:{soiree.presence_id}"
        self._add(TacheFaite, tache="prise de poste", periode=period, le=soiree.debut)
        talk = self.talk(soiree, "rencontres", fin) if self._plume.chance(0.5) else 0
        for rank in range(self._plume.hasard.choice((1, 1, 2))):
            self.sent(soiree, fin, f"conversation:{talk}" if talk else "", rank)
        if self._plume.chance(0.2):
            detail = {"objet": "presence", "objet_id": soiree.presence_id, "detail": "17 h 30"}
            author = soiree.equipe.auteurs[0]
            self._add(Audit, le=fin, personne_id=author, acte="corriger_heure", **detail)
        if self._plume.chance(0.05):
            self._dictated(soiree, fin)

    def talk(self, soiree: Soiree, flow: str, le: datetime) -> int:
        """A conversation that reached its end."""
        chat = self._plume.hasard.choice(soiree.equipe.chats)
        return self._add(
            Conversation,
            chat_id=chat,
            user_id=chat,
            flow=flow,
            version=1,
            etat="finie",
            answers={"_presence": soiree.presence_id},
            position="",
            rev=4,
            editing=False,
            invalid=0,
            screen_message_id=soiree.presence_id,
            ouverte_le=soiree.debut,
            touchee_le=le,
        )

    def sent(self, soiree: Soiree, le: datetime, sujet: str, rank: int) -> None:
        """A message that left; its words go after a month."""
        words = {} if le < self._plume.now - WORDS_KEPT else {"text": "C'est noté."}
        self._add(
            Outbox,
            cle=f"histoire:{soiree.presence_id}:{rank}",
            lane=1,
            canal="telegram",
            adresse=str(soiree.equipe.chats[rank % len(soiree.equipe.chats)]),
            contenu=words,
            sujet=sujet,
            etat="sent",
            essais=1,
            pas_avant=le,
            creee_le=le,
            envoyee_le=le,
            message_id=soiree.presence_id,
        )

    def _dictated(self, soiree: Soiree, le: datetime) -> None:
        author, chat = soiree.equipe.auteurs[0], soiree.equipe.chats[0]
        where = {"chat_id": chat, "message_id": soiree.presence_id, "personne_id": author}
        self._add(Dictee, **where, le=le, objets=[["presence", soiree.presence_id]])

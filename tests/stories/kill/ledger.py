"""What an evening left in the database, in words that do not depend on how often the bot died."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from tests.stories.kill.books import Books, Reading, Row

WAITING = """
SELECT (SELECT count(*) FROM inbox WHERE etat = 'pending'),
       (SELECT count(*) FROM outbox WHERE etat = 'sending'
           OR (etat IN ('todo', 'retry', 'uncertain') AND pas_avant <= '{now}')),
       (SELECT count(*) FROM photo WHERE etat = 'a_telecharger')
"""

# Row numbers, and how many attempts a sending took, are not the same twice: they are left out.
ROWS: Mapping[str, str] = {
    "personne": """
        SELECT prenom, role, binome_id, telegram_id, charte_le, revoquee_le, injoignable_le
        FROM personne""",
    "invitation": "SELECT nom, role, utilisee_le FROM invitation",
    "groupe": "SELECT slug, groupe_telegram FROM service WHERE groupe_telegram IS NOT NULL",
    "presence": """
        SELECT p.source, s.slug, p.binome_id, a.prenom, p.debut, p.fin, p.fin_prevue, p.mode,
            p.mediateurs, p.ambiance, p.frequentation, p.a_confirmer, p.supprimee_le
        FROM presence p JOIN site s ON s.id = p.site_id JOIN personne a ON a.id = p.auteur_id""",
    "segment": """
        SELECT p.source, g.debut, g.fin, g.minutes, g.tranche, g.reperes
        FROM presence_segment g JOIN presence p ON p.id = g.presence_id""",
    "tableau": """
        SELECT p.source, t.chat_id, t.message_id IS NOT NULL, t.compte, t.clos_le
        FROM tableau t JOIN presence p ON p.id = t.presence_id""",
    "rencontre": """
        SELECT r.source, a.prenom, p.source, r.public, r.nombre, r.le, r.tranche,
            r.premiere_fois, r.supprimee_le
        FROM rencontre r JOIN personne a ON a.id = r.auteur_id
        LEFT JOIN presence p ON p.id = r.presence_id""",
    "signalement": """
        SELECT g.source, g.numero, s.slug, p.source, a.prenom, g.categorie, g.urgence, g.danger,
            g.service, g.lieu, g.statut, g.emis_le, g.echeance, g.recu_le, g.traite_le, g.clos_le
        FROM signalement g JOIN site s ON s.id = g.site_id JOIN personne a ON a.id = g.auteur_id
        LEFT JOIN presence p ON p.id = g.presence_id""",
    "acte": """
        SELECT g.numero, c.acte, c.de, c.vers, c.le, c.motif, coalesce(a.prenom, c.par)
        FROM signalement_acte c JOIN signalement g ON g.id = c.signalement_id
        LEFT JOIN personne a ON c.par = a.role || ':' || a.id""",
    "photo": """
        SELECT g.numero, p.etat, p.nom IS NOT NULL
        FROM photo p JOIN signalement g ON p.objet = 'signalement' AND g.id = p.objet_id""",
    "alerte": """
        SELECT g.numero, a.service, a.canal, a.adresse, a.etape, a.message_id IS NOT NULL,
            a.envoyee_le IS NOT NULL, a.echec
        FROM alerte a JOIN signalement g ON g.id = a.signalement_id""",
    "digest": "SELECT comite, lundi, instantane FROM digest",
    "digest_envoi": """
        SELECT d.comite, e.canal, e.adresse
        FROM digest_envoi e JOIN digest d ON d.id = e.digest_id""",
    "conversation": """
        SELECT p.prenom, c.flow, c.version, c.etat, c.position, c.ouverte_le
        FROM conversation c JOIN personne p ON p.telegram_id = c.user_id""",
    # What the coordination is told of interrupted sendings comes in addition; how often a tally is
    # rewritten depends on the seconds that an evening takes.
    "message": """
        SELECT cle, lane, canal, adresse FROM outbox
        WHERE cle NOT LIKE 'outbox:%' AND cle NOT LIKE 'tableau:%'""",
    "compteur": "SELECT nom, valeur FROM compteur",
    "audit": "SELECT acte, objet, detail FROM audit",
}

# To be read the same evening: two days later they are forgotten.
UPDATES = "SELECT update_id, voie, etat FROM inbox"

REWRITTEN = re.compile(r'(?<="envois": )\d+|(?<=ChatMessage:)\d+')
"""How often a tally was."""

Ledger = Mapping[str, Counter[Row]]


def waiting(beside: Reading, now: datetime) -> Row:
    """How many updates are to be handled, messages due or under way, photos to be fetched."""
    # SQLite compares texts, and this one comes after the same without « +00 ».
    shown = now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f+00")
    (row,) = beside.rows(WAITING.format(now=shown))
    return row


def read(books: Books) -> Ledger:
    return {
        name: Counter(_known(row, books) for row in books.rows(statement))
        for name, statement in ROWS.items()
    }


def _known(row: Row, books: Books) -> Row:
    """Without what chance decides."""
    return tuple(
        books.known(REWRITTEN.sub("#", value)) if isinstance(value, str) else value
        for value in row
    )


def read_updates(books: Books) -> Counter[Row]:
    return Counter(books.rows(UPDATES))


def differences(truth: Ledger, found: Ledger) -> Iterator[str]:
    for name in truth:
        for row, times in (truth[name] - found[name]).items():
            yield f"lost {name} ×{times}: {row}"
        for row, times in (found[name] - truth[name]).items():
            yield f"added {name} ×{times}: {row}"

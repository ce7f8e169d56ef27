"""`carnet audit` and `carnet chercher`: what the house keeps, read by whoever answers for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from bot.clock import paris
from bot.feature.lectures import PAR_LIEN
from bot.terminal.office import CannotOpen, Office
from bot.words import date_longue, heure, pluriel
from storage import chaine, recherche
from storage.models import Audit, Personne
from storage.recherche import SEARCHED, SHORTEST
from storage.referential import open_programmes
from storage.work import More, Work


@dataclass(frozen=True, slots=True)
class Rendu:
    """What a command says, and whether all is well."""

    lines: tuple[str, ...]
    sain: bool = True


def verified(desk: Office) -> Rendu:
    """« 412 lignes, depuis le 3 décembre 2026 : la chaîne tient. », or each fault."""
    with desk.database.transaction() as tx:
        first = open_programmes(tx, desk.configs, desk.now)[0]
        _sealed(Work(tx, first, desk.now))
        found = chaine.verify(tx, desk.settings.keys)
    depuis = f", depuis le {date_longue(paris(found.depuis).date())}" if found.depuis else ""
    said = pluriel(found.lignes, "ligne")
    if found.fautes:
        faults = (f"⚠️ {fault}." for fault in found.fautes)
        return Rendu((f"{said}{depuis} : la chaîne est rompue.", *faults), sain=False)
    lines = [f"{said}{depuis} : la chaîne tient."]
    if found.sans_cle:
        lines.append("Sans CARNET_SECRET_KEY, les signatures des ancres n'ont pas été vérifiées.")
    return Rendu(tuple(lines))


def latest(desk: Office, most: int) -> Rendu:
    """The last lines, oldest first: when, who, what, to which row; and that they were read."""
    with desk.database.transaction() as tx:
        query = select(Audit, Personne.prenom).outerjoin(
            Personne, Personne.id == Audit.personne_id
        )
        rows = tx.execute(query.order_by(Audit.id.desc()).limit(most)).all()
        lines = tuple(_line(line, who) for line, who in reversed(rows))
        read = Audit(le=desk.now, acte="lire", objet="audit", detail=pluriel(most, "ligne"))
        tx.add(read)
    return Rendu(lines or ("Le registre est vide.",))


def found(desk: Office, mots: str, dispositif: str | None) -> Iterator[str]:
    """Each text that holds these words; that somebody looked is written down."""
    words = mots.strip()
    if len(words) < SHORTEST:
        raise CannotOpen(f"donnez au moins {SHORTEST} lettres")
    with desk.database.transaction() as tx:
        programme = desk.programme(tx, dispositif)
        texts = recherche.find(tx, programme.id, words)
        count = pluriel(len(texts), "texte trouvé", "textes trouvés")
        detail = f"{programme.config.slug} : {count}"
        tx.add(Audit(le=desk.now, acte=SEARCHED, objet="note", detail=detail))
    for one in texts:
        day = date_longue(paris(one.le).date())
        yield f"{day}, {one.quoi} ({one.objet} {one.objet_id}) : {one.texte}"
    if not texts:
        yield "Aucun texte gardé ne contient ces mots."


def _line(line: Audit, who: str | None) -> str:
    """« 17 novembre 2026 à 17 h 04, Coordination : retirer personne 3 (…) »."""
    local = paris(line.le)
    row = f"{line.objet} {line.objet_id or ''}".strip()
    detail = f" ({line.detail})" if line.detail else ""
    moment = f"{date_longue(local.date())} à {heure(line.le)}"
    unknown = "qui a ce lien" if line.objet in PAR_LIEN else "le bot ou un terminal"
    return f"{moment}, {who or unknown} : {line.acte} {row}{detail}"


def _sealed(work: Work) -> None:
    """What was appended in the last seconds is read too."""
    left = chaine.seal(work)
    while isinstance(left, More):
        answer = left.then(work)
        left = answer if isinstance(answer, More) else None

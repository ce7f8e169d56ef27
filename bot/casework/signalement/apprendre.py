"""What a « pas de notre ressort » teaches: a change of the routing table, proposed (SVC-3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from bot.buttons import SLUG, Button, Keyboard, button
from bot.casework.signalement.contenu import EnMain
from bot.casework.signalement.routage import case_of
from bot.domain.routing import moment_of
from bot.rendering import render_line
from storage import audit
from storage.ajustements import LigneAjustee
from storage.dispositif.alertes import Regle
from storage.dispositif.routage import Cas, routed, table
from storage.models import SignalementActe

PARTOUT, LIEU, QUARTIER, NON = "partout", "lieu", "quartier", "non"
RETIRER: Final = "retirer"
_MOTS: Final = "|".join((PARTOUT, LIEU, QUARTIER, NON, RETIRER))
APPRENDRE: Final = Button("ap", (rf"({_MOTS})\.[0-9]{{1,18}}",), "signalement")
"""Under what the coordination reads of a redirection; it carries the deed that proposes it."""
CONFIER: Final = Button("co", ("ailleurs", rf"vers\.({SLUG})"), "signalement")
"""Under what it reads of a refusal: to whom it may still be handed on."""
RANG: Final = 50
"""A line that was learnt is asked before those of the file."""
ECARTE: Final = "routage_ecarte"
"""What the audit keeps of a proposal that was dismissed: the same is not made again."""
QUESTION: Final = "\nLa prochaine fois, « {{ quoi }} » doit-il partir {{ services }} ?"


def proposes(en_main: EnMain, line: SignalementActe, refused: str) -> tuple[str, Keyboard]:
    """The question and its buttons; nothing of what the table says, or of what was dismissed."""
    if not line.cible or _says_so(en_main, line.cible) or _dismissed(en_main, line):
        return "", ()
    config = en_main.programme.config
    names = ", puis à ".join(en_main.label(one) for one in _services(en_main, line, refused))
    quoi = config.categorie(en_main.signalement.categorie).label
    return render_line(QUESTION, quoi=quoi, services=f"à {names}"), list(_keys(en_main, line))


def rule(en_main: EnMain, line: SignalementActe, refused: str, word: str) -> LigneAjustee:
    """The line of the table that the button `word` asks for."""
    row, config = en_main.signalement, en_main.programme.config
    site = config.site(en_main.programme.site_slugs[row.site_id])
    values: dict[str, Any] = {
        "rang": RANG,
        "categorie": row.categorie,
        "services": list(_services(en_main, line, refused)),
        "type_lieu": row.type_lieu if word == LIEU else None,
        "quartier": site.quartier if word == QUARTIER else None,
        **_narrowed(en_main),
    }
    said = {key: value for key, value in values.items() if value is not None}
    return LigneAjustee("routage", slug_of(line), said)


def slug_of(line: SignalementActe) -> str:
    """What that line of the table is called, for it to be retired."""
    return f"appris-{line.id}"


def dismiss(en_main: EnMain, line: SignalementActe, par: int | None) -> None:
    """The same is not proposed again."""
    audit.note(en_main.tx, en_main.now, par, ECARTE, en_main.signalement, _mark(en_main, line))


def _dismissed(en_main: EnMain, line: SignalementActe) -> bool:
    return audit.was_noted(en_main.tx, ECARTE, _mark(en_main, line))


def _mark(en_main: EnMain, line: SignalementActe) -> str:
    return f"{en_main.programme.config.slug} : {en_main.signalement.categorie} > {line.cible}"


def _says_so(en_main: EnMain, cible: str) -> bool:
    return cible in routed(en_main.programme.config, _asked(en_main)).services


def _asked(en_main: EnMain) -> Cas:
    """The case at the hour at which it left."""
    row, programme = en_main.signalement, en_main.programme
    envoi = "immediat" if row.danger else programme.config.urgence(row.urgence).envoi
    left = moment_of(envoi, row.emis_le, programme.calendrier.feries)
    return replace(case_of(en_main), moment=left)


def _services(en_main: EnMain, line: SignalementActe, refused: str) -> tuple[str, ...]:
    """Whoever refused gives its place to the one that it named; the others keep theirs."""
    had = en_main.signalement.destinataires or [refused]
    heard = [str(line.cible if one == refused else one) for one in had]
    return tuple(dict.fromkeys(heard if line.cible in heard else [str(line.cible)]))


def _narrowed(en_main: EnMain) -> dict[str, Any]:
    """What stays asked of the line that sent it there: a landlord's stock, an hour."""
    config = en_main.programme.config
    found = routed(config, _asked(en_main)).rule
    by: Regle | None = table(config)[found] if found is not None else None
    if by is None:
        return {}
    return {"bailleur": by.bailleur, "moment": by.moment.value if by.moment else None}


def _keys(en_main: EnMain, line: SignalementActe) -> Iterator[list[tuple[str, str]]]:
    row, config = en_main.signalement, en_main.programme.config
    site = config.site(en_main.programme.site_slugs[row.site_id])
    lieu = config.type_lieu(row.type_lieu or site.type_lieu).label
    quartier = config.quartier(site.quartier).label
    for word, label in (
        (PARTOUT, "✅ Oui, partout"),
        (LIEU, f"✅ Oui, lieu : {lieu}"),
        (QUARTIER, f"✅ Oui, quartier : {quartier}"),
        (NON, "👌 Non, cette fois seulement"),
    ):
        yield [(label, button(APPRENDRE, row.id, f"{word}.{line.id}"))]

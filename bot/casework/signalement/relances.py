"""A service is silent: it is reminded, then whoever relays it is told, each time once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.casework import coordination
from bot.casework.libelles import quand
from bot.casework.signalement import appels, envoi, histoire
from bot.casework.signalement import consequences as suites
from bot.casework.signalement.contenu import EnMain
from bot.domain.relances import Etage, Palier, Silence, etages, in_time
from bot.domain.vies.signalement import StatutSignalement
from bot.rendering import render_line, render_text
from bot.words import au_service
from storage import destinataires, pauses, signalements
from storage.work import Work

CLOCK: Final = "horloge"
RATTRAPAGE: Final = timedelta(minutes=10)
"""The clock looks each minute: so much later, it was stopped."""


def arm(en_main: EnMain) -> None:
    """It stands in another way, or has just been sent: what is waited for begins anew."""
    en_main.signalement.relances = 0
    planned = _planned(en_main)
    en_main.signalement.relance_le = planned[0].le if planned else None


def answer(work: Work, signalement_id: int) -> None:
    """Do what is due of it, once: of several steps that a downtime left behind, the last alone.

    Nobody is said to be silent while what they are to answer leaves only now.
    """
    en_main = EnMain.of(work, signalements.lock(work.tx, signalement_id))
    if _only_leaves_now(en_main):
        en_main.signalement.relance_le = work.now + RATTRAPAGE
        return
    row, planned, done = en_main.signalement, _planned(en_main), en_main.signalement.relances or 0
    due = [rank for rank, one in enumerate(planned) if one.le <= work.now and rank >= done]
    if due:
        done = row.relances = due[-1] + 1
        _STEPS[planned[due[-1]].palier](en_main)
    left = planned[done:]
    row.relance_le = left[0].le if left else None


def _only_leaves_now(en_main: EnMain) -> bool:
    """The clock itself was away until now, and no copy had left before."""
    due = en_main.signalement.relance_le
    away = due is not None and en_main.now - due >= RATTRAPAGE
    copies = signalements.alertes(en_main.tx, en_main.signalement.id)
    return away and not any(one.envoyee_le or one.echec for one in copies)


def _planned(en_main: EnMain) -> tuple[Etage, ...]:
    row = en_main.signalement
    urgence = en_main.programme.config.urgence(row.urgence)
    silence = Silence(
        statut=StatutSignalement(row.statut),
        depuis=_heard(en_main),
        echeance=row.echeance,
        delai=timedelta(hours=urgence.delai_heures),
        danger=row.danger,
    )
    rests = pauses.pauses(signalements.actes(en_main.tx, row.id))
    planned = etages(silence, en_main.programme.calendrier, rests)
    if urgence.envoi != "lot":
        return planned
    return tuple(in_time(one, en_main.programme.calendrier) for one in planned)


def put_off(en_main: EnMain) -> None:
    """Its reminders begin to rest, or go on: what is next is at another hour, and nothing more."""
    left = _planned(en_main)[en_main.signalement.relances or 0 :]
    en_main.signalement.relance_le = left[0].le if left else None


def _heard(en_main: EnMain) -> datetime:
    """Since when it is waited for: from when its service has it, not from when it was seen."""
    row, began = en_main.signalement, since(en_main)
    if row.statut != StatutSignalement.EMIS:
        return began
    sent = destinataires.first_sent(signalements.alertes(en_main.tx, row.id))
    return max(began, sent or envoi.sent_from(en_main))


def since(en_main: EnMain) -> datetime:
    """Since when it stands as it does."""
    row = en_main.signalement
    return signalements.since_when(row, signalements.actes(en_main.tx, row.id))


def _remind(en_main: EnMain) -> None:
    """Of a danger, writing again is not enough: somebody telephones."""
    _write_again(en_main, Palier.RAPPEL)
    if en_main.signalement.danger:
        called = appels.numbers(en_main.programme.config, en_main.signalement.service)
        _tell(en_main, "danger-sans-reponse", _silence(en_main, f"Téléphonez : {called}."))


def _late(en_main: EnMain) -> None:
    _write_again(en_main, Palier.RETARD)


def _write_again(en_main: EnMain, palier: Palier) -> None:
    services = _answering(en_main)
    named = ", ".join(en_main.label(one) for one in services)
    _note(en_main, signalements.RAPPELER, named)
    envoi.send(en_main, services, suites.stage(en_main, palier))
    suites.redraw(en_main)


def _relay(en_main: EnMain) -> None:
    config = en_main.programme.config
    relays = [config.service(one).releve_par or config.repli.slug for one in _answering(en_main)]
    _hand_over(en_main, tuple(dict.fromkeys(relays)), Palier.RELEVE)


def _to_direction(en_main: EnMain) -> None:
    _hand_over(en_main, (en_main.programme.config.repli.slug,), Palier.DIRECTION)


def _hand_over(en_main: EnMain, wanted: tuple[str, ...], palier: Palier) -> None:
    """Those who do not know of it yet are told; when everyone does, the coordination acts."""
    known = signalements.alertes(en_main.tx, en_main.signalement.id)
    seen = {row.service for row in known if row.retiree_le is None}
    silent = ", ".join(en_main.label(one) for one in _answering(en_main))
    new = tuple(one for one in wanted if one not in seen and _is_known(en_main, one))
    if new:
        told = envoi.send(en_main, new, suites.stage(en_main, palier))
        said = f"{silent} ; dit {' et '.join(map(au_service, told))}"
        following = f"C'est transmis {' et '.join(map(au_service, told))}."
    else:
        said = f"{silent} ; personne d'autre à prévenir"
        following = NOBODY_LEFT
    _note(en_main, signalements.RELEVER, said)
    suites.redraw(en_main)
    _tell(en_main, palier, _silence(en_main, following))
    text = _silence(en_main, following if new else COORDINATION_CALLS)
    content = {"text": render_text("{{ text }}", text=text)}
    suites.tell_binome(en_main, CLOCK, f"{_key(en_main, palier)}:dire", content)


def _verify(en_main: EnMain) -> None:
    text = render_text(TO_SEE, v=en_main.reference, le=quand(since(en_main)))
    keyboard = suites.verification_keyboard(en_main.signalement.id)
    content = {"text": text, "keyboard": keyboard}
    suites.tell_binome(en_main, CLOCK, _key(en_main, Palier.VERIFIER), content)


_STEPS: Final[dict[Palier, Callable[[EnMain], None]]] = {
    Palier.RAPPEL: _remind,
    Palier.RELEVE: _relay,
    Palier.DIRECTION: _to_direction,
    Palier.RETARD: _late,
    Palier.VERIFIER: _verify,
}
NOBODY_LEFT: Final = "Il ne reste personne à prévenir : c'est à vous de joindre le service."
COORDINATION_CALLS: Final = (
    "Il ne reste personne à prévenir : la coordination sait qu'il lui faut joindre le service."
)
SILENCE: Final = "{{ v }} ({{ quoi }}, {{ ou }}) : sans réponse depuis {{ le }}. {{ suite }}"
TO_SEE: Final = (
    "{{ v }} : annoncé traité le {{ le }}. Personne n'a vérifié sur place : vous passez voir ?"
)


def _tell(en_main: EnMain, step: str, text: str) -> None:
    """The coordination: nobody is written to about a silence without its knowing."""
    coordination.tell(
        en_main,
        key=_key(en_main, step),
        subject=f"[{en_main.reference}] Sans réponse",
        text=text,
    )


def _silence(en_main: EnMain, following: str) -> str:
    facts = en_main.contenu()
    ou = f"{facts.site}, {facts.quartier}"
    le = quand(facts.attendue)
    return render_line(SILENCE, v=facts.reference, quoi=facts.quoi, ou=ou, le=le, suite=following)


def _key(en_main: EnMain, step: str) -> str:
    """Said once for each time that it began to wait."""
    began = since(en_main).isoformat()
    return f"signalement:{en_main.signalement.id}:{step}:{en_main.signalement.relances}:{began}"


def _note(en_main: EnMain, acte: str, motif: str) -> None:
    statut = StatutSignalement(en_main.signalement.statut)
    histoire.append(en_main, acte, statut, CLOCK, motif, vers=statut)


def _answering(en_main: EnMain) -> tuple[str, ...]:
    """The services whose answer is waited for."""
    rows = signalements.answering(en_main.tx, en_main.signalement.id)
    return tuple(dict.fromkeys(row.service for row in rows)) or (en_main.signalement.service,)


def _is_known(en_main: EnMain, slug: str) -> bool:
    return slug in {one.slug for one in en_main.programme.config.services if one.actif}

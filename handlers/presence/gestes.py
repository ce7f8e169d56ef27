"""Buttons that a presence sends out: the partner's answer, and « toujours là ? »."""

from __future__ import annotations

from datetime import timedelta

from bot.words import duree, heure
from handlers.contract import Context, Geste, Reply, Tap
from handlers.presence import facts as known
from storage import presences
from storage.models import Personne, Presence

EXTENSION = timedelta(hours=1)
NOT_YOURS = "Ce bouton appartient à un autre binôme."


def answer(context: Context, tap: Tap) -> Reply:
    """« g:pr:<presence>:ok|absent|encore|prevu|maintenant »."""
    presence = context.tx.get(Presence, tap.object_id)
    if presence is None or presence.binome_id != context.person.binome_id:
        return Reply(NOT_YOURS)
    site = known.site_label(context.programme, presence)
    if tap.argument == "ok":
        return Reply("Noté.", f"Présence en cours au {site}, à deux.")
    if tap.argument == "absent":
        return _absent(context, presence, site)
    if presence.fin is not None:
        return Reply("Déjà terminée.", known.summary(context, presence))
    if tap.argument == "encore":
        return _still_there(context, presence, site)
    return _over(context, presence, tap.argument)


def _absent(context: Context, presence: Presence, site: str) -> Reply:
    presence.mediateurs = 1
    author = context.tx.get_one(Personne, presence.auteur_id)
    context.tell(
        author.telegram_id,
        "Votre binôme n'est pas au {{ site }}. La présence est comptée pour une seule personne.",
        site=site,
    )
    return Reply("Noté.", f"Noté : vous n'êtes pas au {site}.")


def _still_there(context: Context, presence: Presence, site: str) -> Reply:
    presence.fin_prevue = context.now + EXTENSION
    presence.relancee_le = None
    return Reply("Noté.", f"D'accord, toujours au {site}. Je redemanderai dans {duree(60)}.")


def _over(context: Context, presence: Presence, argument: str) -> Reply:
    fin = presence.fin_prevue if argument == "prevu" else context.now
    presences.close_presence(context.tx, presence, fin, context.programme.calendrier)
    return Reply(f"Terminé à {heure(fin)}.", known.summary(context, presence))


GESTES: dict[str, Geste] = {"pr": answer}

"""Who accepted the charter, and when it was last read again (A05)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.clock import paris
from bot.domain.roles import Role
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow, choice
from bot.feature.contract import Context
from bot.feature.registre import registre
from bot.words import date_longue
from storage import invitations, people
from storage.audit import last_by
from storage.models import Personne

ROLES: Final = {
    Role.COORDINATION: "coordination",
    Role.COMITE: "comité",
    Role.SERVICE: "service",
    Role.PARTENAIRE: "partenaire",
    Role.ADMIN: "exploitation",
    Role.MEDIATEUR: "médiation",
}
SHOWN: Final = 12


def facts(context: Context, _answers: Answers) -> Facts:
    team = people.team(context.tx, context.programme.id)
    read_again = last_by(context.tx, "charte", "relire", [one.id for one in team])
    waiting = invitations.waiting(context.tx, context.programme.id, context.now)
    return {
        "lignes": [
            *(_line(context, one, read_again.get(one.id)) for one in team),
            *(f"{one.nom} : invitation en attente, charte pas encore acceptée" for one in waiting),
        ],
        "acceptees": len(team),
        "entrees": (),
    }


def _line(context: Context, person: Personne, again: datetime | None) -> str:
    """« Médiatrice, Binôme 1 : acceptée le 17 novembre 2026, relue le 3 décembre 2026 »."""
    slug = context.programme.binome_slugs.get(person.binome_id or 0)
    where = context.programme.config.binome(slug).label if slug else ROLES[Role(person.role)]
    accepted = f"acceptée le {date_longue(paris(person.charte_le).date())}"
    reread = f", relue le {date_longue(paris(again).date())}" if again else ""
    return f"{person.prenom}, {where} : {accepted}{reread}"


CHARTES: Final = Flow(
    name="chartes",
    title="Charte acceptée",
    keeps_draft=False,
    steps=(
        choice(
            "suite",
            "ℹ️ <b>Qui a accepté la charte</b>\n"
            "{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "{{ acceptees|pluriel('personne') }}. Sans elle, personne n'entre dans l'équipe.",
            "entrees",
            lists="lignes",
            page=SHOWN,
            cancel_label="✖️ Fermer",
        ),
    ),
    done="ℹ️ Fermé.",
    left="ℹ️ Fermé.",
)
HANDLER: Final = registre(
    CHARTES,
    entry="ℹ️ Charte acceptée",
    command="/chartes",
    about="Qui a accepté la charte, et quand",
    order=59,
    facts=facts,
)

"""What the press of a button does, behind the one guard of every press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.droits import Droit, holders
from bot.domain.roles import Role
from bot.feature.contract import Context, Press, Reply, Tap

TO: Final = {
    Role.MEDIATEUR: "aux médiateurs",
    Role.COORDINATION: "à la coordination",
    Role.SERVICE: "au groupe du service qui a reçu l'alerte",
    Role.COMITE: "aux membres du comité",
    Role.PARTENAIRE: "aux partenaires invités",
    Role.ADMIN: "à l'exploitation",
}


@dataclass(frozen=True, slots=True)
class Guarded:
    """What a button does, for who holds its right: nobody else gets as far."""

    droit: Droit
    does: Press

    def pressed(self, context: Context, tap: Tap) -> Reply:
        """Its reply, or a refusal that reads nothing: it is the same whether the object exists."""
        if not context.may(self.droit):
            return Reply(reserved(self.droit))
        return self.does(context, tap)


def reserved(droit: Droit) -> str:
    """« Ce bouton est réservé aux médiateurs et à la coordination. »"""
    whom = [TO[role] for role in Role if role in holders(droit)]
    said = f"{', '.join(whom[:-1])} et {whom[-1]}" if len(whom) > 1 else whom[0]
    return f"Ce bouton est réservé {said}."

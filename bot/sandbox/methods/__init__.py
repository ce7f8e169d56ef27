"""The methods of the Bot API, by name; each family is a module."""

from __future__ import annotations

from bot.sandbox.methods import account, editing, gathering, sending, tapping
from bot.sandbox.methods.contract import Method

FAMILIES = (tapping, sending, editing, gathering, account)
METHODS: dict[str, Method] = {
    method.name.lower(): method for family in FAMILIES for method in family.METHODS
}
# Names are looked up as written first: lower-casing is for the odd client only.
METHODS |= {method.name: method for method in METHODS.values()}

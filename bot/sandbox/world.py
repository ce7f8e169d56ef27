"""The world of the practice ground: a server's memory, and the people whose phones write to it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from bot.sandbox.groups import Group
from bot.sandbox.memory import Memory
from bot.sandbox.persons import Person

FIRST_PERSON = 7_000_001
FIRST_GROUP = -4_000_001


class World(Memory):
    """Everybody there, and everything that was said."""

    def reset(self) -> None:
        super().reset()
        self.persons: dict[int, Person] = {}
        self.groups: list[Group] = []
        self._person_ids = count(FIRST_PERSON)
        self._group_ids = count(FIRST_GROUP, -1)

    def person(self, first_name: str, *, id: int | None = None) -> Person:
        """The person of that number, else of that name, else a new one."""
        known = self.persons.get(id) if id is not None else self._named(first_name)
        if known is None:
            number = next(self._person_ids) if id is None else id
            known = self.persons[number] = Person(self, number, first_name)
        return known

    def group(
        self,
        title: str,
        members: Sequence[Person] = (),
        *,
        bot_is_member: bool = True,
        forum: bool = False,
    ) -> Group:
        """A new group created by its first member; a forum is a supergroup with topics."""
        number = self.next_supergroup_id() if forum else next(self._group_ids)
        creator = members[0] if members else self.person("La créatrice du groupe")
        group = Group(self, number, title, creator, members, forum=forum)
        self.groups.append(group)
        if bot_is_member:
            group.add_bot()
        return group

    def _named(self, first_name: str) -> Person | None:
        return next((p for p in self.persons.values() if p.first_name == first_name), None)

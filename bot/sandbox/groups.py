"""A group of people, with or without the bot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from bot.sandbox import contents
from bot.sandbox.chats import Chat
from bot.sandbox.memory import Memory
from bot.sandbox.persons import Person
from bot.sandbox.refusals import Json


class Group:
    """A group; its number changes when it is upgraded to a supergroup."""

    def __init__(
        self,
        world: Memory,
        id: int,
        title: str,
        creator: Person,
        members: Sequence[Person],
        *,
        forum: bool,
    ) -> None:
        self.world = world
        self.id = id
        self.title = title
        self.creator = creator
        shape: Json = {"id": id, "type": "supergroup" if forum else "group", "title": title}
        if forum:
            shape["is_forum"] = True
        chat = world.chats[id] = Chat(shape, None if forum else world.numbers)
        chat.bot_status = "left"
        chat.members = {person.id: "member" for person in members}
        chat.members[self.creator.id] = "creator"

    @property
    def chat(self) -> Chat:
        return self.world.chats[self.id]

    def add_bot(self, by: Person | None = None) -> None:
        """Somebody adds the bot: `my_chat_member`, then the service message."""
        self._change_bot("member", by)
        self._announce({"new_chat_members": [self.world.bot]}, by)

    def kick_bot(self, by: Person | None = None) -> None:
        """Somebody removes the bot, which hears it by `my_chat_member`."""
        self._change_bot("kicked", by)

    def promote_bot(self, by: Person | None = None) -> None:
        """Make the bot an administrator: it sees every message, pins, manages topics."""
        self._change_bot("administrator", by)

    def demote_bot(self, by: Person | None = None) -> None:
        """Make the bot a plain member again."""
        self._change_bot("member", by)

    def add(self, person: Person) -> None:
        self.chat.members[person.id] = "member"
        self._announce({"new_chat_members": [person.user]}, person)

    def remove(self, person: Person) -> None:
        self.chat.members.pop(person.id, None)
        self._announce({"left_chat_member": person.user}, person)

    def create_topic(self, name: str) -> int:
        """Somebody opens a topic of the forum; returns its thread number."""
        message = self.world.post(self.chat, self.creator.user, topic_created(name))
        self.chat.topics[message.message_id] = name
        return message.message_id

    def delete_topic(self, thread: int) -> None:
        del self.chat.topics[thread]

    def upgrade(self) -> int:
        """Turn the group into a supergroup: new number, messages numbered from 1 again."""
        old, new_id = self.chat, self.world.next_supergroup_id()
        shape = {**old.shape, "id": new_id, "type": "supergroup"}
        new = self.world.chats[new_id] = Chat(shape, count(1))
        new.members, new.bot_status = dict(old.members), old.bot_status
        self._announce({"migrate_to_chat_id": new_id})
        self.world.migrated[self.id] = new_id
        self._announce({"migrate_from_chat_id": self.id}, chat=new)
        self.id = new_id
        return new_id

    def _announce(self, content: Json, by: Person | None = None, chat: Chat | None = None) -> None:
        """A service message; bots see them whatever the privacy mode."""
        place = chat or self.chat
        message = self.world.post(place, (by or self.creator).user, content)
        if place.bot_status in ("member", "administrator"):
            self.world.updates.push("message", message.data)

    def _change_bot(self, status: str, by: Person | None) -> None:
        old, self.chat.bot_status = self.chat.bot_status, status
        user = (by or self.creator).user
        change = contents.membership(self.chat, user, self.world, old, status)
        self.world.updates.push("my_chat_member", change)


def topic_created(name: str) -> Json:
    return {"forum_topic_created": {"name": name, "icon_color": 7322096}}

"""What is for a topic of a forum is said there, and in the group once the topic is gone."""

from __future__ import annotations

from bot.channels.telegram.backend import BotApi, call
from bot.channels.telegram.transport import TelegramTransport
from bot.sandbox.persons import Person
from bot.sandbox.world import World
from tests.bot.channels.telegram.test_transport import channel, parcel

__all__ = ["channel"]


async def test_what_is_for_a_topic_is_said_there_and_in_the_group_once_it_is_gone(
    channel: TelegramTransport, world: World, mediatrice: Person, bot: BotApi
) -> None:
    group = world.group("Services", [mediatrice], forum=True)
    group.promote_bot()
    asked = {"chat_id": group.id, "name": "Voirie"}
    thread = (await call(bot, "createForumTopic", asked))["message_thread_id"]
    there, gone = f"{group.id}/{thread}", f"{group.id}/{thread + 1}"
    content = {"text": "V-0001", "photo": "v.jpg"}
    shown = await channel.send(parcel(there, content))
    await channel.send(parcel(there, {**content, "text": "Réparé"}, edit=shown.message_id))
    await channel.send(parcel(there, "V-0002"))
    await channel.send(parcel(there, "V-0003", edit=999))
    await channel.send(parcel(gone, "V-0004"))
    newest = list(world.chats[group.id].newest_first())[3::-1]
    said = [(one.text, one.data.get("message_thread_id")) for one in newest]
    assert said == [("Réparé", thread), ("V-0002", thread), ("V-0003", thread), ("V-0004", None)]

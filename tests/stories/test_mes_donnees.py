"""The file of what is known of somebody really reaches their phone, as a document."""

from __future__ import annotations

from bot.domain.roles import Role
from tests.stories.stage import Home, stage


async def test_the_file_arrives_on_the_phone_of_who_asked(home: Home) -> None:
    async with stage(home) as play:
        person = await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1")
        await play.says(person, "/mesdonnees")
        await play.taps(person, "📎 Recevoir")
        got = [one.data for one in play.world.messages(person.id) if "document" in one.data]
        assert [one["document"]["file_name"] for one in got] == ["mes-donnees.json"]
        assert got[0]["caption"].startswith("📎 Tout ce que Carnet de rue garde")

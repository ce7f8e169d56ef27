"""A photo that Telegram will not hand over: its alert leaves, and who sent it knows why."""

from __future__ import annotations

from bot.domain.roles import Role
from tests.pictures import jpeg
from tests.stories.stage import Home, stage

TOO_BIG = "Bad Request: file is too big"


async def test_a_photo_of_more_than_20_mb_is_told_at_once(home: Home) -> None:
    async with stage(home) as play:
        she = await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1")
        await play.says(she, "▶️ Présence")
        await play.taps(she, "✅ Démarrer")
        play.world.faults.add("getFile", 400, description=TOO_BIG, times=None)
        she.send_photo(jpeg())
        await play.quiet()
        await play.taps(she, "Éclairage", "📌 Site A", "✅ Envoyer")
        assert "elle pèse plus de 20 Mo" in she.transcript()
        await play.leaves()
        assert play.mail_to("eclairage@amiens.example.org")

"""Photos come home, and the alert waits for them, but never for long."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import delete

from bot.casework.photos import PhotoFetcher, PhotoIndisponible
from bot.casework.signalement.contenu import contenu_de
from bot.domain.departs import REPENTIR
from bot.domain.vies.signalement import ActeSignalement
from bot.signing import LIEN
from storage import photos
from storage.machine.outbox import DEAD
from storage.models import Outbox, Photo, Signalement
from storage.photos import A_TELECHARGER, GARDEE, REFUSEE, PhotoRefusee
from tests.bot.casework.terrain import ECLAIRAGE, GROUPE, MEDIATRICE, SOIR, Terrain


def jpeg() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(held, "JPEG")
    return held.getvalue()


class Telegram:
    """Gives what each file id is said to hold; raises what is an exception."""

    def __init__(self) -> None:
        self.files: dict[str, bytes | Exception] = {}
        self.asked: list[str] = []

    async def download(self, file_id: str) -> bytes:
        self.asked.append(file_id)
        held = self.files.get(file_id, jpeg())
        if isinstance(held, Exception):
            raise held
        return held


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def fetcher(terrain: Terrain, telegram: Telegram, tmp_path: Path) -> PhotoFetcher:
    terrain.register_group()
    terrain.database.on_posted = lambda _posted: telegram.asked.append("réveil")
    return PhotoFetcher(
        database=terrain.database,
        clock=terrain.clock,
        programmes={terrain.programme.id: terrain.programme},
        download=telegram.download,
        folder=tmp_path / "photos",
    )


def photo(terrain: Terrain, photo_id: int = 1) -> Photo:
    with terrain.tx() as tx:
        return tx.get_one(Photo, photo_id)


async def test_the_alert_waits_for_its_photo_then_leaves_at_once_with_it(
    terrain: Terrain, fetcher: PhotoFetcher, telegram: Telegram
) -> None:
    terrain.emit(photos=1)
    assert {row.pas_avant for row in terrain.outbox()} == {SOIR + REPENTIR}
    terrain.clock.advance(timedelta(seconds=2))
    assert await fetcher.run() == 1
    kept = photo(terrain)
    card, letter = terrain.outbox()
    assert card.contenu["photo"] == kept.nom
    assert letter.contenu["inline"] == [["photo0", kept.nom]]
    assert 'src="cid:photo0"' in letter.contenu["html"]
    assert card.pas_avant == letter.pas_avant == SOIR + REPENTIR
    assert (fetcher.folder / str(kept.nom)).is_file()
    assert telegram.asked == ["fichier-0", "réveil"]


async def test_a_photo_does_not_hasten_an_alert_of_the_morning(
    terrain: Terrain, fetcher: PhotoFetcher
) -> None:
    terrain.emit(photos=1, urgence="u3")
    morning = terrain.outbox(GROUPE)[0].pas_avant
    await fetcher.run()
    assert terrain.outbox(GROUPE)[0].pas_avant == morning > SOIR + timedelta(hours=1)


async def test_a_photo_that_cannot_be_kept_lets_the_alert_go_and_its_author_knows(
    terrain: Terrain, fetcher: PhotoFetcher, telegram: Telegram
) -> None:
    telegram.files["fichier-0"] = b"pas une image"
    terrain.emit(photos=1)
    assert await fetcher.run() == 1
    assert photo(terrain).etat == REFUSEE
    card, letter, told = terrain.outbox()
    assert card.pas_avant == SOIR + REPENTIR
    assert "📷 elle n&#39;a pas pu être gardée" in card.contenu["text"]
    assert "Photo    : elle n'a pas pu être gardée" in letter.contenu["text"]
    assert told.adresse == str(MEDIATRICE)
    assert "V-0001 : la photo n'a pas pu être gardée" in told.contenu["text"]
    assert "Le signalement est parti sans elle." in told.contenu["text"]


async def test_a_file_that_telegram_forgot_is_refused_with_its_reason(
    terrain: Terrain, fetcher: PhotoFetcher, telegram: Telegram
) -> None:
    telegram.files["fichier-0"] = PhotoRefusee("Telegram ne l'a plus")
    terrain.emit(photos=1)
    await fetcher.run()
    assert "Telegram ne l&#39;a plus" in terrain.texts(MEDIATRICE)[0]


async def test_a_danger_waits_five_seconds_for_its_photo_and_the_photo_follows(
    terrain: Terrain, fetcher: PhotoFetcher, telegram: Telegram
) -> None:
    telegram.files["fichier-0"] = PhotoIndisponible("502")
    terrain.emit(photos=1, danger=True, urgence="u1")
    assert terrain.outbox(GROUPE)[0].pas_avant == SOIR + timedelta(seconds=5)
    terrain.all_sent()
    for _ in range(60):
        await fetcher.run()
        terrain.clock.advance(timedelta(minutes=1))
    assert photo(terrain).etat == A_TELECHARGER
    del telegram.files["fichier-0"]
    terrain.clock.advance(timedelta(hours=1))
    assert await fetcher.run() == 1
    assert terrain.outbox(GROUPE)[-1].contenu["photo"] == photo(terrain).nom


async def test_a_photo_that_telegram_has_not_is_tried_for_a_minute_and_then_given_up(
    terrain: Terrain, fetcher: PhotoFetcher, telegram: Telegram
) -> None:
    telegram.files["fichier-0"] = PhotoIndisponible("wrong file_id", answered=True)
    terrain.emit(photos=1)
    for _ in range(70):
        await fetcher.run()
        terrain.clock.advance(timedelta(seconds=1))
    assert telegram.asked == ["fichier-0"] * 5 + ["réveil"]
    assert photo(terrain).etat == REFUSEE
    assert "Telegram ne l&#39;a pas transmise" in terrain.texts(MEDIATRICE)[0]


async def test_a_download_that_succeeds_at_the_second_try_is_kept(
    terrain: Terrain, fetcher: PhotoFetcher, telegram: Telegram
) -> None:
    telegram.files["fichier-0"] = PhotoIndisponible("502")
    terrain.emit(photos=1)
    assert await fetcher.run() == 0
    assert photo(terrain).etat == A_TELECHARGER
    del telegram.files["fichier-0"]
    terrain.clock.advance(timedelta(seconds=5))
    assert await fetcher.run() == 1
    assert photo(terrain).etat == GARDEE


async def test_an_attempt_is_counted_before_it_is_made(
    terrain: Terrain, fetcher: PhotoFetcher, telegram: Telegram
) -> None:
    telegram.files["fichier-0"] = MemoryError("canari")
    terrain.emit(photos=1)
    with pytest.raises(MemoryError):
        await fetcher.run()
    assert photo(terrain).essais == 1


async def test_the_second_photo_follows_its_card_in_the_group_and_is_in_the_letter(
    terrain: Terrain, fetcher: PhotoFetcher
) -> None:
    terrain.emit(photos=2)
    assert await fetcher.run() == 2
    first, second = photo(terrain, 1).nom, photo(terrain, 2).nom
    assert [row.contenu["photo"] for row in terrain.outbox(GROUPE)] == [first, second]
    names = [name for _cid, name in terrain.outbox(ECLAIRAGE)[0].contenu["inline"]]
    assert names == [first, second]


async def test_of_thirty_photos_five_leave_one_album_in_the_group_the_rest_on_the_page(
    terrain: Terrain, fetcher: PhotoFetcher
) -> None:
    terrain.emit(photos=30)
    assert await fetcher.run() == 30
    names = [photo(terrain, number).nom for number in range(1, 31)]
    card, letter, album = terrain.outbox()
    assert [card.contenu["photo"], *album.contenu["photos"]] == names[:5]
    assert f'<a href="{card.contenu[LIEN]}">les 30 sur la page</a>' in card.contenu["text"]
    assert [name for _cid, name in letter.contenu["inline"]] == names[:5]
    assert "5 jointes, les 30 sur la page" in letter.contenu["text"]
    assert letter.contenu["html"].count("cid:") == 5


async def test_photos_that_come_in_disorder_are_each_shown_once(
    terrain: Terrain, fetcher: PhotoFetcher, telegram: Telegram
) -> None:
    telegram.files["fichier-0"] = PhotoIndisponible("502")
    terrain.emit(photos=2)
    await fetcher.run()
    del telegram.files["fichier-0"]
    terrain.clock.advance(timedelta(seconds=5))
    await fetcher.run()
    shown = [row.contenu["photo"] for row in terrain.outbox(GROUPE)]
    assert len(shown) == 2
    assert set(shown) == {photo(terrain, 1).nom, photo(terrain, 2).nom}


async def test_a_photo_later_than_its_alert_follows_in_the_group(
    terrain: Terrain, fetcher: PhotoFetcher
) -> None:
    terrain.emit(photos=1)
    terrain.all_sent()
    await fetcher.run()
    card, apart = terrain.outbox(GROUPE)
    assert card.contenu["photo"] is None
    assert (apart.contenu["text"], apart.contenu["photo"]) == ("📷 V-0001", photo(terrain).nom)
    assert len(terrain.outbox(ECLAIRAGE)) == 1


async def test_a_card_that_left_without_photo_is_never_given_a_caption(
    terrain: Terrain, fetcher: PhotoFetcher
) -> None:
    terrain.emit(photos=1)
    terrain.all_sent()
    await fetcher.run()
    terrain.act(1, ActeSignalement.ACCUSER_RECEPTION)
    assert terrain.outbox(GROUPE)[-1].contenu["edit"] is True
    assert terrain.outbox(GROUPE)[-1].contenu["photo"] is None


async def test_a_card_is_rewritten_in_the_shape_it_left_with_once_its_message_is_gone(
    terrain: Terrain, fetcher: PhotoFetcher
) -> None:
    """Thirty days later, the message in which it left has left the base."""
    terrain.emit(photos=1)
    await fetcher.run()
    terrain.emit(photos=0)
    terrain.all_sent()
    with terrain.tx() as tx:
        tx.execute(delete(Outbox))
    for signalement_id in (1, 2):
        terrain.act(signalement_id, ActeSignalement.ACCUSER_RECEPTION)
    cards = terrain.outbox(GROUPE)
    assert [card.contenu["photo"] for card in cards] == [photo(terrain).nom, None]
    assert all(card.contenu["edit"] for card in cards)


async def test_a_card_that_never_left_is_not_rewritten_once_its_message_is_gone(
    terrain: Terrain, fetcher: PhotoFetcher
) -> None:
    terrain.emit()
    with terrain.tx() as tx:
        tx.execute(delete(Outbox))
    terrain.act(1, ActeSignalement.ACCUSER_RECEPTION)
    assert terrain.outbox(GROUPE) == []


async def test_the_photo_of_a_cancelled_signalement_goes_nowhere(
    terrain: Terrain, fetcher: PhotoFetcher
) -> None:
    terrain.emit(photos=1)
    terrain.act(1, ActeSignalement.ANNULER, terrain.mediateur(MEDIATRICE))
    await fetcher.run()
    (card,) = terrain.outbox(GROUPE)
    assert card.etat == DEAD


async def test_two_fetchers_at_once_keep_one_file(
    terrain: Terrain, fetcher: PhotoFetcher, telegram: Telegram
) -> None:
    terrain.emit(photos=1)
    late = await terrain.database.run(fetcher._due)
    await fetcher.run()
    assert not await fetcher._try(late[0])
    assert len(list(fetcher.folder.iterdir())) == 1


async def test_an_attempt_cut_after_its_file_was_written_leaves_no_second_one(
    terrain: Terrain, fetcher: PhotoFetcher
) -> None:
    terrain.emit(photos=1)
    with terrain.tx() as tx:
        name = photos.try_once(tx, 1, 0)
    assert name
    photos.write(fetcher.folder, name, b"half a pict")
    with terrain.tx() as tx:
        assert contenu_de(tx, terrain.programme, tx.get_one(Signalement, 1)).photos == ()
    terrain.clock.advance(timedelta(seconds=5))
    assert await fetcher.run() == 1
    assert [path.name for path in fetcher.folder.iterdir()] == [name]
    assert photo(terrain).nom == name
    kept = io.BytesIO((fetcher.folder / name).read_bytes())
    assert Image.open(kept).size == (40, 30)

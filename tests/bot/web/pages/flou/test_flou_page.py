"""The photo touched on its page: shown as it will be, then made anew, the original gone."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from bot.casework.flou import PhotoBlurrer
from bot.domain.departs import REPENTIR
from storage.models import FLOU, Photo
from storage.photos import A_FLOUTER, GARDEE, RETIREE
from tests.bot.casework.terrain import ECLAIRAGE, GROUPE, SOIR, Terrain
from tests.bot.web.visitor import Visitor


def face() -> bytes:
    """Stripes of one pixel, black and white: what a soft blur keeps a trace of."""
    image = Image.new("RGB", (640, 480), "white")
    for x in range(0, 640, 2):
        image.paste("black", (x, 0, x + 1, 480))
    held = io.BytesIO()
    image.save(held, "JPEG", quality=95)
    return held.getvalue()


@pytest.fixture
def page(terrain: Terrain, visitor: Visitor) -> str:
    terrain.register_group()
    terrain.emit(photos=1, sortie=A_FLOUTER)
    visitor.photos_dir.mkdir()
    (visitor.photos_dir / "originale.jpg").write_bytes(face())
    with terrain.tx() as tx:
        row = tx.get_one(Photo, 1)
        row.etat, row.nom = GARDEE, "originale.jpg"
    return visitor.to(FLOU, 1)


def blurrer(visitor: Visitor) -> PhotoBlurrer:
    terrain = visitor.terrain
    programmes = {terrain.programme.id: terrain.programme}
    return PhotoBlurrer(terrain.database, terrain.clock, programmes, visitor.photos_dir)


def photo(terrain: Terrain) -> Photo:
    with terrain.tx() as tx:
        return tx.get_one(Photo, 1)


def contrast(data: bytes, box: tuple[int, int, int, int]) -> int:
    """How far apart the darkest and the lightest pixel are."""
    seen = Image.open(io.BytesIO(data)).convert("L").crop(box).tobytes()
    return max(seen) - min(seen)


async def form(visitor: Visitor, page: str, address: str = "") -> dict[str, str]:
    """The hidden fields, as the page shown at `address` has them."""
    _, text = await visitor.get(address or page)
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text))


async def touched(visitor: Visitor, page: str, **more: str) -> str:
    """The address to which a touch leads back."""
    response = await visitor.post(page, **{**await form(visitor, page), **more})
    assert response.status == 303
    return response.headers["Location"]


async def test_what_was_touched_is_shown_then_made_and_the_original_is_gone(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    assert [row.contenu.get("photo") for row in terrain.outbox(GROUPE)] == [None]
    assert terrain.outbox(ECLAIRAGE)[0].pas_avant == SOIR + timedelta(minutes=10)
    back = await touched(visitor, page, **{"p.x": "160", "p.y": "120", "taille": "grande"})
    seen = await (await visitor.client.get(f"{page}/photo/0?z=350.225.300.300")).read()
    assert "350.225.300.300" in back
    assert contrast(seen, (240, 160, 400, 320)) < 8, "one colour is left of it"
    assert contrast(seen, (0, 0, 60, 60)) > 150, "the rest of the photo is as it was"
    assert (visitor.photos_dir / "originale.jpg").read_bytes() == face(), "only shown so far"
    fields = await form(visitor, page, back)
    assert (await visitor.post(page, **fields)).status == 400, "nothing is chosen beforehand"
    chosen = await visitor.post(page, **fields, suite="flouter")
    assert chosen.status == 303
    said = await (await visitor.client.get(chosen.headers["Location"])).text()
    assert "cela ne s&#39;annule pas, mais vous pouvez encore en cacher plus ici" in said
    assert "en train d'être floutée" in (await visitor.get(page))[1]
    assert await blurrer(visitor).run() == 1
    made = photo(terrain)
    assert (made.zones, made.nom_autre) == (None, None)
    assert [one.name for one in visitor.photos_dir.iterdir()] == [made.nom]
    blurred = (visitor.photos_dir / str(made.nom)).read_bytes()
    assert contrast(blurred, (240, 160, 400, 320)) < 40
    (letter,) = terrain.outbox(ECLAIRAGE)
    assert (letter.pas_avant, letter.contenu["inline"]) == (
        SOIR + REPENTIR,
        [["photo0", made.nom]],
    )
    assert [row.contenu.get("photo") for row in terrain.outbox(GROUPE)] == [made.nom]


async def test_once_the_alert_left_the_blurred_photo_follows_in_the_group(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    terrain.all_sent()
    back = await touched(visitor, page, trait="10.10.200.100", **{"p.x": "5", "p.y": "5"})
    assert "1-10.10.200.100" in back, "what a finger drew wins over the tap that ends it"
    fields = await form(visitor, page, back)
    assert (await visitor.post(page, **fields, enlever="1")).headers["Location"].endswith("=1-")
    await visitor.post(page, **fields, suite="flouter")
    await blurrer(visitor).run()
    assert terrain.outbox(GROUPE)[-1].contenu == {"text": "📷 V-0001", "photo": photo(terrain).nom}


@pytest.mark.parametrize(
    "moment", ["named", "made", "settled"], ids=["before the file", "before it counts", "after"]
)
async def test_killed_anywhere_it_goes_on_and_no_original_is_left(
    terrain: Terrain, visitor: Visitor, page: str, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = await form(visitor, page, await touched(visitor, page, **{"p.x": "9", "p.y": "9"}))
    await visitor.post(page, **fields, suite="flouter")
    where = {
        "named": "bot.casework.flou._make",
        "made": "storage.flou.made",
        "settled": "storage.flou.gone",
    }

    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(where[moment], killed)
        with pytest.raises(KeyboardInterrupt):
            await blurrer(visitor).run()
    await blurrer(visitor).run()
    assert [one.name for one in visitor.photos_dir.iterdir()] == [photo(terrain).nom]
    assert photo(terrain).nom != "originale.jpg"


async def test_what_must_not_leave_is_kept_nowhere(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    fields = await form(visitor, page)
    assert (await visitor.post(page, **fields, suite="flouter")).status == 400, "nothing touched"
    await visitor.post(page, **fields, suite="sans")
    await blurrer(visitor).run()
    assert photo(terrain).etat == RETIREE
    assert list(Path(visitor.photos_dir).iterdir()) == []
    assert (await visitor.get(page))[0] == 404
    assert terrain.outbox(ECLAIRAGE)[0].contenu["inline"] == []

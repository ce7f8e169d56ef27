"""A service's program hears of each change, signed, once; whatever it answers is told."""

from __future__ import annotations

import asyncio
import json
import runpy
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest

from bot.casework.signalement.donnees import RESTE
from bot.channels.webhook import signature
from bot.clock import PARIS
from bot.delivery.contract import Refused, Unsure
from bot.delivery.outside import outside
from bot.domain.vies.signalement import ActeSignalement
from handlers.reponse_service import clock
from storage import signalements
from tests.bot.casework.terrain import MEDIATRICE, SOIR, open_terrain
from tests.bot.channels.machines import Machine, machine
from tests.clockwork import ring
from tests.storage.dispositif_cast import edited
from tests.stories.stage import Stage, furnished, stage

RECEPTEUR: Final = Path(__file__).parents[4] / "docs" / "recepteur.py"
verifie: Final = runpy.run_path(str(RECEPTEUR))["verifie"]
"""As the receiver that the documentation gives proves what it gets."""
LIGNE: Final = '{slug: sv-eclairage, label: "Éclairage public", '
MAILS: Final = 'emails: ["eclairage@amiens.example.org"], '
MONDAY: Final = datetime(2026, 11, 23, 8, 0, tzinfo=PARIS)
SECRET: Final = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"""Of the norm's own example."""
NAMED: Final = {"SECRET_ECLAIRAGE": SECRET}


def test_the_signature_is_that_of_the_published_example() -> None:
    event = ("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    published = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signature.headers(SECRET, *event)["webhook-signature"] == published
    newer = f"whsec_{'ab' * 16}"
    both = signature.headers(f"{SECRET} {newer}", *event)["webhook-signature"].split()
    assert both[0] == published
    assert both[1:] == [signature.headers(newer, *event)["webhook-signature"]]


def with_hook(url: str, mails: str = "") -> Any:
    hook = f"{LIGNE}{mails}webhook: {{url: '{url}/recu', secret_env: SECRET_ECLAIRAGE}}, "
    return edited(LIGNE + MAILS, hook)


def cases(service: Machine) -> list[Any]:
    """What it was told of cases: what is told once a week comes when it comes."""
    return [one.json for one in service.asked if one.json["type"] != RESTE]


def heard(service: Machine, times: int) -> bool:
    """Whether it was told of cases so many times."""
    return len(cases(service)) >= times


def events(service: Machine) -> list[tuple[str, str]]:
    """(type, state) of each, as the receiver of the documentation lets them in."""
    return [(one["type"], one["data"]["etat"]["code"]) for one in cases(service)]


async def opened_then_renewed(play: Stage, service: Machine, page: str) -> None:
    """The page shows the case; too old, it has a new link sent to the program."""
    async with aiohttp.ClientSession() as browser:
        assert "V-0001" in await (await browser.get(page)).text()
        play.clock.advance(timedelta(days=15))
        assert (await browser.get(page)).status == 410, "too old to answer"
        await browser.post(f"{page}/lien", data={"choix": "oui"})
        await play.later(partial(heard, service, 3))
        newer = cases(service)[2]
        assert newer["type"] == "signalement.lien"
        assert (await browser.get(newer["data"]["page"])).status == 200


async def test_each_change_is_one_signed_event_and_the_answer_comes_back_by_its_page(
    tmp_path: Path,
) -> None:
    async with machine() as service:
        config = with_hook(service.url)
        lent = {"secrets": NAMED, "inside": True}
        async with stage(furnished(tmp_path), config=config, at=SOIR, **lent) as play:
            terrain = open_terrain(play.carnet.database, config)
            service.answers = [(503, ""), (204, "")]
            signalement = terrain.emit(lieu="devant l'arrêt de bus")
            await play.later(partial(service.was_asked, 1))
            await play.later(partial(service.was_asked, 2))
            first, again = service.asked
            assert first.headers["webhook-id"] == again.headers["webhook-id"]
            assert first.path == "/recu"
            assert verifie(SECRET, again.headers, again.body, play.clock.now().timestamp())
            assert not verifie(
                SECRET, again.headers, again.body + b" ", play.clock.now().timestamp()
            )
            data = again.json["data"]
            assert (data["reference"], data["categorie"]["code"]) == (
                "V-0001",
                "vt-eclairage-public",
            )
            assert "501" not in json.dumps(data["historique"]), "a role, never an account"
            await opened_then_renewed(play, service, data["page"])
            terrain.act(
                signalement,
                ActeSignalement.PRENDRE_EN_CHARGE,
                "service:sv-eclairage:webhook",
            )
            terrain.act(signalement, ActeSignalement.ANNULER, terrain.mediateur(MEDIATRICE))
            await play.later(partial(heard, service, 5))
            assert events(service)[3:] == [
                ("signalement.etat", "pris_en_charge"),
                ("signalement.etat", "annule"),
            ]


async def test_what_is_still_open_there_comes_once_a_week(tmp_path: Path) -> None:
    async with machine() as service:
        config = with_hook(service.url)
        lent = {"secrets": NAMED, "inside": True}
        async with stage(furnished(tmp_path), config=config, at=SOIR, **lent) as play:
            terrain = open_terrain(play.carnet.database, config)
            terrain.emit()
            await play.later(partial(service.was_asked, 1))
            play.clock.set(MONDAY)
            ring(terrain.database, terrain.programme, MONDAY, clock.tell_what_is_open)
            await play.later(partial(service.was_asked, 2))
            (told,) = (one.json for one in service.asked if one.json["type"] == RESTE)
            assert told["data"]["semaine"] == "2026-11-16"
            assert told["data"]["service"]["code"] == "sv-eclairage"
            (still,) = told["data"]["ouverts"]
            assert (still["reference"], still["retard"]) == ("V-0001", True)
            async with aiohttp.ClientSession() as browser:
                assert "V-0001" in await (await browser.get(still["page"])).text()
                assert (await browser.get(told["data"]["arreter"])).status == 200


async def test_what_a_program_answers_badly_is_told_and_never_followed(tmp_path: Path) -> None:
    async with machine() as service:
        config = with_hook(service.url)
        lent = {"secrets": NAMED, "inside": True}
        async with stage(furnished(tmp_path), config=config, at=SOIR, **lent) as play:
            terrain = open_terrain(play.carnet.database, config)
            service.headers["Location"] = f"{service.url}/ailleurs"
            service.answers = [(301, ""), (200, {"error": "dossier inconnu"}), (410, "")]
            for number in range(1, 4):
                terrain.emit()
                await play.later(partial(service.was_asked, number))
            rows = terrain.alertes()
            assert [(one.canal, one.echec) for one in rows] == [
                ("webhook", "réponse 301 : l'adresse renvoie ailleurs, où rien n'est envoyé"),
                ("webhook", "réponse 200, mais avec une erreur : dossier inconnu"),
                ("webhook", "réponse 410 : plus personne n'y écoute"),
                ("email", None),
            ], "once closed, its signalement went another way at once"
            assert {one.path for one in service.asked} == {"/recu"}
            with terrain.tx() as tx:
                known = [[one.acte for one in signalements.actes(tx, n)] for n in (1, 2, 3)]
            assert known == [["emettre"], ["emettre", "buter"], ["emettre"]]
            told = [one.subject for one in play.mail_to(config.coordination.email)]
            assert "[V-0001] L'alerte n'est pas partie" in told
            assert "[V-0002] L'alerte n'est pas partie" in told
            assert "Éclairage public : une adresse refuse nos envois" in told


@pytest.mark.parametrize("scheme", ["http", "ftp"])
async def test_nothing_leaves_in_clear(scheme: str) -> None:
    async with outside(inside=False) as door:
        with pytest.raises(Refused, match="https"):
            await door.ask("POST", f"{scheme}://carnet.example.org/")


@pytest.mark.parametrize(
    "host",
    [
        *("127.1", "127.0.0.1", "169.254.169.254", "[::1]", "[::ffff:10.0.0.1]"),
        *("[64:ff9b::a00:1]", "[2002:a00:1::]"),
    ],
)
async def test_nothing_is_asked_of_the_machine_s_own_network(host: str) -> None:
    async with outside(inside=False) as door:
        with pytest.raises(Refused):
            await door.ask("POST", f"https://{host}/")


async def test_a_name_that_leads_inside_is_refused_as_the_line_opens() -> None:
    async with outside(inside=False) as door:
        with pytest.raises(Refused, match="réseau de cette machine"):
            await door.ask("POST", "https://localhost/")


async def test_a_program_that_never_answers_leaves_a_doubt_and_holds_nobody() -> None:
    left = asyncio.Event()

    async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        await writer.wait_closed()
        left.set()

    server = await asyncio.start_server(mute, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        async with outside(inside=True, seconds=0.3) as door:
            with pytest.raises(Unsure, match="TimeoutError"):
                await door.ask("POST", f"http://127.0.0.1:{port}/")
        async with asyncio.timeout(5):
            await left.wait()

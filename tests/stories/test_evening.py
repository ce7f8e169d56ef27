"""One evening in the street, from the first tap to the last e-mail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.domain.roles import Role
from bot.sandbox.groups import Group
from bot.sandbox.mailbox import Courriel
from bot.sandbox.persons import Person
from storage.machine.db import Database
from tests.oracle import check_calls
from tests.pictures import jpeg
from tests.stories.stage import Home, Stage, stage

ECLAIRAGE = "eclairage@amiens.example.org"
SUBJECT = "[V-0001] Éclairage public en panne – Site A (Étouvie) – sous 72 h"


async def answer_page(stage_: Stage, choice: str) -> str:
    """Open the signed page of the last letter, choose, send; the page that follows."""
    (link,) = re.findall(r"http://127\.0\.0\.1:\d+/s/\S+", stage_.mail_to(ECLAIRAGE)[-1].text)
    async with aiohttp.ClientSession() as browser:
        async with browser.get(link) as shown:
            page = await shown.text()
        nonce = re.search(r'name="([^"]+)" value="([^"]+)"', page)
        assert nonce, page
        fields = {nonce[1]: nonce[2], "reponse": choice}
        async with browser.post(link, data=fields) as answered:
            return (await answered.text()).replace("&#39;", "'")


@dataclass(frozen=True)
class Cast:
    """Who is in the street that evening, and who listens."""

    mediatrice: Person
    mediateur: Person
    coordination: Person
    group: Group


async def everybody_joins(play: Stage) -> Cast:
    coordination = await play.joins("Coordination", Role.COORDINATION)
    mediatrice = await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1")
    mediateur = await play.joins("Médiateur", Role.MEDIATEUR, "binome-1")
    assert "Médiateur a rejoint l'équipe" in coordination.read()
    agent = play.world.person("Agent")
    group = await play.group_of("sv-eclairage", "Éclairage public", agent)
    assert "reçoit désormais les signalements" in agent.read(group)
    return Cast(mediatrice, mediateur, coordination, group)


async def presence_starts(play: Stage, cast: Cast) -> None:
    """Two taps, and the other one knows."""
    assert "Vous démarrez ?" in await play.says(cast.mediatrice, "▶️ Présence")
    started = await play.taps(cast.mediatrice, "✅ Démarrer")
    assert "Site A" in started
    assert "17 h 04, en binôme. Période : journée, puis soirée à 18 h 00" in started
    assert "Site A : votre binôme a démarré la présence" in cast.mediateur.read()


async def people_are_counted(play: Stage, cast: Cast) -> None:
    """By taps, then in one typed line."""
    await play.at(17, 40)
    await play.says(cast.mediatrice, "👥 Rencontres")
    await play.taps(cast.mediatrice, "12-17 ans", "12-17 ans", "26-59 ans")
    assert "Total : 3" in cast.mediatrice.read()
    await play.taps(cast.mediatrice, "✅ Fini", "⏭ Passer")
    await play.at(18, 30)
    assert "= 11" in await play.says(cast.mediatrice, "8 ados 3 adultes")
    await play.taps(cast.mediatrice, "✅ Enregistrer", "⏭ Passer")
    assert "Depuis le début de la présence : 14" in cast.mediatrice.read()


async def a_lamp_is_dead(play: Stage, cast: Cast) -> None:
    """A photo and three taps; the alert is in the group and in the mailbox."""
    await play.at(19, 10)
    cast.mediatrice.send_photo(jpeg())
    await play.quiet()
    sent = await play.taps(cast.mediatrice, "Éclairage", "📌 Site A", "✅ Envoyer")
    assert "V-0001" in sent
    assert "envoyé au service Éclairage public" in sent
    await play.leaves()
    card = next(m for m in reversed(play.world.messages(cast.group.id)) if m.from_bot)
    assert "V-0001" in card.text
    assert card.photo
    (letter,) = play.mail_to(ECLAIRAGE)
    assert letter.subject == SUBJECT
    assert letter.images


async def it_is_mended(play: Stage, cast: Cast) -> None:
    """The service answers from its page; the mediators are told, and check on the spot."""
    assert "C'est noté" in await answer_page(play, "recu")
    await play.quiet()
    assert "V-0001 : bien reçu par Éclairage public" in cast.mediatrice.read()
    await answer_page(play, "traite")
    await play.quiet()
    assert "Vous passez vérifier ?" in cast.mediatrice.read()
    assert "clos" in await play.taps(cast.mediatrice, "✅ Réparé")


async def presence_ends(play: Stage, cast: Cast) -> None:
    await play.at(20, 52)
    await play.says(cast.mediatrice, "▶️ Présence")
    summary = await play.taps(cast.mediatrice, "⏹ Terminer")
    assert "(3 h 48 : 0 h 56 en journée, 2 h 52 en soirée)" in summary
    assert "14 rencontres, 1 signalement" in summary
    end = await play.taps(cast.mediatrice, "🙂 4", "Moyenne")
    assert "Ambiance : apaisée. Fréquentation : moyenne." in end
    assert "a terminé la présence" in cast.mediateur.read()


async def the_comite_reads_the_same_figures(play: Stage) -> None:
    """Monday 08:00: once for each recipient of each comité, in HTML and in plain text."""
    await play.at(7, 59, days=6)
    assert points_hebdo(play) == []
    await play.at(8, 0, days=6)
    await play.at(8, 5, days=6)
    points = points_hebdo(play)
    assert len(points) == len({(m.to, m.text) for m in points}) > 0
    concerned = [one for one in points if "3 h 48" in plain(one.text)]
    assert {address for one in concerned for address in one.to} == readers_of_site_a(play)
    for point in concerned:
        for figure in ("3 h 48", "14", "0 h 56", "2 h 52"):
            assert figure in plain(point.text)
            assert figure in plain(point.html)


def points_hebdo(play: Stage) -> list[Courriel]:
    """Those of the comités: the coordination was given its own to reread."""
    (config,) = play.carnet.wiring.dispositifs
    told = [one for one in play.mailbox.messages if "semaine 47" in one.subject]
    return [one for one in told if config.coordination.email not in one.to]


def readers_of_site_a(play: Stage) -> set[str]:
    """Members of the comité of the site's territoire, and of those that follow everything."""
    (config,) = play.carnet.wiring.dispositifs
    area = config.quartier(config.site("site-a").quartier).territoire
    comites = [one for one in config.lecteurs("hebdo") if one.territoire in (None, area)]
    return {reader.email for comite in comites for reader in comite.destinataires}


def plain(text: str) -> str:
    """Spaces that do not break, made ordinary."""
    for space in ("\u00a0", "\u202f", "&nbsp;", "&#160;"):
        text = text.replace(space, " ")
    return text


async def test_one_evening_end_to_end(empty_database: Database, tmp_path: Path) -> None:
    """On a database that the bot makes itself."""
    url = empty_database.url.render_as_string(hide_password=False)
    async with stage(Home(tmp_path, url)) as play:
        cast = await everybody_joins(play)
        await presence_starts(play, cast)
        await people_are_counted(play, cast)
        await a_lamp_is_dead(play, cast)
        await it_is_mended(play, cast)
        await presence_ends(play, cast)
        await the_comite_reads_the_same_figures(play)
        check_calls(play.world)

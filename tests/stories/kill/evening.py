"""The evening that is replayed: every kind of commit and of send, in a few dozen gestures."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.groups import Group
from bot.sandbox.persons import Person
from bot.sandbox.world import World
from tests.pictures import jpeg
from tests.stories.kill import ledger
from tests.stories.kill.replay import Replay, tap

ECLAIRAGE = "eclairage@amiens.example.org"


@dataclass(frozen=True)
class Cast:
    """Who is in the street that evening, and who listens."""

    coordination: Person
    mediatrice: Person
    mediateur: Person
    agent: Person
    group: Group


def cast(world: World) -> Cast:
    coordination, mediatrice, mediateur, agent = (
        world.person(name) for name in ("Coordination", "Médiatrice", "Médiateur", "Agent")
    )
    group = world.group("Éclairage public", (agent,), bot_is_member=False)
    return Cast(coordination, mediatrice, mediateur, agent, group)


async def evening(play: Replay) -> None:
    """From the first /start to the comités' letters. Raises LookupError for a missing button."""
    people = cast(play.world)
    await everybody_joins(play, people)
    await people_are_counted(play, people)
    await a_lamp_is_dead(play, people)
    await it_is_mended(play, people)
    await presence_ends(play, people)
    play.updates = ledger.read_updates(play.books)
    await play.at(8, 0, days=6)


async def everybody_joins(play: Replay, people: Cast) -> None:
    """All come at once; they accept one after the other, so that their rows keep their order."""
    team = (people.coordination, people.mediatrice, people.mediateur)
    people.group.add_bot(people.agent)
    for person in team:
        person.start(play.codes[person.first_name])
    code = f"/start@{play.world.bot['username']} {play.codes[people.group.title]}"
    people.agent.write(code, people.group)
    await play.quiet()
    for person in team:
        await play.taps(person, "✅ J'accepte et je commence")


async def people_are_counted(play: Replay, people: Cast) -> None:
    """She counts by taps while he types."""
    she, he = people.mediatrice, people.mediateur
    # The slot began at 17:00: the bot writes first to both, and they answer from the keyboard.
    await play.at(17, 5)
    await play.says(she, "▶️ Présence")
    await play.taps(she, "✅ Démarrer")
    await play.at(17, 40)
    await play.together(
        lambda: she.write("👥 Rencontres"),
        lambda: he.write("8 ados 3 adultes"),
    )
    await play.together(
        lambda: tap(she, "12-17 ans"),
        lambda: tap(he, "✅ Enregistrer"),
    )
    await play.taps(he, "⏭ Passer")
    await play.taps(she, "✅ Fini", "⏭ Passer")


async def a_lamp_is_dead(play: Replay, people: Cast) -> None:
    await play.at(19, 10)
    await play.together(lambda: people.mediatrice.send_photo(jpeg()))
    await play.taps(people.mediatrice, "Éclairage", "📌 Site A", "✅ Envoyer")


async def it_is_mended(play: Replay, people: Cast) -> None:
    """Answers by the page and by the card in the group, then a check on the spot."""
    await play.at(19, 30)
    await play.answers_page(ECLAIRAGE, "recu")
    await play.together(lambda: people.agent.tap("🛠 Pris en charge", chat=people.group))
    await play.answers_page(ECLAIRAGE, "traite")
    await play.taps(people.mediatrice, "✅ Réparé")


async def presence_ends(play: Replay, people: Cast) -> None:
    await play.at(20, 52)
    await play.says(people.mediatrice, "▶️ Présence")
    await play.taps(people.mediatrice, "⏹ Terminer", "🙂 4", "Moyenne")

"""Somebody of a service on Matrix, through matrix-nio: a request a line, an answer a line.

Run by the Python of `.venv-matrix`, which has the library; nothing of ours is imported here.
"""

from __future__ import annotations

import asyncio
import io
import json
import sys
from pathlib import Path
from typing import Any

import nio


def relation(event: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"rel_type": kind, "event_id": event, **more}


class Person:
    """One account, logged in; `events` are all that it saw, oldest first."""

    def __init__(self, client: nio.AsyncClient) -> None:
        self.client = client
        self.events: list[dict[str, Any]] = []

    async def room(self, guest: str, alias: str = "", encrypted: str = "") -> str:
        state = [nio.EnableEncryptionBuilder().as_dict()] if encrypted else []
        made = await self.client.room_create(
            alias=alias or None, invite=[guest], initial_state=state
        )
        return str(made.room_id)

    async def says(self, room: str, text: str, to: str = "") -> str:
        content: dict[str, Any] = {"msgtype": "m.text", "body": text}
        if to:
            content["m.relates_to"] = {"m.in_reply_to": {"event_id": to}}
        return await self._send(room, "m.room.message", content)

    async def shows(self, room: str, to: str, path: str) -> str:
        """A photo, as an answer to that event."""
        data = Path(path).read_bytes()
        held = io.BytesIO(data)
        kept, _keys = await self.client.upload(held, "image/jpeg", "p.jpg", filesize=len(data))
        content = {"msgtype": "m.image", "body": "p.jpg", "url": kept.content_uri}
        content["info"] = {"mimetype": "image/jpeg", "size": len(data)}
        content["m.relates_to"] = {"m.in_reply_to": {"event_id": to}}
        return await self._send(room, "m.room.message", content)

    async def reacts(self, room: str, to: str, sign: str) -> str:
        content = {"m.relates_to": relation(to, "m.annotation", key=sign)}
        return await self._send(room, "m.reaction", content)

    async def removes(self, room: str, event: str) -> str:
        return str((await self.client.room_redact(room, event)).event_id)

    async def kicks(self, room: str, whom: str) -> str:
        return type(await self.client.room_kick(room, whom)).__name__

    async def invites(self, room: str, whom: str) -> str:
        return type(await self.client.room_invite(room, whom)).__name__

    async def buries(self, room: str, following: str) -> str:
        content = {"body": "Ce salon continue ailleurs", "replacement_room": following}
        sent = await self.client.room_put_state(room, "m.room.tombstone", content)
        return str(sent.event_id)

    async def reads(self, room: str) -> list[dict[str, Any]]:
        """Every message and picture of the room, as the library understands it."""
        for _ in range(2):
            answer = await self.client.sync(timeout=0)
            joined = answer.rooms.join
            for name, one in joined.items():
                self.events += [self._shown(name, event) for event in one.timeline.events]
        return [one for one in self.events if one["room"] == room]

    def _shown(self, room: str, event: nio.Event) -> dict[str, Any]:
        return {
            "room": room,
            "kind": type(event).__name__,
            "id": event.event_id,
            "from": event.sender,
            "body": getattr(event, "body", ""),
            "html": getattr(event, "formatted_body", None) or "",
            "content": event.source.get("content", {}),
        }

    async def _send(self, room: str, kind: str, content: dict[str, Any]) -> str:
        sent = await self.client.room_send(room, kind, content)
        return str(sent.event_id)


async def main(url: str, name: str) -> None:
    client = nio.AsyncClient(url, name)
    await client.login(name)
    person = Person(client)
    for line in iter(sys.stdin.readline, ""):
        asked = json.loads(line)
        try:
            said = await getattr(person, asked.pop("do"))(**asked)
            answer = {"said": said}
        except Exception as error:
            answer = {"error": repr(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    await client.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

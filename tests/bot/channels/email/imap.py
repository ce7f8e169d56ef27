"""A small IMAP server for tests: one box, letters that are read or not (RFC 3501, a few words)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

USER, SECRET = "carnet", "motdepasse"


@dataclass
class Imap:
    """`letters` by number, `seen` those that were marked; `said` every command that came."""

    letters: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    url: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK ready\r\n")
        while line := (await reader.readline()).decode().strip():
            tag, _, rest = line.partition(" ")
            self.said.append(rest)
            writer.write(self._answer(rest) + f"{tag} {self._end(rest)}\r\n".encode())
            await writer.drain()
        writer.close()

    def _end(self, rest: str) -> str:
        wrong = rest.startswith("LOGIN") and f'"{SECRET}"' not in rest
        return "NO wrong password" if wrong else "OK done"

    def _answer(self, rest: str) -> bytes:
        if rest.startswith("CAPABILITY"):
            return b"* CAPABILITY IMAP4rev1\r\n"
        if rest.startswith("SELECT"):
            return f"* {len(self.letters)} EXISTS\r\n".encode()
        if rest.startswith("UID SEARCH"):
            new = (
                str(number)
                for number, one in self.letters.items()
                if number not in self.seen and b"delivery-status" in one.partition(b"\r\n\r\n")[0]
            )
            return f"* SEARCH {' '.join(new)}\r\n".encode()
        if rest.startswith("UID FETCH"):
            number = int(rest.split()[2])
            body = self.letters[number]
            head = f"* {number} FETCH (UID {number} BODY[]<0> {{{len(body)}}}\r\n"
            return head.encode() + body + b")\r\n"
        if rest.startswith("UID STORE"):
            self.seen |= {int(one) for one in rest.split()[2].split(",")}
        if rest.startswith("LOGOUT"):
            return b"* BYE\r\n"
        return b""


@asynccontextmanager
async def mailbox() -> AsyncIterator[Imap]:
    """It listens on this machine until the test ends."""
    box = Imap()
    server = await asyncio.start_server(box.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    box.url = f"imap://{USER}:{SECRET}@127.0.0.1:{port}/INBOX"
    yield box
    server.close()

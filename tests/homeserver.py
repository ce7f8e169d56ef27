"""A real Matrix homeserver (Synapse), and somebody there whose client is not ours (matrix-nio).

Both live in a venv of their own, `.venv-matrix`, that `make matrix` fills: they weigh 275 MB, and
bind versions that the bot itself need not. Without it, what needs them is skipped aloud.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import socket
import subprocess
import time
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
import yaml

PYTHON: Final = Path(__file__).parents[1] / ".venv-matrix" / "bin" / "python"
MISSING: Final = "ni Synapse, ni matrix-nio, ni georeport : « make matrix » les installe à part"
AGENT: Final = Path(__file__).with_name("agent_matrix.py")
SECRET: Final = "partage"
PATIENCE: Final = 30.0
GENEROUS: Final = {"per_second": 10_000, "burst_count": 10_000}


@dataclass(frozen=True)
class Homeserver:
    """It listens at `url`; everybody's password there is their name."""

    url: str

    def account(self, name: str) -> str:
        """What CARNET_MATRIX_URL would say of somebody new."""
        nonce = self.ask("GET", "/_synapse/admin/v1/register")["nonce"]
        told = "\0".join((nonce, name, name, "notadmin")).encode()
        mac = hmac.new(SECRET.encode(), told, hashlib.sha1).hexdigest()
        who = {"nonce": nonce, "username": name, "password": name, "mac": mac, "admin": False}
        self.ask("POST", "/_synapse/admin/v1/register", who)
        return self.url.replace("://", f"://{name}:{name}@")

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """One answer of it."""
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.url + path, data, method=method), timeout=PATIENCE) as answer:
            return json.load(answer)


@dataclass
class Agent:
    """Somebody of a service: what they do there, they do with matrix-nio, in a process apart."""

    process: asyncio.subprocess.Process

    async def does(self, what: str, **how: str) -> Any:
        """What came of it, as their client tells it."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"do": what, **how}).encode() + b"\n")
        line = await asyncio.wait_for(self.process.stdout.readline(), PATIENCE)
        said = json.loads(line)
        assert "error" not in said, said
        return said["said"]


@asynccontextmanager
async def agent(server: Homeserver, name: str) -> AsyncIterator[Agent]:
    """Somebody new, logged in."""
    server.account(name)
    process = await asyncio.create_subprocess_exec(
        *(str(PYTHON), str(AGENT), server.url, name),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Agent(process)
    finally:
        process.kill()
        await process.wait()


@pytest.fixture(scope="session")
def homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    """One for all tests; on the loopback, on SQLite, it federates with nobody."""
    if not PYTHON.exists():
        pytest.skip(MISSING)
    folder = tmp_path_factory.mktemp("synapse")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "hs.yaml").write_text(yaml.safe_dump(_settings(folder, port)))
    seed = b64encode(hashlib.sha256(b"essai").digest()).decode().rstrip("=")
    (folder / "key").write_text(f"ed25519 a_essai {seed}\n")
    command = [str(PYTHON), "-m", "synapse.app.homeserver", "-c", str(folder / "hs.yaml")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        server = Homeserver(f"http://127.0.0.1:{port}")
        _wait(server, process, folder)
        yield server
    finally:
        process.kill()
        process.wait()


def _settings(folder: Path, port: int) -> dict[str, Any]:
    limits = ("rc_message", "rc_registration", "rc_joins", "rc_invites", "rc_login")
    joins = {one: GENEROUS for one in ("local", "remote")}
    invites = {one: GENEROUS for one in ("per_room", "per_user", "per_issuer")}
    logins = {one: GENEROUS for one in ("address", "account", "failed_attempts")}
    said = dict.fromkeys(limits, GENEROUS)
    return said | {
        "rc_joins": joins,
        "rc_invites": invites,
        "rc_login": logins,
        "server_name": "localhost",
        "report_stats": False,
        "pid_file": str(folder / "pid"),
        "signing_key_path": str(folder / "key"),
        "media_store_path": str(folder / "media"),
        "registration_shared_secret": SECRET,
        "suppress_key_server_warning": True,
        "trusted_key_servers": [],
        "federation_domain_whitelist": [],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "hs.db")}},
        "listeners": [
            {
                "port": port,
                "type": "http",
                "bind_addresses": ["127.0.0.1"],
                "resources": [{"names": ["client", "media"]}],
            }
        ],
    }


def _wait(server: Homeserver, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            server.ask("GET", "/_matrix/client/versions")
        except (URLError, ConnectionError):
            ended = process.poll() is not None or time.monotonic() > until
            assert not ended, (folder / "log").read_text()[-2_000:]
            time.sleep(0.05)
        else:
            return

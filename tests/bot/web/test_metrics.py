"""What Prometheus reads: well written, hidden from the street, and all that its rules name."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from bot.compteurs import Durees
from bot.web.metrics import measures
from tests.bot.web.essais_alertes import ESSAIS, written
from tests.bot.web.visitor import Visitor

DOCS = Path(__file__).parents[3] / "docs" / "exploitation"
RULES, BOARD = DOCS / "alertes.yml", DOCS / "tableau.json"
FAMILIES = {"carnet_turn_seconds_bucket", "carnet_outbox_messages", "carnet_deliveries_total"}
NAMES = {one.name for one in measures({})} | FAMILIES | {"carnet_incident"}

PROMTOOL = shutil.which("promtool") or ""

promtool = pytest.mark.skipif(
    not PROMTOOL,
    reason="les règles d'alerte ne sont pas éprouvées : il manque promtool (Debian : prometheus)",
)


async def test_the_figures_of_health_are_read_by_a_scraper(visitor: Visitor) -> None:
    visitor.seen.update({"a_traiter": 2, "attend_depuis": {"a_envoyer": 601}, "ecoute": "ok"})
    response = await visitor.client.get("/metrics")
    said = await response.text()
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "carnet_inbox_pending 2.0" in said
    assert "carnet_outbox_oldest_seconds 601.0" in said
    assert "carnet_promises_at_risk 1.0" in said
    assert "carnet_telegram_heard 1.0" in said


async def test_how_long_turns_took_and_what_left_are_counted(visitor: Visitor) -> None:
    tours = Durees()
    for seconds in (0.004, 0.1, 0.3, 90.0):
        tours.note(seconds)
    visitor.seen.update(
        {
            "tours": tours,
            "remises": Counter({("email", "Receipt"): 3, ("telegram", "Away"): 1}),
            "files": {("alerte", "retry"): 2},
            "incidents": {"disque": 1},
        }
    )
    said = await (await visitor.client.get("/metrics")).text()
    for line in (
        'carnet_turn_seconds_bucket{le="0.01"} 1.0',
        'carnet_turn_seconds_bucket{le="0.1"} 2.0',
        'carnet_turn_seconds_bucket{le="+Inf"} 4.0',
        "carnet_turn_seconds_sum 90.404",
        'carnet_deliveries_total{channel="email",result="Receipt"} 3.0',
        'carnet_outbox_messages{lane="alerte",state="retry"} 2.0',
        'carnet_incident{kind="disque"} 1.0',
    ):
        assert f"{line}\n" in said
    assert "process_resident_memory_bytes" in said


async def test_nobody_reads_them_through_the_public_proxy(visitor: Visitor) -> None:
    response = await visitor.client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"})
    assert response.status == 404


@pytest.mark.parametrize("file", [RULES, BOARD], ids=lambda file: file.name)
def test_rules_and_board_name_only_what_is_measured(file: Path) -> None:
    named = set(re.findall(r"\bcarnet_\w+", file.read_text(encoding="utf-8")))
    assert named <= NAMES
    assert "carnet_promises_at_risk" in named


def test_the_board_is_what_grafana_imports() -> None:
    board = json.loads(BOARD.read_text(encoding="utf-8"))
    panels = board["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert all(panel["targets"][0]["expr"] for panel in panels)


@promtool
def test_the_rules_are_well_written() -> None:
    checked = subprocess.run(
        (PROMTOOL, "check", "rules", str(RULES)), capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    assert f"{len(ESSAIS)} rules found" in checked.stdout


@promtool
def test_each_rule_fires_when_it_should_and_not_before(tmp_path: Path) -> None:
    file = written(RULES, tmp_path)
    played = subprocess.run(
        (PROMTOOL, "test", "rules", str(file)), capture_output=True, text=True, check=False
    )
    assert played.returncode == 0, played.stdout + played.stderr


@promtool
async def test_what_is_scraped_is_well_written(visitor: Visitor) -> None:
    said = await (await visitor.client.get("/metrics")).text()
    checked = subprocess.run(
        (PROMTOOL, "check", "metrics"), input=said, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr

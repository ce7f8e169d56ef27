"""Each alert rule with what fires it and what just does not, as promtool plays them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml


class Essai(NamedTuple):
    """A series minute by minute, as promtool writes it; `at`: when the alert fires, not before."""

    series: str
    values: str
    at: str
    before: str
    labels: tuple[tuple[str, str], ...] = ()


TURNS: Final = 'carnet_turn_seconds_bucket{le="%s"}'
ESSAIS: Final = {
    "CarnetMuet": Essai('up{job="carnet"}', "0x20", "6m", "4m", (("job", "carnet"),)),
    "PromesseEnJeu": Essai("carnet_promises_at_risk", "1x20", "3m", "1m"),
    "EnvoiEnRetard": Essai("carnet_outbox_oldest_seconds", "500+60x20", "5m", "1m"),
    "MessagesNonTraites": Essai("carnet_inbox_oldest_seconds", "200+60x20", "5m", "1m"),
    "HorlogeArretee": Essai("carnet_tick_age_seconds", "200+60x20", "5m", "1m"),
    "DisquePlein": Essai("carnet_disk_free_bytes", "600e6-100e6x20", "5m", "1m"),
    "TelegramMuet": Essai("carnet_telegram_heard", "0x20", "11m", "9m"),
    "MisDeCote": Essai("carnet_inbox_to_mend", "1x20", "6m", "4m"),
    "NonRemis": Essai("carnet_outbox_dead", "0x30 1x60", "40m", "20m"),
    "ReponseLente": Essai(TURNS % "1.0", "0+1x40", "25m", "5m"),
    "AlerteEnPeine": Essai(
        'carnet_outbox_messages{lane="alerte",state="retry"}', "1x20", "11m", "9m"
    ),
    "EnvoisEnPeine": Essai(
        'carnet_outbox_messages{lane="prompt",state="uncertain"}', "21x20", "11m", "9m"
    ),
    "EnvoiRefuse": Essai(
        'carnet_deliveries_total{channel="email",result="Refused"}',
        *("0x30 1x60", "40m", "20m"),
        (("channel", "email"), ("result", "Refused")),
    ),
    "PointEnRetard": Essai("carnet_digests_due", "1x180", "121m", "119m"),
    "PurgeEnRetard": Essai("carnet_purge_age_seconds", "3x10 259200x1700", "28h", "24h"),
    "Incident": Essai(
        'carnet_incident{kind="disque"}', "_x5 1x20", "7m", "3m", (("kind", "disque"),)
    ),
}
BESIDE: Final = {"ReponseLente": [(TURNS % "2.5", "0+60x40"), (TURNS % "+Inf", "0+60x40")]}
"""Other series that the same rule reads."""


def written(rules: Path, into: Path) -> Path:
    """The file that promtool plays: every rule fires at its hour, and no other of that name."""
    (group,) = yaml.safe_load(rules.read_text(encoding="utf-8"))["groups"]
    tests = [_one(rule) for rule in group["rules"]]
    file = into / "essais.yml"
    content = {"rule_files": [str(rules)], "evaluation_interval": "1m", "tests": tests}
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return file


def _one(rule: dict[str, Any]) -> dict[str, Any]:
    name = rule["alert"]
    essai = ESSAIS[name]
    series = [(essai.series, essai.values), *BESIDE.get(name, [])]
    labels = {**rule["labels"], **dict(essai.labels)}
    kind = dict(essai.labels).get("kind", "")
    said = {
        one: text.replace("{{ $labels.kind }}", kind) for one, text in rule["annotations"].items()
    }
    fires = [{"exp_labels": labels, "exp_annotations": said}]
    return {
        "interval": "1m",
        "input_series": [{"series": one, "values": values} for one, values in series],
        "alert_rule_test": [
            {"eval_time": essai.before, "alertname": name, "exp_alerts": []},
            {"eval_time": essai.at, "alertname": name, "exp_alerts": fires},
        ],
    }

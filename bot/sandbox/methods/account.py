"""Methods about the bot itself: who it is, its menu of commands, its webhook."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.sandbox.methods.contract import Method, accepted
from bot.sandbox.parameters import boolean, file, integer, structure, text
from bot.sandbox.refusals import Json, bad_request
from bot.sandbox.world import World

MOST_COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def get_me(world: World, _params: Json) -> Json:
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_commands(world: World, params: Json) -> bool:
    commands = params.get("commands") or []
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check_command(command)
    world.commands[_menu(params)] = commands
    return True


def _check_command(command: Any) -> None:
    if not COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def get_commands(world: World, params: Json) -> list[Json]:
    return world.commands.get(_menu(params), [])


def delete_commands(world: World, params: Json) -> bool:
    world.commands.pop(_menu(params), None)
    return True


def _menu(params: Json) -> tuple[str, str]:
    """The key of a menu: exactly one scope and one language."""
    scope = params.get("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), params.get("language_code", "")


def set_webhook(world: World, params: Json) -> bool:
    """Remember the address; updates are not pushed to it, but getUpdates answers 409."""
    url = params.get("url", "")
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    return _point_webhook(world, url, params)


def delete_webhook(world: World, params: Json) -> bool:
    return _point_webhook(world, "", params)


def _point_webhook(world: World, url: str, params: Json) -> bool:
    world.webhook = url
    if "allowed_updates" in params:
        world.updates.allowed = list(params["allowed_updates"] or ())
    if params.get("drop_pending_updates"):
        world.updates.forget()
    return True


def get_webhook_info(world: World, _params: Json) -> Json:
    info: Json = {
        "url": world.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    return info


def get_file(world: World, params: Json) -> Json:
    return world.files.describe(params.get("file_id", ""))


LANGUAGE = {"language_code": text}
MENU = {**LANGUAGE, "scope": structure}
WEBHOOK = {
    "url": text,
    "certificate": file,
    "ip_address": text,
    "max_connections": integer,
    "allowed_updates": structure,
    "drop_pending_updates": boolean,
    "secret_token": text,
}
METHODS = [
    Method("getMe", {}, get_me),
    Method("getFile", {"file_id": text}, get_file),
    Method("setMyCommands", {**MENU, "commands": structure}, set_commands),
    Method("getMyCommands", MENU, get_commands),
    Method("deleteMyCommands", MENU, delete_commands),
    Method("setMyName", {**LANGUAGE, "name": text}, accepted),
    Method("setMyDescription", {**LANGUAGE, "description": text}, accepted),
    Method("setMyShortDescription", {**LANGUAGE, "short_description": text}, accepted),
    Method("setChatMenuButton", {"chat_id": integer, "menu_button": structure}, accepted),
    Method(
        "setMyDefaultAdministratorRights",
        {"rights": structure, "for_channels": boolean},
        accepted,
    ),
    Method("setWebhook", WEBHOOK, set_webhook),
    Method("deleteWebhook", {"drop_pending_updates": boolean}, delete_webhook),
    Method("getWebhookInfo", {}, get_webhook_info),
]

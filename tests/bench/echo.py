"""The base: a bare python-telegram-bot as its documentation shows it, which keeps nothing."""

from __future__ import annotations

import sys
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes


async def ready(_application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    print("ready", flush=True)


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """The same two calls as ours: the tap answered, its message rewritten."""
    query = update.callback_query
    if query is None:
        raise TypeError("only taps are expected here")
    await query.answer()
    button = InlineKeyboardButton("Encore", callback_data=query.data)
    text = f"Appui {update.update_id}"
    await query.edit_message_text(text, reply_markup=InlineKeyboardMarkup([[button]]))


def main(url: str, token: str) -> None:
    builder = Application.builder().token(token).base_url(f"{url}/bot").post_init(ready)
    application = builder.build()
    application.add_handler(CallbackQueryHandler(echo))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The other base: a stock aiogram as its documentation shows it, its state kept in memory."""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message


async def ready() -> None:
    print("ready", flush=True)


async def count(query: CallbackQuery, state: FSMContext) -> None:
    """The same two calls as ours, and one more tap in the memory of that person."""
    taps = (await state.get_data()).get("taps", 0) + 1
    await state.update_data(taps=taps)
    await query.answer()
    if not isinstance(query.message, Message):
        raise TypeError("only taps on a message of ours are expected here")
    button = InlineKeyboardButton(text="Encore", callback_data=query.data)
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[button]])
    await query.message.edit_text(f"Appui <b>{taps}</b>", reply_markup=keyboard, parse_mode="HTML")


async def main(url: str, token: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.startup.register(ready)
    dispatcher.callback_query.register(count)
    async with Bot(token, session=session) as bot:
        await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

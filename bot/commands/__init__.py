"""The operator's commands: one module each, registered in bot.commands.line."""

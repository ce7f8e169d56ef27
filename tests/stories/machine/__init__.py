"""A random evening: anybody does anything, the bot crashes and comes back, facts must hold."""

"""Ways to reach someone: one folder a kind, each keeping the contract of bot.delivery."""

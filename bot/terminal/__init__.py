"""How a command of the terminal is answered: the installation opened, a flow played."""

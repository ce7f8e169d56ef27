"""What the machine lacks or risks: looked at every minute, said once, and said when it ends."""

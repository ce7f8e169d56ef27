"""What a place looks like: ambiance, fréquentation, uses and misuses (requirements §3.6)."""

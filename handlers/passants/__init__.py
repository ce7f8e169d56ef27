"""Passers-by asked a few questions at T0, T1 and T2: counted, and nothing kept of anybody."""

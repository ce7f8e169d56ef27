"""Counting people met, by taps or by typing « 8 ados 3 adultes » (requirements §3.2)."""

"""The site grid, five notes from 0 to 4 at T0, T1 and T2 (requirements §4.5, block A)."""

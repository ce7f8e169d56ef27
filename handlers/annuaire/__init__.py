"""Who does what, where, when: the partners of the network (requirements F01, F14, PAR-1)."""

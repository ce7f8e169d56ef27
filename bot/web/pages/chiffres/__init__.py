"""How every figure is made, for whoever reads one."""

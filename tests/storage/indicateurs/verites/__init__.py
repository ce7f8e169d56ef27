"""Every figure a second time: a plain pass over the raw rows, sharing no code with the first."""

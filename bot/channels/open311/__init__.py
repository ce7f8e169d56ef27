"""A service's Open311 counter: each case is left there once, then asked for."""

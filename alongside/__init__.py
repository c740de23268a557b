"""Alongside: a peer support worker programme from the first enquiry to the last reference."""

__version__ = "0.1.0"

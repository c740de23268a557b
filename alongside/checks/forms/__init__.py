"""What may be entered on the pages of checks, by noun."""

"""The pages of checks, by noun."""

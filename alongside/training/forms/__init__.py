"""Forms of training, by noun."""

"""Question files as other systems write them, and calendars as they read them: text in, plain values out."""

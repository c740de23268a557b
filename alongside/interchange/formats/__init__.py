"""Reading and writing files. Bytes in, plain tables out; nothing here knows the database."""

"""From tables to tables: how the sides differ."""

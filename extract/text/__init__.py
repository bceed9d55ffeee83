"""Text dumps: tables without rulings, and often without columns and blank cells."""

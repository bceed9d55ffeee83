"""HWP 5, and the story of paragraphs and tables that it shares with HWPX."""

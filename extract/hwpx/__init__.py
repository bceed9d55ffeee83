"""HWPX, the XML format."""

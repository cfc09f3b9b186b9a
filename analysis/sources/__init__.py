"""Place -> Article."""

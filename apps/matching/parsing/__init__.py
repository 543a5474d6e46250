"""Reading what people write into fields. What nobody stated stays None or ""; nonsense is a ValueError."""

"""One file a kind of deed."""

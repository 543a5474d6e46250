"""Skills under all their names, and which of them a text speaks of."""

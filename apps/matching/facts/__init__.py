"""What a job or a résumé leaves open, topic by topic."""

"""First messages about this job and this person."""

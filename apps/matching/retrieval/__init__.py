"""The meaning of jobs and résumés as vectors, kept up to date."""

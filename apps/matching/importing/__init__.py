"""Files of jobs and résumés: rows, columns under their many names, and what is wrong with a row."""

"""What jobs and résumés both state: pay, degrees, levels, languages, and how a stated value is kept."""

"""What an experiment's numbers say. Pure, over numpy arrays whose last axis runs over clusters (companies or people),
so that one call judges one experiment or, in a simulation, thousands.

A cluster counts once, however many conversations it has: colleagues and repeated talks aren't independent, and the
question is what happens to the typical company or person. Importing it costs a quarter of a second (scipy), so pages
that only show a stored report don't.
"""

CONFIDENCE_ERROR = 0.05
"""Of the intervals shown: they hold what is true in 95 of 100 experiments."""
VERDICT_ERROR = 0.04
"""Of a verdict over all looks together: beneath the promised 5 %, so that approximations with few clusters keep it."""
FEWEST_CLUSTERS = 10
"""In each arm; with fewer nothing is said."""

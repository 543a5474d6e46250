"""What this app measures of itself."""

from apps.language.evaluation import Figures, Simulation, register_simulation


def _run() -> Figures:
    from apps.experiments import simulation  # noqa: PLC0415  scipy, for who asks for it alone

    return simulation.simulate(simulation.RUNS)


EXPERIMENTS = register_simulation(
    Simulation(
        name="experiments",
        help="no file: simulates experiments whose truth is known; do their intervals and verdicts hold",
        run=_run,
    )
)

"""The list of aims says of each figure whether it is worked out here. That must be true."""

from pathlib import Path

from paripasso.measurement import indicators as folder
from paripasso.programs.measures import indicators

NAMES = {"goals_moving": "goal_steps"}  # module -> key of the list, where they differ


def test_what_the_list_calls_measured_is_measured() -> None:
    modules = {path.stem for path in Path(next(iter(folder.__path__))).glob("*.py")} - {"__init__", "figure"}
    assert {key for key, one in indicators().items() if one.is_measured} == {NAMES.get(name, name) for name in modules}

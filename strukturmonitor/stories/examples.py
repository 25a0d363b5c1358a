"""Stories that come with a city's made data, so that a newcomer finds one to show, to copy and to learn from."""

import yaml

from strukturmonitor.cities import city
from strukturmonitor.database import Database
from strukturmonitor.stories.model import Story
from strukturmonitor.stories.storage import add_example

_FILE = "demo_stories.yml"


def add_examples(database: Database) -> int:
    """Keep the stories of the city's demo_stories.yml in a database of made data; returns how many there were."""
    path = city(database.versions.city).folder / _FILE
    if not database.is_demo or not path.exists():
        return 0
    documents = yaml.safe_load(path.read_text(encoding="utf-8"))["stories"]
    for document in documents:
        add_example(database, Story.model_validate(document))
    return len(documents)

"""What several tests of this area need."""

from collections.abc import Iterator

import pytest

from talkoot.kit.tests.installation import Installation, folder


@pytest.fixture(scope="session")
def migrated() -> Iterator[Installation]:
    """An installation on which `migrate` was run, to be copied."""
    with folder() as made:
        here = Installation(made / "var")
        assert here.talkoot("migrate") == (0, "Everything is of this version now.", "")
        yield here

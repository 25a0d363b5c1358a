"""The base of all our exceptions."""


class StrukturmonitorError(Exception):
    """Base of all errors a reader may see; the keyword arguments fill the message's placeholders."""

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in values.items())})")

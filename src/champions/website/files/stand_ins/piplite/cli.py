"""What the kernel makes of a line that begins with %pip."""


async def get_transformed_code(_: list[str]) -> str:
    """The Python that runs in place of the line."""
    return "await __import__('piplite').install()"

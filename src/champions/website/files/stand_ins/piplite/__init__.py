"""Stands in for the installer of JupyterLite's kernel: on this site all that lessons need is there."""


async def install(*_: object, **__: object) -> None:
    """Say that nothing can be installed here."""
    print("Nothing can be installed on this site. All that the lessons need is here already.")

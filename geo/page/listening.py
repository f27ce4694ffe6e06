"""Who can reach the page: this machine alone, or others too."""

from __future__ import annotations

from geo.errors import SettingsError
from geo.loopback import is_loopback


def may_listen(host: str | None) -> None:
    """Raise `SettingsError` where others can reach `host` and no setting says how readers are told apart.

    None stands for every address, as Streamlit has it.
    """
    if host is not None and is_loopback(host):
        return
    from geo.settings import load_settings  # slow to import

    if load_settings().readers is None:
        raise SettingsError(
            f"Others can reach this page at {host or 'every address'}: set DATELINE_READERS to say how its "
            "readers are told apart (login, proxy or browser), or that all are one (one)."
        )

"""Nobody is asked for this server's own address.

Streamlit compares the origin of a foreign WebSocket with the address that the internet knows the server by,
and asks an outside service for that: any page on the web can so make the server call out. No setting
prevents it.
"""

from __future__ import annotations

from streamlit import net_util


def never_ask() -> None:
    """Let Streamlit know no outside address. Origins that are none of its own are refused at once; a server
    that is called by other names lists them in `server.corsAllowedOrigins`."""
    net_util.get_external_ip = lambda: None

"""Where a page or a file of the site is, for somebody who reads an export."""

from build_tools.data import web_address

__all__ = ["web_address"]

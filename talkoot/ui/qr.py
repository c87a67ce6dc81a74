"""Addresses as pictures that a phone's camera reads."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_SHAPE = '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path fill="#000" d="{1}"/></svg>'


def qr(address: str, label: str) -> SafeString:
    """The address as an inline picture with a quiet zone, black on white also where colours are
    turned round, for cameras want it so."""
    side, path = _drawn(address)
    start = (
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" '
        'shape-rendering="crispEdges">'
    )
    return format_html(start, side, label) + format_html(_SHAPE, side, mark_safe(path))  # noqa: S308  # numbers and letters of our own


def qr_file(address: str) -> str:
    """The same as the text of an SVG file."""
    side, path = _drawn(address)
    start = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
    return start + _SHAPE.format(side, path)


def _drawn(address: str) -> tuple[int, str]:
    code = segno.make(address, error="m", micro=False)
    path = "".join(
        f"M{column} {row}h1v1h-1z"
        for row, line in enumerate(code.matrix_iter(border=4))
        for column, dark in enumerate(line)
        if dark
    )
    return int(code.symbol_size(border=4)[0]), path

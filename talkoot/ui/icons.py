"""Our own line icons: drawn on a grid of 24, coloured by the text around them."""

from functools import lru_cache

from django.utils.safestring import SafeString

from talkoot.ui.drawing import draw

DRAWN: dict[str, str] = {
    "alert": '<path d="M12 3.5 22 20.5H2z"/><path d="M12 10v4.5M12 17.4v.1"/>',
    "arrow-left": '<path d="M20 12H4M10.5 5.5 4 12l6.5 6.5"/>',
    "arrow-right": '<path d="M4 12h16M13.5 5.5 20 12l-6.5 6.5"/>',
    "building": '<path d="M4 20.5V9.5l8-6 8 6v11z"/><path d="M9.5 20.5v-6h5v6"/>',
    "calendar": '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/>'
    '<path d="M3.5 10h17M8 2.5V7M16 2.5V7"/>',
    "chart": '<path d="M4 20.5V11M10 20.5v-16M16 20.5V8M22 20.5H2"/>',
    "check": '<path d="m4 12.5 5.5 5.5L20.5 6.5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 6.5V12l4 2.5"/>',
    "close": '<path d="m5.5 5.5 13 13M18.5 5.5l-13 13"/>',
    "download": '<path d="M12 3v12.5M6.5 10 12 15.5 17.5 10M4 20.5h16"/>',
    "edit": '<path d="m4 20 1-4.5L16 4.5 19.5 8 8.5 19z"/><path d="m13.5 7 3.5 3.5"/>',
    "external": '<path d="M13.5 4H20v6.5M20 4l-9 9"/><path d="M17.5 14v6H4V6.5h6"/>',
    "eye": '<path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z"/>'
    '<circle cx="12" cy="12" r="2.8"/>',
    "file": '<path d="M5.5 3h8.5l4.5 4.5V21h-13z"/><path d="M13.5 3v5h5"/>',
    "flag": '<path d="M5 21.5V3.5M5 4.5h13l-3 4 3 4H5"/>',
    "history": '<path d="M3.5 12a8.5 8.5 0 1 0 2.6-6.1L3.5 8.5"/>'
    '<path d="M3.5 3.5v5h5M12 7.5V12l3.2 2"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.4v.1"/>',
    "key": '<circle cx="8" cy="15.5" r="4.5"/><path d="m11.3 12.3 8.2-8.3M16 7.5l3 3"/>',
    "language": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.7 0l3.5-3.5a4 4 0 0 0-5.7-5.7L12 6.3"/>'
    '<path d="M14 10a4 4 0 0 0-5.7 0l-3.5 3.5a4 4 0 0 0 5.7 5.7l1.5-1.5"/>',
    "lock": '<rect x="4.5" y="10.5" width="15" height="10" rx="2"/>'
    '<path d="M8 10.5V7.5a4 4 0 0 1 8 0v3"/>',
    "mail": '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3.5 7 8.5 6.5L20.5 7"/>',
    "menu": '<path d="M3.5 6.5h17M3.5 12h17M3.5 17.5h17"/>',
    "money": '<path d="M18.5 6.5a7.3 7.3 0 1 0 0 11M3.5 10.5h10M3.5 14h9"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c0-4 2.8-6.5 6.5-6.5s6.5 2.5 6.5 6.5"/>'
    '<path d="M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14c2.3.9 3.5 3 3.5 6"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c0-4.5 3.2-7 7.5-7s7.5 2.5 7.5 7"/>',
    "place": '<path d="M12 21.5S5 15 5 9.8a7 7 0 0 1 14 0c0 5.2-7 11.7-7 11.7z"/>'
    '<circle cx="12" cy="9.8" r="2.5"/>',
    "plus": '<path d="M12 4v16M4 12h16"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5.5 5.5"/>',
    "sign-out": '<path d="M14 4H5v16h9M10 12h11M17 7.5l4.5 4.5-4.5 4.5"/>',
    "star": '<path d="m12 3 2.7 5.8 6.3.8-4.6 4.4 1.2 6.3L12 17.2 6.4 20.3l1.2-6.3L3 9.6l6.3-.8z"/>',
    "table": '<rect x="3" y="4.5" width="18" height="15" rx="1.5"/><path d="M3 9.5h18M9 9.5v10"/>',
    "trash": '<path d="M4 6.5h16M9 6V3.5h6V6M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6"/>',
    "upload": '<path d="M12 15.5V3M6.5 8.5 12 3l5.5 5.5M4 20.5h16"/>',
}


@lru_cache(maxsize=512)
def drawing(name: str, label: str = "") -> SafeString:
    """The icon as inline SVG: hidden from readers of the page unless `label` gives it a name."""
    lines = SafeString(DRAWN[name])
    if label:
        return draw(
            '<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>',
            label,
            lines,
        )
    return draw(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', lines
    )

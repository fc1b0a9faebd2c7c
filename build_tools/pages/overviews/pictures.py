"""Small pictures in SVG that scale without scaling text: shares as bars. Words beside them say the same."""


def share(number: int, of: int) -> str:
    """How much of a whole a number is, as a bar."""
    width = 100 * number / of if of else 0
    return (
        '<svg class="share" width="100%" height="6" aria-hidden="true"><rect class="base" width="100%" height="6"/>'
        f'<rect class="part" width="{width:.1f}%" height="6"/></svg>'
    )

"""Page «Eigene Gebiete»: how the area is made, what is known of it, keeping it."""

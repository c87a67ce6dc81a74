"""The looks: page, components, form looks, icons, mail and print layout, and the gallery of all of them."""

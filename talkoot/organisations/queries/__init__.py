"""What the pages of the network ask: one module a page or question."""

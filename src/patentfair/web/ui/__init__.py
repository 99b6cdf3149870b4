"""Templates, styles and components of the pages."""

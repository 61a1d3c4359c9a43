"""What the cells of the matrix hold: a module for each kind, with its words."""

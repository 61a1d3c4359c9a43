"""A region on two pages of paper."""

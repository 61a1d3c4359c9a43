"""Files for spreadsheets: the list of projects as CSV and Excel, and cells that are safe in them."""

"""What is taken along from a view: lists, tables, slides, layers of the map, QR codes, and code for other pages."""

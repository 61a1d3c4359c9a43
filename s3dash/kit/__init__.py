"""The offline copy: pages and views written into a folder that opens by a double click, without server or network."""

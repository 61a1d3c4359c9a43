"""What every answer of the server passes, whatever it is about: headers, errors, compression, health."""

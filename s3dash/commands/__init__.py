"""What `python -m s3dash COMMAND` does, a module a command."""

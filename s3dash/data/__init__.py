"""The data: schema, validation, the loaded dataset and the project store. Nothing here imports dash."""

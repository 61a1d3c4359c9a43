"""Stories: their list, and the presenter that shows one step by step."""

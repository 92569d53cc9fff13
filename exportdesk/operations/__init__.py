"""One module for each thing a person does, for both doors. No Qt."""

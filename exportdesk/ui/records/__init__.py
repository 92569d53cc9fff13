"""The Records page: screenings done, the record of events, checking and exporting both."""

"""A national data set, made by the database itself: projects, events, registrations with attendance."""

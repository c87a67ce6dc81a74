"""The pages of people: their own data, invitations, and a keeper's repairs."""

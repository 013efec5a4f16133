"""Other engines, asked the same questions as `kg`, each in the best text found for it."""

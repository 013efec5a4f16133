"""Takes answers; gives rich renderables for the terminal."""

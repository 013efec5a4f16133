"""What changed between two graphs: the claims, things and figures of both in, plain news out."""

"""Everything that knows a language: tokens, embeddings, retrieval, classification."""

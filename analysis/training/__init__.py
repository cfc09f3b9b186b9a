"""How the encoder was made; needs the extra ``train`` and PyTorch, and is never imported by the rest."""

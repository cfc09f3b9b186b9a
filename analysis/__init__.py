"""Who said what, for whom, to which side and in what tone."""

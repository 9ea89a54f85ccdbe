-- What a reporter decides and asks: tags and notes, questions that are asked again, and articles that are forgotten.

-- Tags and notes

-- Questions asked again

-- Forgotten articles


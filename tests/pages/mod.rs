//! One page: what is cleaned away, what is kept, what it says of itself, and what is found in its text.

mod cleaning;
mod coreference;
mod extraction_record;
mod gate;
mod headlines_and_authors;
mod languages;
mod metadata;
mod money;
mod page_saved_as_text;
mod publication_times;
mod story_text;

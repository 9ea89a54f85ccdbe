//! The reporter's desk: what is new, tags and notes, removal, one archive out of two, and looking at rows.

mod news;

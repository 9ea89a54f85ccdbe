//! What comes with the program: manual pages, versions, licences.

mod facts;
mod manual_pages;

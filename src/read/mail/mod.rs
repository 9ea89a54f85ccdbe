//! Mail: newsletters and alerts, as single messages (EML) and mailboxes (mbox).
//!
//! Takes bytes, gives records: a message whose body is a story is one, of a message that lists stories each is one, and
//! attachments are files like any other, of any format. The crate mail-parser splits messages into their parts; what a mailbox
//! is, and which part of a message is the story, is decided here.

pub(crate) mod body;
pub(crate) mod boundaries;
pub(crate) mod letter_lines;
pub(crate) mod listed_stories;
pub(crate) mod mailbox;
pub(crate) mod message;
pub(crate) mod records;
pub(crate) mod story;
pub(crate) mod wrapped_links;

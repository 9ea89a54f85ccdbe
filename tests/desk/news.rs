//! What an import brought, and what is new to a question.

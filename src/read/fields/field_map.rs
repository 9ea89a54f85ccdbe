//! The user's own names for fields: `--map text=story,published=when`.

use crate::read::fields::roles::{FieldRole, HTML_PAGE_FIELDS, fold_name};

/// Field names that the user gave, which go before the known ones: `text=story,published=when`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FieldMap {
    named: Vec<(FieldRole, String)>,
}

impl std::str::FromStr for FieldMap {
    type Err = String;

    fn from_str(text: &str) -> Result<FieldMap, String> {
        let named = text.split(',').map(|pair| {
            let (role, field) = pair.split_once('=').ok_or_else(|| {
                format!("“{pair}” is not ROLE=FIELD, as in --map text=story,published=when")
            })?;
            let role = role.trim();
            let found = FieldRole::ALL.into_iter().find(|known| known.as_str() == role).ok_or_else(|| {
                let roles: Vec<&str> = FieldRole::ALL.iter().map(|role| role.as_str()).collect();
                format!("“{role}” is nothing that a field can be mapped to; these are: {}", roles.join(", "))
            })?;
            Ok((found, field.trim().to_string()))
        });
        Ok(FieldMap { named: named.collect::<Result<_, String>>()? })
    }
}

impl FieldMap {
    /// As the user could write it in `--map`.
    pub fn to_text(&self) -> String {
        let pairs: Vec<String> =
            self.named.iter().map(|(role, field)| format!("{}={field}", role.as_str())).collect();
        pairs.join(",")
    }

    /// Whether a field of this name holds the text, or the page of HTML that it is on.
    pub fn is_text(&self, name: &str) -> bool {
        let folded = fold_name(name);
        self.names_for(FieldRole::Text).any(|named| named == name)
            || FieldRole::Text.known_names().iter().chain(&HTML_PAGE_FIELDS).any(|known| folded == *known)
    }

    /// What the user named this field for.
    pub(crate) fn role_of(&self, name: &str) -> Option<FieldRole> {
        self.named.iter().find(|(_, field)| field == name).map(|(role, _)| *role)
    }

    /// Whether the user named this field, for whatever it is.
    pub fn is_named(&self, name: &str) -> bool {
        self.named.iter().any(|(_, field)| field == name)
    }

    /// The fields that the user named, as they were written.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.named.iter().map(|(_, field)| field.as_str())
    }

    /// The fields that the user named for a role.
    pub(crate) fn names_for(&self, role: FieldRole) -> impl Iterator<Item = &str> {
        self.named.iter().filter(move |(named, _)| *named == role).map(|(_, field)| field.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_map_says_what_is_right() {
        let error = "txt=story".parse::<FieldMap>().unwrap_err();
        assert!(error.contains("“txt”") && error.contains("text, url, title"), "{error}");
    }
}

//! Who runs presscut: the default for `--by`.

/// The name in the first of these variables that is set.
pub(crate) fn user_name(variables: &[&str]) -> Option<String> {
    variables.iter().find_map(|variable| std::env::var(variable).ok())
}

//! Names of columns where two of one name would be one: the later ones are numbered.

use crate::output::Column;

/// The columns' names, each once: "n", "n_2".
pub(crate) fn unique_column_names(columns: &[Column]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(columns.len());
    for column in columns {
        let mut name = column.name.clone();
        let mut number = 2;
        while names.contains(&name) {
            name = format!("{}_{number}", column.name);
            number += 1;
        }
        names.push(name);
    }
    names
}

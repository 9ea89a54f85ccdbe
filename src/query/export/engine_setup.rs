//! SQL by which DuckDB or Spark sees exported tables as canned queries expect them: a view for each table.
//!
//! In the files days are DATE and flags BOOLEAN, for whoever reads these. Canned queries compare days as text and flags as
//! numbers, as SQLite does, so the views give them so. The settings before the views make null come first in an order and
//! texts be compared by their bytes.

use std::fmt::Write;
use std::path::Path;

use crate::output::ColumnKind;
use crate::query::catalogue::dialect::Dialect;
use crate::query::export::table_schemas::{DeclaredTable, TABLES};

/// How a table is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// One file.
    File,
    /// A folder of parts.
    Folder,
}

/// The SQL for the tables in a folder; `None` where it holds none.
pub fn setup_sql(dialect: Dialect, folder: &Path) -> Option<String> {
    let there = TABLES.iter().filter_map(|table| {
        let layout =
            match (folder.join(table.name).is_dir(), folder.join(format!("{}.parquet", table.name)).exists())
            {
                (true, _) => Layout::Folder,
                (false, true) => Layout::File,
                (false, false) => return None,
            };
        Some((table, layout))
    });
    let there: Vec<_> = there.collect();
    if there.is_empty() {
        return None;
    }
    let mut sql = format!(
        "-- Written by `presscut export --setup {}`: the tables of presscut {} for its canned queries\n\
         -- (presscut query NAME --dialect {}).\n",
        dialect.as_str(),
        env!("CARGO_PKG_VERSION"),
        dialect.as_str()
    );
    if dialect == Dialect::DuckDb {
        sql += "SET default_null_order = 'nulls_first_on_asc_last_on_desc';\nSET default_collation = '';\n";
    }
    for (table, layout) in there {
        // Writing to a String cannot fail.
        let _ = write!(sql, "\n-- {}\n{}\n", table.about, view_sql(dialect, folder, table, layout));
    }
    Some(sql)
}

fn view_sql(dialect: Dialect, folder: &Path, table: &DeclaredTable, layout: Layout) -> String {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            let name = dialect.quoted_name(column.name);
            match column.kind {
                ColumnKind::Day => format!("CAST({name} AS {}) AS {name}", dialect.text_type()),
                ColumnKind::Flag => format!("CAST({name} AS INT) AS {name}"),
                _ => name,
            }
        })
        .collect();
    let (name, columns) = (dialect.quoted_name(table.name), columns.join(", "));
    let path = folder.join(match layout {
        Layout::File => format!("{}.parquet", table.name),
        Layout::Folder => table.name.to_string(),
    });
    let path = path.to_string_lossy();
    match (dialect, layout) {
        (Dialect::Spark, _) => {
            let path = path.replace('`', "``");
            format!("CREATE OR REPLACE TEMPORARY VIEW {name} AS\nSELECT {columns}\nFROM parquet.`{path}`;")
        }
        (_, Layout::File) => {
            let path = dialect.text_literal(&path);
            format!("CREATE OR REPLACE VIEW {name} AS\nSELECT {columns}\nFROM read_parquet({path});")
        }
        (_, Layout::Folder) => {
            let path = dialect.text_literal(&format!("{path}/**/*.parquet"));
            format!(
                "CREATE OR REPLACE VIEW {name} AS\nSELECT {columns}\nFROM read_parquet({path}, hive_partitioning = false);"
            )
        }
    }
}

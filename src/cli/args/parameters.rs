//! `-p NAME=VALUE`: parameters of queries and of SQL.

use std::ffi::OsString;

use crate::cli::CliError;

/// Parameters of a query.
#[derive(Debug, Clone, clap::Args)]
pub struct ParameterOptions {
    /// A parameter: -p NAME=VALUE or -p NAME VALUE
    #[arg(short, long = "parameter", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    parameter: Vec<String>,
    /// What a query that counts puts first: most articles, stories (versions of one text are one) or
    /// papers
    #[arg(long, value_name = "WHAT", value_parser = ["article", "story", "source"], hide_possible_values = true)]
    count_by: Option<String>,
}

impl ParameterOptions {
    /// Names and values, in the order in which they were given.
    pub fn given(&self) -> Result<Vec<(String, String)>, CliError> {
        let pair = |both: &String| match both.split_once('=') {
            Some((name, value)) => Ok((name.into(), value.into())),
            None => Err(CliError::Usage(format!("-p {both}: write -p {both} VALUE or -p {both}=VALUE"))),
        };
        let count_by = self.count_by.iter().map(|what| Ok(("count_by".to_string(), what.clone())));
        self.parameter.iter().map(pair).chain(count_by).collect()
    }
}

/// Makes `-p NAME=VALUE` of `-p NAME VALUE`, which an option that can be given many times cannot take by itself.
pub fn join_parameters(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut joined = Vec::new();
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        let option = argument == "-p" || argument == "--parameter";
        joined.push(argument);
        if !option {
            continue;
        }
        let Some(mut name) = rest.next() else { break };
        if !name.to_string_lossy().contains('=')
            && let Some(value) = rest.next()
        {
            name.push("=");
            name.push(value);
        }
        joined.push(name);
    }
    joined
}

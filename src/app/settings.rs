//! Settings that users write down once: `presscut.toml` beside the archive, and in the folder of their own settings.
//!
//! Takes what the command line says of the archive; gives each setting with the place that it comes from. Of one setting the
//! strongest counts: the command line, the environment, the file beside the archive, the user's own file, what presscut does
//! by itself. The surprising decision: a file beside an archive may come from somebody else with the archive, so the folder
//! that it names for reports has to be below its own; the user's own file may name any.

use std::fmt;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use crate::model::DateOrder;
use crate::query::catalogue::user_queries::user_settings_folder;
use crate::text::text_file::read_found_text_file;

/// What the file is called.
pub const FILE_NAME: &str = "presscut.toml";

/// The archive where nothing says which.
const DEFAULT_ARCHIVE: &str = "presscut.db";

/// Where a setting comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SettingOrigin {
    /// It is what presscut does by itself.
    #[default]
    Default,
    /// `--db`.
    Option,
    /// The variable PRESSCUT_DB.
    Variable,
    /// A file.
    File(PathBuf),
}

impl fmt::Display for SettingOrigin {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        match self {
            SettingOrigin::Default => to.write_str("default"),
            SettingOrigin::Option => to.write_str("--db"),
            SettingOrigin::Variable => to.write_str("PRESSCUT_DB"),
            SettingOrigin::File(path) => write!(to, "{}", path.display()),
        }
    }
}

/// A setting, and where it comes from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Setting<T> {
    /// What it is.
    pub value: T,
    /// Where it comes from.
    pub origin: SettingOrigin,
}

/// All settings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// The archive.
    pub archive: Setting<PathBuf>,
    /// The paper of imported records that do not say.
    pub source: Setting<Option<String>>,
    /// How imports read dates like 03/04/2024.
    pub dates: Setting<Option<DateOrder>>,
    /// Where reports go.
    pub report_folder: Setting<Option<PathBuf>>,
    /// How sure queries have to be of a speaker, 0 to 1.
    pub min_confidence: Setting<Option<f64>>,
}

/// What is wrong with a file of settings.
#[derive(Debug, thiserror::Error)]
#[error("{}: {what}", path.display())]
pub struct SettingsError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong, with the line.
    pub what: String,
}

/// What a file says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsFile {
    archive: Option<PathBuf>,
    source: Option<String>,
    dates: Option<String>,
    report_folder: Option<PathBuf>,
    min_confidence: Option<f64>,
}

impl Settings {
    /// The settings for an archive that the command line names, or for the one that the files name.
    ///
    /// # Errors
    /// Where a file is wrong.
    pub fn load(named: Option<Setting<PathBuf>>) -> Result<Settings, SettingsError> {
        let own = user_settings_folder().map(|folder| folder.join(FILE_NAME));
        let archive = match named {
            Some(archive) => archive,
            None => archive_of_files(own.as_deref())?,
        };
        let mut settings = Settings { archive, ..Settings::default() };
        let beside = settings.archive.value.parent().unwrap_or(Path::new("")).join(FILE_NAME);
        let mut files = vec![beside];
        // The file here has named an archive elsewhere: what else it says holds too.
        if let SettingOrigin::File(path) = &settings.archive.origin {
            files.push(path.clone());
        }
        for path in files {
            if own.as_deref() != Some(&path) {
                settings.fill(&path, FileOwner::Archive)?;
            }
        }
        if let Some(own) = own {
            settings.fill(&own, FileOwner::User)?;
        }
        Ok(settings)
    }

    /// Takes from a file what no stronger one has said.
    fn fill(&mut self, path: &Path, owner: FileOwner) -> Result<(), SettingsError> {
        let Some(file) = read_file(path)? else { return Ok(()) };
        let wrong = |what: String| SettingsError { path: path.into(), what };
        let origin = || SettingOrigin::File(path.into());
        if let (None, Some(source)) = (&self.source.value, file.source) {
            self.source = Setting { value: Some(source), origin: origin() };
        }
        if let (None, Some(dates)) = (self.dates.value, file.dates) {
            let order = match dates.as_str() {
                "day first" => DateOrder::DayFirst,
                "month first" => DateOrder::MonthFirst,
                other => {
                    return Err(wrong(format!("dates is {other:?}: write \"day first\" or \"month first\"")));
                }
            };
            self.dates = Setting { value: Some(order), origin: origin() };
        }
        if let (None, Some(share)) = (self.min_confidence.value, file.min_confidence) {
            if !(0.0..=1.0).contains(&share) {
                return Err(wrong(format!("min_confidence is {share}: write a number from 0 to 1")));
            }
            self.min_confidence = Setting { value: Some(share), origin: origin() };
        }
        if let (None, Some(folder)) = (&self.report_folder.value, file.report_folder) {
            let goes_down =
                folder.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
            if owner == FileOwner::Archive && !goes_down {
                let instead =
                    "name one below it, or write this in your own settings (`presscut config` says where)";
                return Err(wrong(format!("report_folder is {}: {instead}", folder.display())));
            }
            let value = path.parent().unwrap_or(Path::new("")).join(folder);
            self.report_folder = Setting { value: Some(value), origin: origin() };
        }
        Ok(())
    }
}

/// Whose file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileOwner {
    /// It goes with an archive.
    Archive,
    /// The user's.
    User,
}

/// The archive that the file here names, or the user's own.
fn archive_of_files(own: Option<&Path>) -> Result<Setting<PathBuf>, SettingsError> {
    for path in [Some(Path::new(FILE_NAME)), own].into_iter().flatten() {
        if let Some(archive) = read_file(path)?.and_then(|file| file.archive) {
            let value = path.parent().unwrap_or(Path::new("")).join(archive);
            return Ok(Setting { value, origin: SettingOrigin::File(path.into()) });
        }
    }
    Ok(Setting { value: DEFAULT_ARCHIVE.into(), origin: SettingOrigin::Default })
}

/// What a file says; none where there is no file.
fn read_file(path: &Path) -> Result<Option<SettingsFile>, SettingsError> {
    let wrong = |what: String| SettingsError { path: path.into(), what };
    // Another user's home, as a service or `sudo` inherits it, is as good as none.
    if path.metadata().is_err_and(|error| error.kind() != std::io::ErrorKind::InvalidInput) {
        return Ok(None);
    }
    let text = read_found_text_file(path).map_err(|error| wrong(format!("it cannot be read: {error}")))?;
    let parsed = toml::from_str(&text).map_err(|error| {
        let line = |at: usize| 1 + text.get(..at).unwrap_or(&text).matches('\n').count();
        let line = error.span().map_or_else(String::new, |span| format!("line {}: ", line(span.start)));
        wrong(format!("{line}{}", error.message()))
    })?;
    Ok(Some(parsed))
}

/// Every setting as people read it: its name, its value, where it comes from.
pub fn describe_settings(settings: &Settings) -> Vec<[String; 3]> {
    let none = || "none".to_string();
    let Settings { archive, source, dates, report_folder, min_confidence } = settings;
    let row =
        |name: &str, value: String, origin: &SettingOrigin| [name.to_string(), value, origin.to_string()];
    let folder = report_folder.value.as_ref();
    vec![
        row("archive", archive.value.display().to_string(), &archive.origin),
        row("source", source.value.clone().unwrap_or_else(none), &source.origin),
        row("dates", dates.value.map_or_else(none, |order| order.as_str().to_string()), &dates.origin),
        row(
            "report_folder",
            folder.map_or_else(|| "beside the report".into(), |folder| folder.display().to_string()),
            &report_folder.origin,
        ),
        row(
            "min_confidence",
            min_confidence.value.map_or_else(|| "0.8".into(), |share| share.to_string()),
            &min_confidence.origin,
        ),
    ]
}

/// Where settings are looked for, the strongest first.
pub fn settings_files(settings: &Settings) -> Vec<PathBuf> {
    let beside = settings.archive.value.parent().unwrap_or(Path::new("")).join(FILE_NAME);
    [Some(beside), user_settings_folder().map(|folder| folder.join(FILE_NAME))]
        .into_iter()
        .flatten()
        .collect()
}

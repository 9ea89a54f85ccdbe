//! A picture as points: the SVG drawn by resvg with the embedded font, twice as large as its pixels are for a screen.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::output::chart::font::{BOLD, FAMILY, REGULAR};

/// Points a picture has at most, so that it takes no more than 200 MB.
const MAX_POINTS: f32 = 40_000_000.0;

/// Draws an SVG at a scale; `needs_other_fonts` says that it has letters which the embedded font lacks, and then the fonts
/// of the system are looked through.
///
/// # Errors
/// Where it cannot be drawn, in words.
pub(crate) fn draw_png(svg: &str, scale: f32, needs_other_fonts: bool) -> Result<Vec<u8>, String> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(BOLD.to_vec());
    if needs_other_fonts {
        fonts.load_system_fonts();
    }
    fonts.set_sans_serif_family(FAMILY);
    let options = Options { font_family: FAMILY.into(), fontdb: Arc::new(fonts), ..Options::default() };
    let failed = |error: &dyn std::fmt::Display| format!("the chart cannot be drawn as points: {error}");
    let tree = Tree::from_str(svg, &options).map_err(|error| failed(&error))?;
    let size = tree.size();
    let fitting = (MAX_POINTS / (size.width() * size.height())).sqrt();
    let scale = scale.min(fitting);
    let (width, height) = ((size.width() * scale).round() as u32, (size.height() * scale).round() as u32);
    let mut points = Pixmap::new(width, height).ok_or_else(|| failed(&"it has no size"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut points.as_mut());
    points.encode_png().map_err(|error| failed(&error))
}

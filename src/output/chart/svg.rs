//! A picture as SVG: letters are letters, colours are CSS variables with a dark set, and a reader without eyes gets the values.
//!
//! Every text has the length that was measured for it, so that it takes the same room in every font. The surprising
//! decision: colours stand on the marks too, because many programs that place pictures on pages know no variables.

use std::fmt::Write;
use std::hash::{Hash, Hasher};

use quick_xml::escape::escape;

use crate::output::chart::font::{FAMILY, Weight};
use crate::output::chart::scene::{Anchor, Mark, Paint, SERIES_PAINTS, Scene, TextMark, one_line};

/// Families after our own: on every system one that is no wider.
const FAMILIES: &str = "Noto Sans, Segoe UI, Roboto, Helvetica Neue, Arial, Liberation Sans, sans-serif";

/// How colours are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colours {
    /// As CSS variables, light and dark by the reader's setting.
    LightAndDark,
    /// As they are in light, for programs without CSS.
    Light,
}

/// What a picture says to those who cannot see it.
pub(crate) struct Description<'d> {
    pub title: &'d str,
    /// Sentences and values.
    pub text: &'d str,
}

/// Name of the variable, light and dark. After Okabe and Ito's colours for the colour-blind, darkened on white and
/// lightened on black until each has a contrast of three to one.
const PAINTS: [(Paint, &str, &str, &str); 17] = [
    (Paint::Series(0), "series-1", "#0072b2", "#5ab4e6"),
    (Paint::Series(1), "series-2", "#d55e00", "#ff9455"),
    (Paint::Series(2), "series-3", "#00876a", "#3cc9a0"),
    (Paint::Series(3), "series-4", "#b0558a", "#e59cc4"),
    (Paint::Series(4), "series-5", "#8a6500", "#e6b93c"),
    (Paint::Series(5), "series-6", "#3a8fc4", "#9ad2f2"),
    (Paint::Series(6), "series-7", "#6e4fa3", "#b9a0e8"),
    (Paint::Series(7), "series-8", "#4d4d4d", "#c8c8c8"),
    (Paint::Rest, "rest", "#767676", "#9a9a9a"),
    (Paint::Ink, "ink", "#1a1a1a", "#f0f0f0"),
    (Paint::Muted, "muted", "#595959", "#b4b8bc"),
    (Paint::Grid, "grid", "#dddddd", "#3f444a"),
    (Paint::Paper, "paper", "#ffffff", "#1b1e21"),
    (Paint::Cell, "cell", "#f2f2f2", "#2a2e33"),
    (Paint::OnStrong, "on-strong", "#ffffff", "#0b0d0f"),
    (Paint::OnMiddle, "on-middle", "#1a1a1a", "#0b0d0f"),
    (Paint::Axis, "axis", "#8c8c8c", "#7d848b"),
];

fn paint_of(paint: Paint) -> (&'static str, &'static str) {
    let paint = match paint {
        Paint::Series(at) => Paint::Series(at % SERIES_PAINTS),
        other => other,
    };
    PAINTS
        .iter()
        .find(|(known, ..)| *known == paint)
        .map_or(("ink", "#1a1a1a"), |(_, name, light, _)| (name, light))
}

/// Writes a picture.
pub(crate) fn write_svg(scene: &Scene, description: &Description, colours: Colours) -> String {
    let mut svg = String::new();
    let (width, height) = (scene.width * scene.zoom, scene.height * scene.zoom);
    let mut hash = rustc_hash::FxHasher::default();
    (description.title, description.text, scene.width as u64).hash(&mut hash);
    let id = format!("chart-{:08x}", hash.finish() as u32);
    // A String takes whatever is written to it.
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"presscut-chart\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" \
         font-family=\"{}\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
        pixels(width),
        pixels(height),
        pixels(scene.width),
        pixels(scene.height),
        if colours == Colours::Light { FAMILY } else { FAMILIES },
        escape(one_line(description.title)),
        escape(one_line(description.text)),
    );
    if colours == Colours::LightAndDark {
        svg.push_str(&style());
    }
    let ground = Mark::Rect {
        x: 0.0,
        y: 0.0,
        width: scene.width,
        height: scene.height,
        paint: Paint::Paper,
        opacity: 1.0,
    };
    for mark in std::iter::once(&ground).chain(&scene.marks) {
        write_mark(&mut svg, mark);
    }
    svg.push_str("</svg>\n");
    svg
}

/// The variables, and the rules that use them.
fn style() -> String {
    let variables = |dark: bool| {
        let each = PAINTS.iter().map(|(_, name, light, of_dark)| {
            format!("--chart-{name}:{}", if dark { of_dark } else { light })
        });
        each.collect::<Vec<_>>().join(";")
    };
    let mut style = format!("<style>\n.presscut-chart{{{}}}\n", variables(false));
    let _ = writeln!(style, "@media (prefers-color-scheme:dark){{.presscut-chart{{{}}}}}", variables(true));
    for (_, name, ..) in PAINTS {
        let _ = writeln!(
            style,
            ".presscut-chart .f-{name}{{fill:var(--chart-{name})}}.presscut-chart .s-{name}{{stroke:var(--chart-{name})}}"
        );
    }
    style.push_str("</style>\n");
    style
}

/// At most two decimals.
fn pixels(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

fn write_mark(svg: &mut String, mark: &Mark) {
    let _ = match mark {
        Mark::Rect { x, y, width, height, paint, opacity } => {
            let (class, colour) = paint_of(*paint);
            let opacity = if *opacity < 1.0 {
                format!(" fill-opacity=\"{}\"", pixels(*opacity))
            } else {
                String::new()
            };
            writeln!(
                svg,
                "<rect class=\"f-{class}\" fill=\"{colour}\"{opacity} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                pixels(*x),
                pixels(*y),
                pixels(*width),
                pixels(*height)
            )
        }
        Mark::Line { points, paint, width } => {
            let (class, colour) = paint_of(*paint);
            let points: Vec<String> =
                points.iter().map(|(x, y)| format!("{},{}", pixels(*x), pixels(*y))).collect();
            writeln!(
                svg,
                "<polyline class=\"s-{class}\" stroke=\"{colour}\" fill=\"none\" stroke-width=\"{}\" points=\"{}\"/>",
                pixels(*width),
                points.join(" ")
            )
        }
        Mark::Circle { x, y, radius, paint } => {
            let (class, colour) = paint_of(*paint);
            writeln!(
                svg,
                "<circle class=\"f-{class}\" fill=\"{colour}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                pixels(*x),
                pixels(*y),
                pixels(*radius)
            )
        }
        Mark::Text(text) => return write_text(svg, text),
    };
}

fn write_text(svg: &mut String, text: &TextMark) {
    let (class, colour) = paint_of(text.paint);
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let weight = if text.weight == Weight::Bold { " font-weight=\"700\"" } else { "" };
    let _ = writeln!(
        svg,
        "<text class=\"f-{class}\" fill=\"{colour}\"{anchor}{weight} font-size=\"{}\" x=\"{}\" y=\"{}\" \
         textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
        pixels(text.size),
        pixels(text.x),
        pixels(text.y),
        pixels(text.width()),
        escape(&text.text)
    );
}

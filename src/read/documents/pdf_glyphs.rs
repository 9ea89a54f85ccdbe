//! The glyphs of a PDF and where they are on their pages.
//!
//! Takes the file's bytes, gives glyphs page by page in the order in which they were drawn. The surprising decision: pictures are
//! emptied, and the packed streams measured, before anything is interpreted, because the interpreter does neither.

use std::collections::HashMap;
use std::io::Read;
use std::time::Instant;

use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document, MediaBox, Object, ObjectId, OutputDev, OutputError, Transform};

/// Glyphs in more than this many places are no article.
const MAX_GLYPHS: usize = 4_000_000;

/// The most that all streams of a file may unpack to.
const MAX_UNPACKED_BYTES: u64 = 256 << 20;

/// How many bytes LZW makes of one, at most.
const MAX_LZW_RATIO: u64 = 1400;

/// The most drawings that a page may consist of, each counted as often as it is drawn.
const MAX_DRAWINGS: u64 = 20_000;

/// How deep drawings may lie in each other.
const MAX_DRAWING_DEPTH: usize = 20;

/// How deep the tree of pages may be.
const MAX_ANCESTORS: usize = 100;

/// A glyph, or a ligature of several letters.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glyph {
    /// What it says.
    pub text: String,
    /// Its left and right edge, in points from the left of the page.
    pub x: (f64, f64),
    /// Its baseline, in points from the bottom of the page.
    pub baseline: f64,
    /// The size of its font, in points.
    pub size: f64,
}

/// A page.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Page {
    /// Its height, in points.
    pub height: f64,
    /// Its upright glyphs, in the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
}

/// What is read of a file.
#[derive(Debug, Default)]
pub(crate) struct PdfPages {
    /// The title that the file gives itself.
    pub title: Option<String>,
    /// Its pages.
    pub pages: Vec<Page>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PdfFault {
    /// It has a password.
    Encrypted,
    /// It is cut off, or not as its format asks for.
    Damaged(String),
    /// It unpacks to more than is read, or draws itself.
    TooLarge,
}

/// Reads the glyphs of a file, until `deadline`.
///
/// # Errors
/// Where the file has a password, is damaged, or is larger than it looks.
pub(crate) fn read_glyphs(bytes: &[u8], deadline: Instant) -> Result<PdfPages, PdfFault> {
    measure_unpacked(bytes)?;
    let mut document = Document::load_mem(bytes).map_err(|error| fault_of(&error))?;
    // Loading takes the lock away where no password is needed to read; one that is no object of its own is not known to it.
    let is_locked = document.trailer.get(b"Encrypt").is_ok();
    if is_locked && (!document.is_encrypted() || document.decrypt("").is_err()) {
        return Err(PdfFault::Encrypted);
    }
    empty_pictures(&mut document);
    measure_drawings(&document)?;
    let mut collector = GlyphCollector { pages: Vec::new(), origin: (0.0, 0.0), count: 0, deadline };
    pdf_extract::output_doc(&document, &mut collector).map_err(|error| match error {
        _ if collector.count > MAX_GLYPHS || Instant::now() > deadline => PdfFault::TooLarge,
        other => PdfFault::Damaged(other.to_string()),
    })?;
    Ok(PdfPages { title: title_of(&document), pages: collector.pages })
}

fn fault_of(error: &pdf_extract::Error) -> PdfFault {
    match error {
        pdf_extract::Error::Decryption(_) | pdf_extract::Error::InvalidPassword => PdfFault::Encrypted,
        other => PdfFault::Damaged(other.to_string()),
    }
}

/// Unpacks every stream to nothing: a file of a megabyte may unpack to a thousand.
fn measure_unpacked(bytes: &[u8]) -> Result<(), PdfFault> {
    if memchr::memmem::find(bytes, b"/LZWDecode").is_some()
        && bytes.len() as u64 * MAX_LZW_RATIO > MAX_UNPACKED_BYTES
    {
        return Err(PdfFault::TooLarge);
    }
    let mut left = MAX_UNPACKED_BYTES;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let packed = bytes[at + b"stream".len()..].trim_ascii_start();
        // The first byte of what zlib packs.
        if packed.first().is_some_and(|byte| byte & 0x0f == 8) {
            let mut unpacked = flate2::read::ZlibDecoder::new(packed).take(left);
            // What is damaged ends here, as it does for whoever reads it.
            let mut buffer = [0; 16 << 10];
            while let Ok(read @ 1..) = unpacked.read(&mut buffer) {
                left -= read as u64;
            }
            if left == 0 {
                return Err(PdfFault::TooLarge);
            }
        }
    }
    Ok(())
}

/// Pictures have no glyphs, and are no drawings to interpret.
fn empty_pictures(document: &mut Document) {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
        {
            stream.dict.remove(b"Filter");
            stream.dict.remove(b"DecodeParms");
            stream.set_content(Vec::new());
        }
    }
}

/// Passes a file whose drawings do not draw themselves, nor each other beyond all measure.
fn measure_drawings(document: &Document) -> Result<(), PdfFault> {
    let mut measured = HashMap::new();
    for page in document.get_pages().into_values() {
        measure_ancestors(document, page)?;
        let (own, inherited) = document.get_page_resources(page).map_err(|error| fault_of(&error))?;
        let inherited = inherited.into_iter().filter_map(|id| document.get_dictionary(id).ok());
        let content = document.get_page_content(page).map_err(|error| fault_of(&error))?;
        let mut drawings = 0;
        for resources in own.into_iter().chain(inherited) {
            drawings += count_drawings(document, &content, resources, 0, &mut measured)?;
        }
        if drawings > MAX_DRAWINGS {
            return Err(PdfFault::TooLarge);
        }
    }
    Ok(())
}

/// Passes a page that is not its own ancestor: what it inherits is looked for in them.
fn measure_ancestors(document: &Document, page: ObjectId) -> Result<(), PdfFault> {
    let mut id = page;
    for _ in 0..MAX_ANCESTORS {
        let parent = document.get_dictionary(id).and_then(|page| page.get(b"Parent"));
        match parent.and_then(Object::as_reference) {
            Ok(parent) => id = parent,
            Err(_) => return Ok(()),
        }
    }
    Err(PdfFault::Damaged("its pages lie in each other".to_string()))
}

/// How many drawings a content draws, in each other.
fn count_drawings(
    document: &Document,
    content: &[u8],
    resources: &Dictionary,
    depth: usize,
    measured: &mut HashMap<ObjectId, u64>,
) -> Result<u64, PdfFault> {
    if depth > MAX_DRAWING_DEPTH {
        return Err(PdfFault::TooLarge);
    }
    let named = resources.get(b"XObject").ok().and_then(|object| document.dereference(object).ok());
    let Some(named) = named.and_then(|(_, object)| object.as_dict().ok()) else { return Ok(0) };
    let content = Content::decode(content).map_err(|error| fault_of(&error))?;
    let mut count = 0_u64;
    for operation in content.operations.iter().filter(|operation| operation.operator == "Do") {
        let name = operation.operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
        let Some((Some(id), Object::Stream(form))) =
            named.get(name).ok().and_then(|object| document.dereference(object).ok())
        else {
            continue;
        };
        let drawings = match measured.get(&id) {
            Some(drawings) => *drawings,
            None => {
                let own = form.dict.get(b"Resources").ok().and_then(|own| document.dereference(own).ok());
                let own = own.and_then(|(_, own)| own.as_dict().ok()).unwrap_or(resources);
                let bytes = form.get_plain_content().unwrap_or_default();
                let drawings = count_drawings(document, &bytes, own, depth + 1, measured)?;
                measured.insert(id, drawings);
                drawings
            }
        };
        count = count.saturating_add(1).saturating_add(drawings);
    }
    Ok(count)
}

/// The title in the file's own description.
fn title_of(document: &Document) -> Option<String> {
    let (_, info) = document.dereference(document.trailer.get(b"Info").ok()?).ok()?;
    let (_, title) = document.dereference(info.as_dict().ok()?.get(b"Title").ok()?).ok()?;
    let title = pdf_extract::decode_text_string(title).ok()?;
    Some(title.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|title| !title.is_empty())
}

/// Keeps the glyphs that the interpreter draws.
struct GlyphCollector {
    pages: Vec<Page>,
    /// The left and lower edge of the page.
    origin: (f64, f64),
    count: usize,
    deadline: Instant,
}

impl OutputDev for GlyphCollector {
    fn begin_page(
        &mut self,
        _: u32,
        media: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.origin = (media.llx.min(media.urx), media.lly.min(media.ury));
        self.pages.push(Page { height: (media.ury - media.lly).abs(), glyphs: Vec::new() });
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.count += 1;
        let is_late = self.count.is_multiple_of(1024) && Instant::now() > self.deadline;
        if self.count > MAX_GLYPHS || is_late {
            self.count = MAX_GLYPHS + 1;
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let size = (font_size * transform.m22).abs();
        let is_upright = transform.m12.abs() < 0.1 * transform.m11.abs();
        let numbers = [transform.m31, transform.m32, width, size];
        if let Some(page) = self.pages.last_mut()
            && is_upright
            && size > 0.5
            && numbers.iter().all(|number| number.is_finite())
        {
            let left = transform.m31 - self.origin.0;
            page.glyphs.push(Glyph {
                text: text.to_string(),
                x: (left, left + width * (font_size * transform.m11).abs()),
                baseline: transform.m32 - self.origin.1,
                size,
            });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

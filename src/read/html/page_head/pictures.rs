//! Captions and credits of a page's pictures, from figures, microdata and JSON-LD.

use std::sync::LazyLock;

use dom_query::NodeRef;
use regex::Regex;
use serde_json::Value;

use crate::model::Picture;
use crate::read::html::page_head::linked_data;
use crate::read::html::page_head::parsed_page::ParsedPage;
use crate::read::html::page_head::shown_elements::{ShownElement, element_text};
use crate::text::characters::collapse_whitespace;
use crate::text::patterns::compile_pattern;

/// A caption and a credit, and the text that follows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PlacedPicture {
    caption: Option<String>,
    credit: Option<String>,
    followed_by: Option<String>,
}

/// A longer text is no caption.
const MAX_CAPTION_CHARS: usize = 800;
/// A shorter paragraph does not identify a place in the text.
const MIN_ANCHOR_CHARS: usize = 40;

/// "… on Saturday. Photo: Salome Ferreira", "… (Photo by Salome Ferreira)"
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?x) ^ (?P<caption> .* [.!?”)\]] ) \s+
        (?P<credit> [(\[]? (?i: (?:file\s)? (?:photo(?:graph)?|picture|image|illustration|credit|foto|source)
            (?:\s?(?:by|credit|courtesy\sof))? ) (?:\s?[:：]\s?|\s) [^.]{2,80} \.? [)\]]? ) $";
    compile_pattern(pattern)
});

/// Finds a page's pictures, in page order and each once.
pub(crate) fn find_pictures(page: &ParsedPage<'_>) -> Vec<PlacedPicture> {
    let mut pictures: Vec<PlacedPicture> = Vec::new();
    let elements = &page.shown.elements;
    for (at, element) in elements.iter().enumerate() {
        let is_figure = element.tag == "figure" && !is_nested(element);
        let is_caption = !element.in_figure && is_caption(element);
        if !is_figure && !is_caption {
            continue;
        }
        let mut picture =
            if is_figure { picture_of_figure(&element.node) } else { picture_of_caption(&element.node) };
        picture.followed_by = following_paragraph(&elements[at + 1..], element);
        add_picture(&mut pictures, picture);
    }
    for image in page.linked.values("image") {
        add_linked_images(image, &mut pictures);
    }
    pictures
}

fn is_nested(figure: &ShownElement<'_>) -> bool {
    figure.node.ancestors_it(None).any(|above| above.node_name().is_some_and(|tag| tag.as_ref() == "figure"))
}

fn is_caption(element: &ShownElement<'_>) -> bool {
    let names = element.hint.split(' ').filter(|name| !name.is_empty());
    let caption = |name: &str| {
        name == "caption"
            || name.ends_with("-caption")
            || name.ends_with("-caption-text")
            || name.ends_with("__caption")
            || name.ends_with("_caption")
    };
    names.clone().any(caption)
}

fn is_credit(node: &NodeRef<'_>) -> bool {
    const MARKS: &[&str] = &["credit", "copyright", "photographer", "attribution", "byline", "source"];
    ["class", "itemprop", "data-testid"].iter().any(|name| {
        node.attr(name).is_some_and(|value| MARKS.iter().any(|mark| value.to_lowercase().contains(mark)))
    }) || node.node_name().is_some_and(|tag| tag.as_ref() == "cite")
}

/// A figure's text is in its caption, but its credit may be beside that.
fn picture_of_figure(figure: &NodeRef<'_>) -> PlacedPicture {
    let caption =
        figure.descendants_it().find(|node| node.node_name().is_some_and(|tag| tag.as_ref() == "figcaption"));
    let mut picture = caption.map(|caption| picture_of_caption(&caption)).unwrap_or_default();
    if picture.credit.is_none() {
        picture.credit = figure
            .descendants_it()
            .find(is_credit)
            .map(|node| element_text(&node))
            .and_then(if_caption_length);
    }
    picture
}

fn picture_of_caption(node: &NodeRef<'_>) -> PlacedPicture {
    let text = element_text(node);
    let marked = node
        .descendants_it()
        .find(is_credit)
        .map(|credit| element_text(&credit))
        .filter(|credit| !credit.is_empty());
    if let Some(credit) = marked {
        let caption = collapse_whitespace(&text.replacen(&credit, "", 1));
        return PlacedPicture {
            caption: if_caption_length(caption),
            credit: if_caption_length(credit),
            followed_by: None,
        };
    }
    match CREDIT.captures(&text) {
        Some(found) => PlacedPicture {
            caption: if_caption_length(found["caption"].to_string()),
            credit: if_caption_length(found["credit"].to_string()),
            followed_by: None,
        },
        None => PlacedPicture { caption: if_caption_length(text), ..PlacedPicture::default() },
    }
}

/// The text, if it has the length of a caption.
fn if_caption_length(text: String) -> Option<String> {
    let fits =
        text.chars().filter(|c| c.is_alphabetic()).count() > 2 && text.chars().count() <= MAX_CAPTION_CHARS;
    fits.then_some(text)
}

fn add_picture(pictures: &mut Vec<PlacedPicture>, mut picture: PlacedPicture) {
    let known = |text: &str| {
        let contains_text =
            |other: &Option<String>| other.as_deref().is_some_and(|other| other.contains(text));
        pictures.iter().any(|other| contains_text(&other.caption) || contains_text(&other.credit))
    };
    if picture.caption.as_deref().is_some_and(known) {
        picture.caption = None;
        picture.credit.take_if(|credit| known(credit));
    }
    if picture.caption.is_some() || picture.credit.is_some() {
        pictures.push(picture);
    }
}

/// The first paragraph after an element that is long enough to be found in the main text.
fn following_paragraph(after: &[ShownElement<'_>], picture: &ShownElement<'_>) -> Option<String> {
    let paragraphs = after.iter().filter(|element| element.tag == "p" && !element.in_figure);
    let mut outside = paragraphs
        .filter(|element| !element.node.ancestors_it(None).any(|above| above.id == picture.node.id));
    outside.find_map(|element| {
        Some(element_text(&element.node)).filter(|text| text.chars().count() >= MIN_ANCHOR_CHARS)
    })
}

/// Adds the article's images in JSON-LD.
fn add_linked_images(image: &Value, pictures: &mut Vec<PlacedPicture>) {
    match image {
        Value::Array(images) => images.iter().for_each(|image| add_linked_images(image, pictures)),
        Value::Object(image) => {
            let text =
                |key: &str| image.get(key).and_then(linked_data::value_text).and_then(if_caption_length);
            let caption = text("caption").or_else(|| text("description"));
            let credit = text("creditText").or_else(|| text("copyrightHolder")).or_else(|| text("author"));
            let credit = credit.filter(|_| caption.is_some() || image.contains_key("creditText"));
            add_picture(pictures, PlacedPicture { caption, credit, followed_by: None });
        }
        _ => {}
    }
}

/// The pictures with their lines: that of the paragraph that follows each, else that of the picture before it.
pub(crate) fn place_in_text(pictures: &[PlacedPicture], text: &str) -> Vec<Picture> {
    let without_whitespace = |line: &str| line.split_whitespace().collect::<String>();
    let lines: Vec<String> = text.lines().map(without_whitespace).collect();
    let mut line = 1;
    let placed = pictures.iter().map(|picture| {
        let start: Option<String> = picture
            .followed_by
            .as_deref()
            .map(|text| without_whitespace(text).chars().take(MIN_ANCHOR_CHARS).collect());
        let found = start.and_then(|start| lines.iter().position(|line| line.starts_with(&start)));
        line = found.map_or(line, |at| at + 1);
        Picture { caption: picture.caption.clone(), credit: picture.credit.clone(), line }
    });
    placed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn pictures_of(html: &str) -> Vec<PlacedPicture> {
        let document = Document::from(html);
        find_pictures(&ParsedPage::read(&document))
    }

    #[test]
    fn captions_and_credits_are_told_apart_and_placed() {
        let html = "<article><figure><img><figcaption>The mill at low water. <span class=credit>Salome Ferreira</span></figcaption></figure>
            <p>The tidal mill of Quillan ground its first flour in ninety years.</p>
            <p>The wheel turns for about four hours after each high tide, they say.</p>
            <figure><figcaption>The wheel on Saturday. Photo: Eino Vik</figcaption></figure>
            <div class='wp-caption-text'>The quay at dawn</div>
            <p>Bakers will get their first sacks in May, and open the upper floors.</p></article>";
        let text = "The tidal mill of Quillan ground its first flour in ninety years.\n\nThe wheel turns for about four hours after each high tide, they say.\n\nBakers will get their first sacks in May, and open the upper floors.";
        let pictures = place_in_text(&pictures_of(html), text);
        let found: Vec<(Option<&str>, Option<&str>, usize)> = pictures
            .iter()
            .map(|picture| (picture.caption.as_deref(), picture.credit.as_deref(), picture.line))
            .collect();
        assert_eq!(
            found,
            [
                (Some("The mill at low water."), Some("Salome Ferreira"), 1),
                (Some("The wheel on Saturday."), Some("Photo: Eino Vik"), 5),
                (Some("The quay at dawn"), None, 5),
            ]
        );
    }

    #[test]
    fn json_ld_adds_what_is_not_shown() {
        let pictures = pictures_of(
            r#"<figure><figcaption>The mill at low water</figcaption></figure><script type="application/ld+json">
            {"@type": "NewsArticle", "headline": "x", "image": [{"@type": "ImageObject", "caption": "The mill at low water"},
             {"@type": "ImageObject", "caption": "The wheel", "creditText": "Eino Vik"}, "https://echo.example/1.jpg"]}</script>"#,
        );
        let captions: Vec<Option<&str>> = pictures.iter().map(|picture| picture.caption.as_deref()).collect();
        assert_eq!(captions, [Some("The mill at low water"), Some("The wheel")]);
        assert_eq!(pictures[1].credit.as_deref(), Some("Eino Vik"));
    }
}

//! What is said under a page's pictures: captions and credits, from figures, from microdata, and from JSON-LD.

use std::sync::LazyLock;

use dom_query::NodeRef;
use regex::Regex;
use serde_json::Value;

use crate::model::Picture;
use crate::read::html::page_head::Page;
use crate::read::html::page_head::linked_data;
use crate::read::html::page_head::shown_elements::{Element, text_of};

/// A caption and a credit, and the text that stands after them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placed {
    caption: Option<String>,
    credit: Option<String>,
    followed_by: Option<String>,
}

/// Longer texts are no captions.
const LONGEST: usize = 800;
/// Shorter paragraphs do not say where in the text they stand.
const TELLING: usize = 40;

/// "… on Saturday. Photo: Salome Ferreira", "… (Photo by Salome Ferreira)"
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?x) ^ (?P<caption> .* [.!?”)\]] ) \s+
        (?P<credit> [(\[]? (?i: (?:file\s)? (?:photo(?:graph)?|picture|image|illustration|credit|foto|source)
            (?:\s?(?:by|credit|courtesy\sof))? ) (?:\s?[:：]\s?|\s) [^.]{2,80} \.? [)\]]? ) $";
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by the tests of this module")]
    Regex::new(pattern).expect("a constant pattern")
});

/// A page's pictures in page order, each said once.
pub fn of(page: &Page<'_>) -> Vec<Placed> {
    let mut pictures: Vec<Placed> = Vec::new();
    let elements = &page.shown.elements;
    for (at, element) in elements.iter().enumerate() {
        let is_figure = element.tag == "figure" && !nested(element);
        let is_caption = !element.in_figure && is_caption(element);
        if !is_figure && !is_caption {
            continue;
        }
        let mut picture = if is_figure { of_figure(&element.node) } else { of_caption(&element.node) };
        picture.followed_by = following(&elements[at + 1..], element);
        add(&mut pictures, picture);
    }
    for image in page.linked.values("image") {
        linked(image, &mut pictures);
    }
    pictures
}

fn nested(figure: &Element<'_>) -> bool {
    figure.node.ancestors_it(None).any(|above| above.node_name().is_some_and(|tag| tag.as_ref() == "figure"))
}

fn is_caption(element: &Element<'_>) -> bool {
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

/// A figure has its words in a caption, but its credit may stand beside that.
fn of_figure(figure: &NodeRef<'_>) -> Placed {
    let caption =
        figure.descendants_it().find(|node| node.node_name().is_some_and(|tag| tag.as_ref() == "figcaption"));
    let mut picture = caption.map(|caption| of_caption(&caption)).unwrap_or_default();
    if picture.credit.is_none() {
        picture.credit = figure.descendants_it().find(is_credit).map(|node| text_of(&node)).and_then(short);
    }
    picture
}

fn of_caption(node: &NodeRef<'_>) -> Placed {
    let text = text_of(node);
    let marked = node
        .descendants_it()
        .find(is_credit)
        .map(|credit| text_of(&credit))
        .filter(|credit| !credit.is_empty());
    if let Some(credit) = marked {
        let caption = text.replacen(&credit, "", 1).split_whitespace().collect::<Vec<_>>().join(" ");
        return Placed { caption: short(caption), credit: short(credit), followed_by: None };
    }
    match CREDIT.captures(&text) {
        Some(found) => Placed {
            caption: short(found["caption"].to_string()),
            credit: short(found["credit"].to_string()),
            followed_by: None,
        },
        None => Placed { caption: short(text), ..Placed::default() },
    }
}

fn short(text: String) -> Option<String> {
    let fits = text.chars().filter(|c| c.is_alphabetic()).count() > 2 && text.chars().count() <= LONGEST;
    fits.then_some(text)
}

fn add(pictures: &mut Vec<Placed>, mut picture: Placed) {
    let known = |text: &str| {
        let said = |other: &Option<String>| other.as_deref().is_some_and(|other| other.contains(text));
        pictures.iter().any(|other| said(&other.caption) || said(&other.credit))
    };
    if picture.caption.as_deref().is_some_and(known) {
        picture.caption = None;
        picture.credit.take_if(|credit| known(credit));
    }
    if picture.caption.is_some() || picture.credit.is_some() {
        pictures.push(picture);
    }
}

/// The first paragraph after an element that is long enough to be found again.
fn following(after: &[Element<'_>], picture: &Element<'_>) -> Option<String> {
    let paragraphs = after.iter().filter(|element| element.tag == "p" && !element.in_figure);
    let mut outside = paragraphs
        .filter(|element| !element.node.ancestors_it(None).any(|above| above.id == picture.node.id));
    outside.find_map(|element| Some(text_of(&element.node)).filter(|text| text.chars().count() >= TELLING))
}

/// What JSON-LD says of the article's images.
fn linked(image: &Value, pictures: &mut Vec<Placed>) {
    match image {
        Value::Array(images) => images.iter().for_each(|image| linked(image, pictures)),
        Value::Object(image) => {
            let text = |key: &str| image.get(key).and_then(linked_data::text_of).and_then(short);
            let caption = text("caption").or_else(|| text("description"));
            let credit = text("creditText").or_else(|| text("copyrightHolder")).or_else(|| text("author"));
            let credit = credit.filter(|_| caption.is_some() || image.contains_key("creditText"));
            add(pictures, Placed { caption, credit, followed_by: None });
        }
        _ => {}
    }
}

/// The pictures with their lines: that of the paragraph that follows each, else that of the picture before it.
pub fn in_text(pictures: &[Placed], text: &str) -> Vec<Picture> {
    let squeezed = |line: &str| line.split_whitespace().collect::<String>();
    let lines: Vec<String> = text.lines().map(squeezed).collect();
    let mut line = 1;
    let placed = pictures.iter().map(|picture| {
        let start: Option<String> =
            picture.followed_by.as_deref().map(|text| squeezed(text).chars().take(TELLING).collect());
        let found = start.and_then(|start| lines.iter().position(|line| line.starts_with(&start)));
        line = found.map_or(line, |at| at + 1);
        Picture { caption: picture.caption.clone(), credit: picture.credit.clone(), line }
    });
    placed.collect()
}

#[cfg(test)]
mod tests {
    use crate::read::html::page_head::PageHead;

    #[test]
    fn captions_and_credits_are_told_apart_and_placed() {
        let html = "<article><figure><img><figcaption>The mill at low water. <span class=credit>Salome Ferreira</span></figcaption></figure>
            <p>The tidal mill of Quillan ground its first flour in ninety years.</p>
            <p>The wheel turns for about four hours after each high tide, they say.</p>
            <figure><figcaption>The wheel on Saturday. Photo: Eino Vik</figcaption></figure>
            <div class='wp-caption-text'>The quay at dawn</div>
            <p>Bakers will get their first sacks in May, and open the upper floors.</p></article>";
        let text = "The tidal mill of Quillan ground its first flour in ninety years.\n\nThe wheel turns for about four hours after each high tide, they say.\n\nBakers will get their first sacks in May, and open the upper floors.";
        let pictures = PageHead::of(html).pictures_in(text);
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
        let head = PageHead::of(
            r#"<figure><figcaption>The mill at low water</figcaption></figure><script type="application/ld+json">
            {"@type": "NewsArticle", "headline": "x", "image": [{"@type": "ImageObject", "caption": "The mill at low water"},
             {"@type": "ImageObject", "caption": "The wheel", "creditText": "Eino Vik"}, "https://echo.example/1.jpg"]}</script>"#,
        );
        let captions: Vec<Option<&str>> =
            head.pictures.iter().map(|picture| picture.caption.as_deref()).collect();
        assert_eq!(captions, [Some("The mill at low water"), Some("The wheel")]);
        assert_eq!(head.pictures[1].credit.as_deref(), Some("Eino Vik"));
    }
}

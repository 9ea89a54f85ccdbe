//! XML in a vocabulary that is not known: the articles are the elements that `--element` names, their fields are what is in
//! them.
//!
//! A field is called as its element or attribute is ("title", "date"); `--map` may also give the way to it: "head/title",
//! "@date". Without `--element` the file is refused as a whole, with the root and what to type.

use crate::read::error::{OpenError, Unreadable};
use crate::read::fields::field_map::FieldMap;
use crate::read::fields::roles::{FieldRole, fold_name};
use crate::read::format::{FormatKind, FormatRecords, FormatSpec, TextHead, TextStream};
use crate::read::records::table_columns::holds_text;
use crate::read::records::xml::document_type::DocumentHead;
use crate::read::records::xml::element_splitter::ArticleElements;
use crate::read::records::xml::story_text::story_text;
use crate::read::records::xml::tree::XmlElement;
use crate::read::records::xml::vocabulary::{ArticleContext, XmlStory, open_articles};

/// Any XML.
pub(crate) static FORMAT: FormatSpec = FormatSpec {
    name: "xml",
    description: "XML or SGML of any kind: --element names the article",
    precedence: 59,
    kind: FormatKind::Text { extensions: &["xml", "sgml", "sgm"], recognise, open },
};

fn recognise(head: &TextHead<'_>) -> bool {
    let Some(document) = DocumentHead::read(head.trimmed) else { return false };
    let is_page = document.has_root(&["html", "head", "body"]);
    !is_page && (document.is_declared || head.is_named_as(&FORMAT) || head.options.element.is_some())
}

fn open<'s>(text: TextStream<'s, '_>) -> Result<FormatRecords<'s>, OpenError> {
    let Some(element) = text.options.element.clone() else {
        return Err(unknown_vocabulary(text.head).into());
    };
    let local = element.rsplit(':').next().unwrap_or_default().to_string();
    let elements = ArticleElements {
        is_article: Box::new(move |name| name.eq_ignore_ascii_case(&local)),
        nests: true,
        is_wanted: |_| true,
    };
    open_articles(text, elements, read_article)
}

/// Why XML is not read without being told what its articles are.
fn unknown_vocabulary(head: &[u8]) -> Unreadable {
    let document = DocumentHead::read(head).unwrap_or_default();
    let child = document.first_child.as_deref().unwrap_or("item");
    let reason = format!(
        "is XML whose root <{}> is not known: say which element is an article, as in --element {child}, and with --map text=…,title=head/title,published=@date what is not known by its name",
        document.root
    );
    Unreadable::new("unknown XML", reason)
}

fn read_article(article: &XmlElement, context: &ArticleContext) -> Result<XmlStory, Unreadable> {
    let mut story = XmlStory::default();
    for (name, value) in &article.attributes {
        add_attribute(&mut story, "", name, value, &context.fields);
    }
    add_children(&mut story, article, "", &context.fields);
    let texts = article.descendants();
    let has_text = texts.iter().any(|element| holds_text(name_of(element), &context.fields))
        || context.fields.names_for(FieldRole::Text).next().is_some();
    // Paragraphs directly in the article are its text.
    if !has_text && texts.iter().any(|element| element.name == "p") {
        story.set_text("text", story_text(article));
    }
    if article.children().next().is_none() && article.line().is_some() {
        story.set_text("text", story_text(article));
    }
    Ok(story)
}

/// Adds what is in an element, `path` being the way to it.
fn add_children(story: &mut XmlStory, element: &XmlElement, path: &str, map: &FieldMap) {
    let mut names: Vec<&str> = Vec::new();
    for child in element.children() {
        if !names.contains(&name_of(child)) {
            names.push(name_of(child));
        }
    }
    for name in names {
        let alike: Vec<&XmlElement> = element.children().filter(|child| name_of(child) == name).collect();
        add_alike(story, &alike, &format!("{path}{name}"), map);
    }
}

/// What a child is called: databases and search engines write `<field name="title">`, `<str name="title">`.
fn name_of(child: &XmlElement) -> &str {
    const TYPES: [&str; 12] = [
        "field", "str", "arr", "date", "int", "long", "text", "float", "double", "bool", "column", "property",
    ];
    let named = child.attribute("name").filter(|_| TYPES.contains(&child.name.as_str()));
    named.unwrap_or(&child.name)
}

/// Adds the children of one name.
fn add_alike(story: &mut XmlStory, alike: &[&XmlElement], path: &str, map: &FieldMap) {
    let Some(first) = alike.first() else { return };
    let field = field_name(path, name_of(first), map);
    for (name, value) in &first.attributes {
        add_attribute(story, &format!("{path}/"), name, value, map);
    }
    let role = map.role_of(&field).or_else(|| FieldRole::of_name(&fold_name(&field)).map(|(role, _)| role));
    let is_text = role == Some(FieldRole::Text) || holds_text(&field, map) && role.is_none();
    let is_leaf = alike.iter().all(|element| element.children().next().is_none());
    if is_text {
        let texts: Vec<String> = alike.iter().map(|element| story_text(element)).collect();
        return story.set_text(&field, texts.join("\n\n"));
    }
    if is_leaf || role.is_some() {
        let lines: Vec<String> = alike.iter().filter_map(|element| leaf_lines(element)).collect();
        let takes_all = matches!(role, Some(FieldRole::Byline));
        story.set(&field, if takes_all { Some(lines.join(", ")) } else { lines.into_iter().next() });
        if is_leaf {
            return;
        }
    }
    for element in alike {
        add_children(story, element, &format!("{path}/"), map);
    }
}

/// The text of an element; of several in it, as a list.
fn leaf_lines(element: &XmlElement) -> Option<String> {
    let lines: Vec<String> = element.children().filter_map(XmlElement::line).collect();
    if lines.is_empty() { element.line() } else { Some(lines.join(", ")) }
}

fn add_attribute(story: &mut XmlStory, path: &str, name: &str, value: &str, map: &FieldMap) {
    let way = format!("{path}@{name}");
    let field = if is_mapped(&way, map) { mapped_name(&way, map) } else { name.to_string() };
    // Attributes of elements inside mostly say something about these alone.
    if path.is_empty() || is_mapped(&way, map) {
        story.set(&field, Some(value));
    }
}

/// What a field is called: by the way to it where the user gave that, else by its element.
fn field_name(path: &str, name: &str, map: &FieldMap) -> String {
    if is_mapped(path, map) { mapped_name(path, map) } else { mapped_name(name, map) }
}

fn is_mapped(way: &str, map: &FieldMap) -> bool {
    map.names().any(|name| name.eq_ignore_ascii_case(way))
}

/// A name as the user wrote it: names in XML are in any case.
fn mapped_name(way: &str, map: &FieldMap) -> String {
    map.names().find(|name| name.eq_ignore_ascii_case(way)).unwrap_or(way).to_string()
}

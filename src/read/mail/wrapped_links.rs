//! Addresses inside addresses: alerts and newsletters link to a service that counts the click and then redirects.
//!
//! Takes a link as written, gives the address that it leads to, where the link itself says it. A link whose target only the
//! service knows stays as it is.

use url::Url;

/// How often a link is taken out of another one.
const MAX_WRAPPINGS: usize = 3;

/// Where services put the target: the end of the host, the end of the path, the parameter.
const SERVICES: [(&str, &str, &[&str]); 8] = [
    ("safelinks.protection.outlook.com", "", &["url"]),
    ("facebook.com", "/l.php", &["u"]),
    ("linkedin.com", "/redir/redirect", &["url"]),
    ("", "/url", &["url", "q"]),
    ("", "/redirect", &["url", "u", "to", "target", "dest"]),
    ("", "/redir", &["url", "u", "to", "target", "dest"]),
    ("", "/click", &["url", "u", "to", "target", "dest"]),
    ("", "/track", &["url", "u", "to", "target", "dest"]),
];

/// The address that a link leads to.
pub(crate) fn unwrap_link(link: &str) -> String {
    let mut link = link.trim().to_string();
    for _ in 0..MAX_WRAPPINGS {
        match target_of(&link) {
            Some(target) => link = target,
            None => break,
        }
    }
    link
}

/// Whether a link is wrapped by a service that says its target.
pub(crate) fn is_wrapped(link: &str) -> bool {
    target_of(link.trim()).is_some()
}

fn target_of(link: &str) -> Option<String> {
    let url = Url::parse(link).ok()?;
    let host = url.host_str()?.to_ascii_lowercase();
    // urldefense.com/v3/__https://post.example/1__;!!code
    if host.ends_with("urldefense.com") {
        let (_, rest) = link.split_once("/v3/__")?;
        let (target, _) = rest.split_once("__;")?;
        return is_address(target).then(|| target.to_string());
    }
    let path = url.path().trim_end_matches('/');
    let parameters = SERVICES.iter().filter(|(of_host, end, _)| {
        (host == *of_host || host.ends_with(&format!(".{of_host}")) || of_host.is_empty())
            && path.ends_with(end)
    });
    let names: Vec<&str> = parameters.flat_map(|(_, _, names)| names.iter().copied()).collect();
    let value =
        |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    names.into_iter().filter_map(value).find(|target| is_address(target))
}

fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && Url::parse(text).is_ok_and(|url| url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_the_address_in_it() {
        for link in [
            "https://www.google.com/url?rct=j&sa=t&url=https://post.example/a%3Fb%3D1&ct=ga&usg=x",
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fpost.example%2Fa%3Fb%3D1&data=05",
            "https://urldefense.com/v3/__https://post.example/a?b=1__;!!abc$",
            "https://mail.example/track?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fpost.example%252Fa%253Fb%253D1",
            " https://post.example/a?b=1",
        ] {
            assert_eq!(unwrap_link(link), "https://post.example/a?b=1", "{link}");
        }
    }

    #[test]
    fn an_address_with_another_in_it_is_itself() {
        for link in [
            "https://post.example/share?url=https://other.example/",
            "https://click.mail.example/?qs=0a1b2c",
            "https://post.example/url?id=3",
            "mailto:a@post.example",
        ] {
            assert_eq!(unwrap_link(link), link);
            assert!(!is_wrapped(link));
        }
    }
}

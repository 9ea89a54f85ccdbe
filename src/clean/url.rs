//! Addresses as they are compared: what two spellings of one page's address have in common.

use url::Url;

/// Parameters that say where a reader came from, not what the page is.
const TRACKING: &[&str] = &[
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "yclid",
    "twclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "cmpid",
    "ncid",
    "ref_src",
    "ocid",
    "smid",
    "cmp",
    "_ga",
    "gaa_at",
    "spm",
    "xtor",
    "at_medium",
    "at_campaign",
    "ito",
    "sh",
    "wt_mc",
];

/// The address without scheme, `www.`/`m.`/`amp.`, default port, fragment, tracking parameters and last slash;
/// path and real parameters as they are. `None` for what is no http address.
pub fn canonical(address: &str) -> Option<String> {
    let url = parse(address)?;
    let host = bare_host(url.host_str()?);
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = url.path().trim_end_matches('/');
    let path = path.strip_suffix("/amp").unwrap_or(path);
    let real: Vec<String> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking(pair.split('=').next().unwrap_or_default()))
        .map(str::to_string)
        .collect();
    let query = if real.is_empty() { String::new() } else { format!("?{}", real.join("&")) };
    Some(format!("{host}{port}{path}{query}"))
}

/// The host of an address, or a host as it is written alone: lower case, without `www.`.
pub fn domain(address: &str) -> Option<String> {
    let address = address.trim();
    let url = match address.contains("://") {
        true => parse(address)?,
        false => {
            parse(&format!("http://{address}")).filter(|_| address.contains('.') && !address.contains(' '))?
        }
    };
    Some(bare_host(url.host_str()?))
}

fn parse(address: &str) -> Option<Url> {
    let url = Url::parse(address.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

fn bare_host(host: &str) -> String {
    let mut host = host.trim_end_matches('.');
    for prefix in ["www.", "m.", "mobile.", "amp."] {
        // "m.example" alone is somebody's whole domain.
        if let Some(rest) = host.strip_prefix(prefix).filter(|rest| rest.contains('.')) {
            host = rest;
        }
    }
    host.to_string()
}

fn is_tracking(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_address_are_one() {
        let one = canonical("https://a.example/news/1?id=7").unwrap();
        for other in [
            "http://www.A.example:80/news/1/?utm_source=x&id=7&fbclid=1#top",
            "https://m.a.example/news/1?id=7",
            "https://amp.a.example/news/1/amp?id=7",
        ] {
            assert_eq!(canonical(other).as_ref(), Some(&one), "{other}");
        }
        assert_ne!(canonical("https://a.example/news/1?id=8").unwrap(), one);
        assert_ne!(canonical("https://a.example/News/1?id=7").unwrap(), one);
        assert_eq!(canonical("a.example/news"), None);
    }

    #[test]
    fn a_domain_is_read_from_an_address_or_a_host() {
        assert_eq!(domain("https://www.Post.example/a"), Some("post.example".into()));
        assert_eq!(domain("www.post.example"), Some("post.example".into()));
        assert_eq!(domain("The Post"), None);
    }
}

//! Canonical URLs: different spellings of the address of one page have the same.

use url::Url;

/// Query parameters that say where a reader came from and do not change the page: those of advertisers, mailing services
/// and social networks (as listed by browsers that strip them), and those that papers add to their own links.
const TRACKING_PARAMETERS: &[&str] = &[
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "igsh",
    "igshid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "__twitter_impression",
    "vero_id",
    "oly_anon_id",
    "oly_enc_id",
    "cmpid",
    "ncid",
    "ref_src",
    "ref_url",
    "ocid",
    "smid",
    "smtyp",
    "cmp",
    "icid",
    "_ga",
    "_gl",
    "gaa_at",
    "spm",
    "xtor",
    "at_medium",
    "at_campaign",
    "ito",
    "sh",
    "wt_mc",
    "s_cid",
    "amp",
    "amp_js_v",
    "amp_gsa",
    "usqp",
    "outputtype",
];

/// Longer addresses hold the page itself. Sitemaps allow 2,048 bytes.
const MAX_URL_BYTES: usize = 8192;

/// The address without scheme, `www.`, `m.` or `amp.`, default port, fragment, tracking parameters, last slash and the
/// marks of an AMP copy. Path and other parameters keep their case, and parameters are sorted. `None` where the text is
/// no http address or is longer than any page's address.
pub fn canonical_url(address: &str) -> Option<String> {
    if address.len() > MAX_URL_BYTES {
        return None;
    }
    let url = parse_http_url(address)?;
    // One dot at the end is the root of all names; a host that ends in more, or is dots alone, is nobody's.
    let host = url.host_str().filter(|host| *host != "." && !host.ends_with(".."))?;
    let host = Some(strip_host_prefixes(host)).filter(|host| !host.is_empty())?;
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = strip_amp(&normalize_percent_encoding(url.path()));
    let query = normalize_percent_encoding(url.query().unwrap_or_default());
    let mut real: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking_parameter(pair.split('=').next().unwrap_or_default()))
        .collect();
    real.sort_unstable();
    let query = if real.is_empty() { String::new() } else { format!("?{}", real.join("&")) };
    Some(format!("{host}{port}{path}{query}"))
}

/// The path without the marks of an AMP copy: `/amp/news/1`, `/news/1/amp`, `/news/1.amp`, `/news/1.amp.html`.
fn strip_amp(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let shorter = path
        .strip_prefix("/amp")
        .filter(|rest| rest.starts_with('/'))
        .or_else(|| path.strip_suffix("/amp"))
        .or_else(|| path.strip_suffix(".amp"));
    match (shorter, path.strip_suffix(".amp.html")) {
        (Some(shorter), _) => strip_amp(shorter),
        (None, Some(stem)) => strip_amp(&format!("{stem}.html")),
        (None, None) => path.to_string(),
    }
}

/// Normalizes percent-encoding (RFC 3986, section 6.2.2): letters, digits and `-._~` are decoded, other bytes are
/// written in upper case.
fn normalize_percent_encoding(part: &str) -> String {
    let mut plain = String::with_capacity(part.len());
    let mut rest = part;
    while let Some((before, after)) = rest.split_once('%') {
        plain.push_str(before);
        let digits = after.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                let c = char::from(byte);
                match c {
                    'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' | '~' => plain.push(c),
                    _ => plain.push_str(&format!("%{byte:02X}")),
                }
                rest = &after[2..];
            }
            None => {
                plain.push_str("%25");
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The host of an address, or of a bare host name: in lower case, without `www.`. `None` where the text is neither.
pub fn domain_of(address: &str) -> Option<String> {
    let address = address.trim();
    let url = match address.contains("://") {
        true => parse_http_url(address)?,
        false => parse_http_url(&format!("http://{address}"))
            .filter(|_| address.contains('.') && !address.contains(' '))?,
    };
    Some(strip_host_prefixes(url.host_str()?))
}

fn parse_http_url(address: &str) -> Option<Url> {
    let url = Url::parse(address.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

fn strip_host_prefixes(host: &str) -> String {
    let mut host = host.trim_end_matches('.');
    let prefixes = ["www.", "m.", "mobile.", "amp."];
    // "m.example" is a whole domain.
    let shorter = |host: &str| {
        let rest = prefixes.iter().find_map(|prefix| host.strip_prefix(prefix));
        rest.filter(|rest| rest.contains('.')).map(str::len)
    };
    while let Some(length) = shorter(host) {
        host = &host[host.len() - length..];
    }
    host.to_string()
}

fn is_tracking_parameter(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING_PARAMETERS.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_of_dots_has_no_canonical_url() {
        for address in ["https://./news/1", "https:./news/1", "http://.../x", "https://www./x"] {
            let canonical = canonical_url(address);
            assert!(canonical.as_deref().is_none_or(|url| !url.starts_with('/')), "{address}: {canonical:?}");
        }
    }

    #[test]
    fn a_host_that_ends_in_more_than_one_dot_has_no_canonical_url() {
        assert_eq!(canonical_url("https://www.03../b"), None);
        assert_eq!(canonical_url("https://1../b"), None);
        assert_eq!(canonical_url("https://a.example./b"), Some("a.example/b".to_owned()));
    }

    #[test]
    fn spellings_of_one_address_have_one_canonical_url() {
        let one = canonical_url("https://a.example/news/1?id=7").unwrap();
        for other in [
            "http://www.A.example:80/news/1/?utm_source=x&id=7&fbclid=1#top",
            "https://m.a.example/news/1?id=7",
            "https://amp.a.example/news/1/amp?id=7",
            "https://a.example/amp/news/1?id=7&amp=1",
            "https://a.example/%6eews/1?id=%37&utm_medium=x",
            "HTTPS://A.EXAMPLE:443/news/1.amp?outputType=amp&id=7&gclid=abc",
        ] {
            assert_eq!(canonical_url(other).as_ref(), Some(&one), "{other}");
        }
        assert_ne!(canonical_url("https://a.example/news/1?id=8").unwrap(), one);
        assert_ne!(canonical_url("https://a.example/News/1?id=7").unwrap(), one);
        assert_ne!(canonical_url("http://a.example:8080/news/1?id=7").unwrap(), one);
        assert_eq!(canonical_url("a.example/news"), None);
        assert_eq!(
            canonical_url("https://a.example/?b=2&a=1"),
            canonical_url("https://www.a.example?a=1&b=2")
        );
        assert_eq!(canonical_url("https://a.example/ampere/1"), Some("a.example/ampere/1".into()));
        assert_eq!(canonical_url("https://a.example/%zz%c3%a9"), Some("a.example/%25zz%C3%A9".into()));
    }

    proptest::proptest! {
        #[test]
        fn a_canonical_url_is_its_own_canonical_url(path in "[/a-z0-9.%~-]{0,30}", query in "[a-z0-9=&%]{0,20}", host in "[a-z]{1,3}(\\.[a-z]{1,4}){1,3}") {
            let address = format!("https://{host}/{path}?{query}");
            if let Some(once) = canonical_url(&address) {
                proptest::prop_assert_eq!(canonical_url(&format!("https://{once}")), Some(once));
            }
        }
    }

    #[test]
    fn a_domain_is_read_from_an_address_or_a_host() {
        assert_eq!(domain_of("https://www.Post.example/a"), Some("post.example".into()));
        assert_eq!(domain_of("www.post.example"), Some("post.example".into()));
        assert_eq!(domain_of("The Post"), None);
    }
}

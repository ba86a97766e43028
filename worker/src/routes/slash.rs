//! A page whose address has a slash too many at its end is sent to where it is.

use worker::{Request, Response, ResponseBuilder};

use super::Route;
use crate::problem::Problem;

/// The path of the page that is meant. Only the first page has a slash of its own.
pub fn without(path: &str) -> Option<&str> {
    let page = path.strip_suffix('/')?;
    let segments: Vec<&str> = page.split('/').skip(1).collect();
    let is_page = matches!(Route::of(&segments), Some(Route::Page(_) | Route::Shell));
    (is_page && segments.iter().all(|segment| !segment.is_empty())).then_some(page)
}

/// Sends there, with what was asked of it.
pub fn moved(request: &Request, page: &str) -> Result<Response, Problem> {
    let url = request.url()?;
    let location = match url.query() {
        Some(asked) => [page, "?", asked].concat(),
        None => page.to_owned(),
    };
    Ok(ResponseBuilder::new().with_status(308).with_header("Location", &location)?.empty())
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn a_page_with_a_slash_at_its_end_is_the_page_without() {
        for (path, page) in [
            ("/policies/", "/policies"),
            ("/d/x/", "/d/x"),
            ("/d/x%402026-05-01/", "/d/x%402026-05-01"),
            ("/d/x/art/3/", "/d/x/art/3"),
            ("/requests/", "/requests"),
            ("/sign-in/", "/sign-in"),
        ] {
            assert_eq!(without(path), Some(page), "{path}");
        }
        // Neither another site nor what is no page.
        for path in
            ["/", "//", "/d/x", "/d/", "/d//", "/d/x//", "//d/x/", "/api/session/", "/log/checkpoint/", "/nowhere/"]
        {
            assert_eq!(without(path), None, "{path}");
        }
    }
}

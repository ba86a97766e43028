//! A text file as it is searched: the very bytes, so that a hit says where in the file it is.

use super::{Part, Place, Source};
use crate::document::{Document, import_text, outline};

impl Source {
    /// A regulation as text or Markdown; any other text is one part.
    pub fn of_file(name: &str, text: &str) -> Source {
        let document = import_text(text).unwrap_or_else(|_| Document {
            title: text
                .lines()
                .map(|line| line.trim_matches(['#', ' ', '\u{feff}']))
                .find(|line| !line.is_empty())
                .unwrap_or(name)
                .into(),
            ..Document::default()
        });
        let articles = outline(text).unwrap_or_default();
        let front = articles.first().map_or(text.len(), |first| first.range.start);
        // The first line that says something is the title.
        let title = text.find(|c: char| !c.is_whitespace()).map_or(0, |start| {
            text.get(start..front).and_then(|rest| rest.find('\n')).map_or(front, |end| start + end)
        });
        let mut parts = vec![Part { place: Place::Front, range: 0..front, heading: title }];
        for one in articles {
            parts.push(Part { place: Place::Article(one.number), range: one.range, heading: one.heading });
        }
        Source {
            id: name.into(),
            titles: vec![document.title],
            issued_on: document.issued_on,
            from: document.effective_on.or(document.issued_on),
            text: text.into(),
            parts,
            ..Source::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_article_is_a_part_with_the_headings_above_it() {
        let text = "# 示例办法\n\n2025年1月1日 公布\n目录\n第一章 总则\n第二章 附则\n## 第一章 总则\n第一条(目的) 为了示例。\n依据第三条。\n第二条 定义。\n## 第二章 附则\n### 第一节 施行\n第三条 施行。\n";
        let source = Source::of_file("a.md", text);
        let parts: Vec<(Option<String>, &str, &str)> = source
            .parts
            .iter()
            .map(|part| {
                let number = part.place.article().map(|number| number.to_string());
                (number, text[part.range.start..part.heading].trim(), text[part.heading..part.range.end].trim())
            })
            .collect();
        let number = |number: &str| Some(number.to_owned());
        assert_eq!(
            parts,
            [
                (None, "# 示例办法", "2025年1月1日 公布\n目录\n第一章 总则\n第二章 附则"),
                (number("1"), "## 第一章 总则\n第一条(目的)", "为了示例。\n依据第三条。"),
                (number("2"), "第二条", "定义。"),
                (number("3"), "## 第二章 附则\n### 第一节 施行\n第三条", "施行。"),
            ]
        );
        assert_eq!(source.titles, ["示例办法"]);
        assert_eq!(source.issued_on.unwrap().to_string(), "2025-01-01");
    }

    #[test]
    fn any_other_text_is_one_part() {
        let source = Source::of_file("b.txt", "\n随笔\n没有条文。");
        assert_eq!(source.titles, ["随笔"]);
        assert_eq!(source.parts, [Part { place: Place::Front, range: 0..source.text.len(), heading: 7 }]);
        assert_eq!(Source::of_file("c.txt", "").titles, ["c.txt"]);
    }
}

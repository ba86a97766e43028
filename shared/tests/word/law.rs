//! Laws as an office would have typed them into Word: with typed numbers, or with Word's own.

use super::file::{Word, design, escaped, level, list, numbered, paragraph};

/// The lines of a text as paragraphs: the number of `#` before each, and what it says.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("<!--")).map(|line| {
        let text = line.trim_start_matches('#');
        (line.len() - text.len(), text.trim())
    })
}

const STYLES: &str = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"a3\"><w:name w:val=\"Title\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"heading 2\"/></w:style>";

fn style_of(depth: usize) -> &'static str {
    match depth {
        0 => "",
        1 => "<w:pStyle w:val=\"a3\"/>",
        _ => "<w:pStyle w:val=\"2\"/>",
    }
}

/// With typed numbers; the text in runs of few characters, between what Word leaves in every file.
pub fn typed(text: &str) -> Word {
    let mut body = String::new();
    for (nth, (depth, line)) in lines(text).enumerate() {
        body.push_str(&format!(
            "<w:p w:rsidR=\"00A{nth:05}\"><w:pPr>{}<w:jc w:val=\"both\"/></w:pPr>",
            style_of(depth)
        ));
        let letters: Vec<char> = line.chars().collect();
        for (run, letters) in letters.chunks(1 + nth % 7).enumerate() {
            let text = escaped(&letters.iter().collect::<String>());
            let plain = format!(
                "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
            );
            body.push_str(&match run % 6 {
                0 => plain,
                1 => format!("<w:bookmarkStart w:id=\"1\" w:name=\"_Toc1\"/>{plain}<w:bookmarkEnd w:id=\"1\"/>"),
                2 => format!("<w:ins w:id=\"2\" w:author=\"示例\">{plain}</w:ins><w:del w:id=\"3\"><w:r><w:delText>删去</w:delText></w:r></w:del>"),
                3 => format!("<w:hyperlink w:anchor=\"_Toc1\">{plain}</w:hyperlink>"),
                4 => format!("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF 第九条</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{plain}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"),
                _ => format!("<w:proofErr w:type=\"spellStart\"/>{plain}<w:r><w:softHyphen/><w:lastRenderedPageBreak/><w:commentReference w:id=\"4\"/><w:footnoteReference w:id=\"5\"/></w:r>"),
            });
        }
        body.push_str("</w:p>");
    }
    Word { body, styles: STYLES.into(), ..Word::default() }
}

/// How paragraphs come to their numbers.
#[derive(Clone, Copy)]
pub enum By {
    /// Each says its list.
    Paragraph,
    /// By its style, which the level of the list names.
    Style,
    /// By a style that rests on one that says the list.
    BasedOn,
}

/// With the numbers of chapters, sections, articles, items and a decision's points taken out of the text and left to Word. `format` is how Word counts.
pub fn automatic(text: &str, by: By, format: &str) -> Word {
    const CHAPTERS: u32 = 1;
    const ARTICLES: u32 = 2;
    const POINTS: u32 = 3;
    let has_articles = lines(text).any(|(_, line)| after(line, 1, "条").is_some());
    let mut body = String::new();
    let mut lists = [list(CHAPTERS, 1, ""), list(ARTICLES, 2, ""), list(POINTS, 3, "")].concat();
    let (mut items, mut last_item) = (ARTICLES, 0);
    let (mut chapter, mut section, mut article) = (0, 0, 0);
    for (depth, line) in lines(text) {
        let properties = |style: &str, list, level| match by {
            By::Paragraph => format!("{}{}", style_of(depth), numbered(list, level)),
            By::Style => format!("<w:pStyle w:val=\"{style}\"/>"),
            By::BasedOn => format!("<w:pStyle w:val=\"{style}x\"/>"),
        };
        if let Some(rest) = after(line, chapter + 1, "章") {
            (chapter, section) = (chapter + 1, 0);
            body.push_str(&paragraph(&properties("zhang", CHAPTERS, 0), rest));
        } else if let Some(rest) = after(line, section + 1, "节") {
            section += 1;
            body.push_str(&paragraph(&properties("jie", CHAPTERS, 1), rest));
        } else if let Some(rest) = after(line, article + 1, "条") {
            (article, items, last_item) = (article + 1, ARTICLES, 0);
            body.push_str(&paragraph(&properties("tiao", ARTICLES, 0), rest));
        } else if let Some(rest) = line.strip_prefix(&format!("{}、", chinese(article + 1))).filter(|_| !has_articles)
        {
            (article, items, last_item) = (article + 1, ARTICLES, 0);
            body.push_str(&paragraph(&properties("dian", POINTS, 0), rest));
        } else if let Some((number, rest)) = item(line).filter(|(number, _)| *number == 1 || *number == last_item + 1) {
            // The second list of one article begins anew.
            if number == 1 && last_item > 0 {
                items = u32::try_from(lists.matches("<w:num ").count()).unwrap() + 1;
                let anew = "<w:lvlOverride w:ilvl=\"1\"><w:startOverride w:val=\"1\"/></w:lvlOverride>";
                lists.push_str(&list(items, 2, anew));
            }
            last_item = number;
            let own = items == ARTICLES;
            let said = if own { properties("xiang", items, 1) } else { numbered(items, 1) };
            body.push_str(&paragraph(&said, rest));
        } else {
            body.push_str(&paragraph(style_of(depth), line));
        }
    }
    let style = |name: &str| format!("<w:pStyle w:val=\"{name}\"/>");
    let designs = [
        design(1, &[level(0, format, "第%1章", &style("zhang")), level(1, format, "第%2节", &style("jie"))].concat()),
        design(2, &[level(0, format, "第%1条", &style("tiao")), level(1, format, "（%2）", &style("xiang"))].concat()),
        design(3, &level(0, format, "%1、", &format!("{}<w:suff w:val=\"nothing\"/>", style("dian")))),
    ];
    let mut styles = STYLES.to_owned();
    for (name, list, level) in [("zhang", 1, 0), ("jie", 1, 1), ("tiao", 2, 0), ("xiang", 2, 1), ("dian", 3, 0)] {
        let numbered = format!("<w:pPr>{}</w:pPr>", numbered(list, level));
        let of = |id: &str, inside: &str| {
            format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/>{inside}</w:style>")
        };
        styles.push_str(&of(name, &format!("<w:basedOn w:val=\"a\"/>{numbered}")));
        styles.push_str(&of(&format!("{name}x"), &format!("<w:basedOn w:val=\"{name}\"/>")));
    }
    Word { body, styles, numbering: designs.concat() + &lists }
}

/// What follows 第`number``unit` in a line that begins so, as a head does.
fn after<'a>(line: &'a str, number: usize, unit: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(&format!("第{}{unit}", chinese(number)))?;
    let is_head =
        rest.is_empty() || rest.starts_with(|next: char| next.is_whitespace() || "（(【*\u{200b}".contains(next));
    is_head.then(|| rest.trim())
}

fn item(line: &str) -> Option<(usize, &str)> {
    let (numeral, rest) = line.strip_prefix(['（', '('])?.split_once(['）', ')'])?;
    (1..100).find(|number| chinese(*number) == numeral).map(|number| (number, rest.trim()))
}

/// 一百零一, written anew so that the crate is not compared with itself.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    let tens = match (hundreds, tens, ones) {
        (0, 0, _) | (_, 0, 0) => String::new(),
        (_, 0, _) => "零".into(),
        (0, 1, _) => "十".into(),
        _ => format!("{}十", DIGITS[tens]),
    };
    let hundreds = if hundreds == 0 { String::new() } else { format!("{}百", DIGITS[hundreds]) };
    format!("{hundreds}{tens}{}", DIGITS[ones])
}

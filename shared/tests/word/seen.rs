//! What of a Word file is read: what stands on paper, as the standard's own rules say.

use mingbai_shared::document::{import, text_of};

use crate::archive::{Entry, archive};
use crate::file::{Word, design, level, list, numbered, paragraph};

fn seen(word: &Word) -> String {
    text_of(&word.bytes()).unwrap().into_owned()
}

fn body(inside: &str) -> String {
    seen(&Word::of_body(inside))
}

fn run(inside: &str) -> String {
    body(&format!("<w:p><w:r>{inside}</w:r></w:p>"))
}

#[test]
fn the_signs_of_a_run() {
    assert_eq!(run("<w:t>甲</w:t><w:tab/><w:t>乙</w:t>"), "甲\t乙\n");
    assert_eq!(run("<w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t>"), "甲\n乙\n丙\n");
    assert_eq!(
        run("<w:t>021</w:t><w:noBreakHyphen/><w:t>0000</w:t><w:softHyphen/><w:t>\u{ad}0101</w:t>"),
        "021-00000101\n"
    );
    assert_eq!(run("<w:t>甲&amp;乙&#x4e19;<![CDATA[<丁>]]>\n戊</w:t>"), "甲&乙丙<丁> 戊\n");
    assert_eq!(run("<w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:t>甲</w:t><w:sym w:char=\"00B2\"/>"), "甲²\n");
    assert_eq!(
        run(
            "<w:ruby><w:rt><w:r><w:t>míng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>明</w:t></w:r></w:rubyBase></w:ruby>"
        ),
        "明\n"
    );
    assert_eq!(run("<w:rPr><w:vanish/></w:rPr><w:t>甲</w:t>"), "");
    assert_eq!(run("<w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>甲</w:t>"), "甲\n");
}

#[test]
fn changes_that_were_tracked_are_taken_as_accepted() {
    let words = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let changed = format!(
        "<w:p>{}<w:ins>{}</w:ins><w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo></w:p>",
        words("甲"),
        words("丙"),
        words("丁"),
        words("戊"),
    );
    assert_eq!(body(&changed), "甲丙戊\n");
    // A deleted mark joins two paragraphs, and the second one says how they are numbered.
    let joined = [
        paragraph("<w:rPr><w:del w:id=\"1\"/></w:rPr>", "甲"),
        paragraph("<w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:pPrChange>", "乙"),
    ];
    let numbering = design(0, &level(0, "decimal", "%1.", "")) + &list(1, 0, "");
    assert_eq!(seen(&Word { body: joined.concat(), numbering, ..Word::default() }), "甲乙\n");
}

#[test]
fn fields_show_their_result_and_not_their_instruction() {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let text = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let nested = [
        sign("begin"),
        text("IF"),
        sign("begin"),
        text("PAGE"),
        sign("separate"),
        text("3"),
        sign("end"),
        sign("separate"),
        text("见"),
        sign("end"),
        text("第三条"),
    ];
    assert_eq!(body(&format!("<w:p>{}</w:p>", nested.concat())), "见第三条\n");
    assert_eq!(body(&format!("<w:p><w:fldSimple w:instr=\"DATE\">{}</w:fldSimple></w:p>", text("2026年"))), "2026年\n");
}

#[test]
fn tables_cell_by_cell_and_text_boxes_once() {
    let cell = |text: &str| format!("<w:tc><w:tcPr><w:tcW w:w=\"1\"/></w:tcPr>{}</w:tc>", paragraph("", text));
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>());
    let table = format!("<w:tbl><w:tblPr/>{}{}</w:tbl>", row(&["事项", "时限"]), row(&["受理", "", "五日"]));
    assert_eq!(body(&(paragraph("", "附表") + &table + &paragraph("", "完"))), "附表\n事项\n时限\n受理\n五日\n完\n");
    let inner = format!("<w:txbxContent>{}</w:txbxContent>", paragraph("", "框内"));
    let boxed = format!(
        "<w:p><w:r><w:t>框</w:t><mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>外</w:t></w:r></w:p>"
    );
    assert_eq!(body(&boxed), "框内\n框外\n");
}

#[test]
fn a_title_in_two_paragraphs_is_one_and_the_table_of_contents_is_not_read() {
    let style = |id: &str, name: &str| {
        format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/></w:style>")
    };
    let line = |id: &str, text: &str| paragraph(&format!("<w:pStyle w:val=\"{id}\"/>"), text);
    let word = Word {
        styles: style("a3", "Title") + &style("11", "toc 1"),
        body: [
            line("a3", "示例区政务公开"),
            line("a3", "实施须知"),
            paragraph("", "目录"),
            line("11", "第一章 总则\t1"),
            line("11", "第一条\t1"),
            paragraph("", "第一章 总则"),
            paragraph("", "第一条 为了示例。"),
        ]
        .concat(),
        ..Word::default()
    };
    let document = import(&word.bytes()).unwrap();
    assert_eq!(document.title, "示例区政务公开实施须知");
    assert_eq!(document.chapters.len(), 1);
    assert_eq!(document.chapters[0].title.as_deref(), Some("总则"));
}

/// The lines of paragraphs that are each on a level of a list, with the levels' own definitions.
fn levels(definitions: &[String], lists: &str, paragraphs: &[(u32, u32)]) -> Vec<String> {
    let body = paragraphs.iter().map(|(list, level)| paragraph(&numbered(*list, *level), "文")).collect();
    let numbering = design(7, &definitions.concat()) + lists;
    let text = seen(&Word { body, numbering, ..Word::default() });
    text.lines().map(|line| line.trim_end_matches('文').trim_end().to_owned()).collect()
}

#[test]
fn levels_count_restart_and_name_each_other() {
    let three = [level(0, "decimal", "%1.", ""), level(1, "decimal", "%1.%2", ""), level(2, "lowerLetter", "%3)", "")];
    let one = list(1, 7, "");
    let order = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2), (1, 2)];
    assert_eq!(levels(&three, &one, &order), ["1.", "1.1", "1.2", "a)", "2.", "2.1", "a)", "b)"]);
    // Zero: it never begins anew.
    let never = [level(0, "decimal", "%1.", ""), level(1, "decimal", "（%2）", "<w:lvlRestart w:val=\"0\"/>")];
    assert_eq!(levels(&never, &one, &[(1, 0), (1, 1), (1, 0), (1, 1)]), ["1.", "（1）", "2.", "（2）"]);
    // Only the highest level lets the third begin anew.
    let first = [
        level(0, "decimal", "%1.", ""),
        level(1, "decimal", "%2.", ""),
        level(2, "decimal", "%3.", "<w:lvlRestart w:val=\"1\"/>"),
    ];
    assert_eq!(
        levels(&first, &one, &[(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)]),
        ["1.", "1.", "1.", "2.", "2.", "2.", "1."]
    );
    // All in digits, whatever the other levels are.
    let legal = [level(0, "chineseCounting", "第%1章", ""), level(1, "decimal", "%1.%2", "<w:isLgl/>")];
    assert_eq!(levels(&legal, &one, &[(1, 0), (1, 1)]), ["第一章", "1.1"]);
    let bullets = [level(0, "bullet", "\u{f0b7}", "")];
    assert_eq!(levels(&bullets, &one, &[(1, 0)]), [""]);
}

#[test]
fn lists_of_one_design_count_on_unless_they_say_where_they_begin() {
    let one = [level(0, "decimal", "%1.", "")];
    let lists = |more: &str| list(1, 7, "") + &list(2, 7, more);
    let order = [(1, 0), (2, 0), (2, 0), (1, 0)];
    assert_eq!(levels(&one, &lists(""), &order), ["1.", "2.", "3.", "4."]);
    let from_5 = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>";
    assert_eq!(levels(&one, &lists(from_5), &order), ["1.", "5.", "6.", "7."]);
    let other = format!("<w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride>", level(0, "upperLetter", "%1", ""));
    assert_eq!(levels(&one, &lists(&other), &[(2, 0), (1, 0)]), ["A", "2."]);
}

#[test]
fn a_list_may_stand_in_a_style_of_lists() {
    let numbering = [
        design(1, "<w:numStyleLink w:val=\"tiao\"/>"),
        design(2, &("<w:styleLink w:val=\"tiao\"/>".to_owned() + &level(0, "chineseCounting", "第%1条", ""))),
        list(1, 1, ""),
    ];
    let body = paragraph(&numbered(1, 0), "（目的）为了示例。")
        + &paragraph(&numbered(0, 0), "文")
        + &paragraph(&numbered(1, 0), "二");
    let text = seen(&Word { body, numbering: numbering.concat(), ..Word::default() });
    assert_eq!(text, "第一条（目的）为了示例。\n文\n第二条 二\n");
}

/// The level names the style (ECMA-376 part 1, 17.9.23): what the style itself says of its level does not count.
#[test]
fn a_style_stands_on_the_level_that_names_it() {
    let linked = |id: &str| format!("<w:pStyle w:val=\"{id}\"/>");
    let levels = [level(0, "decimal", "%1.", &linked("one")), level(1, "decimal", "（%2）", &linked("two"))];
    let style = |id: &str, inside: &str| {
        format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:pPr>{inside}</w:pPr></w:style>")
    };
    let word = Word {
        body: paragraph(&linked("one"), "甲") + &paragraph(&linked("two"), "乙") + &paragraph(&linked("two"), "丙"),
        styles: style("one", &numbered(1, 0)) + &style("two", "<w:numPr><w:numId w:val=\"1\"/></w:numPr>"),
        numbering: design(0, &levels.concat()) + &list(1, 0, ""),
    };
    assert_eq!(seen(&word), "1. 甲\n（1） 乙\n（2） 丙\n");
}

#[test]
fn the_text_is_found_where_the_file_says_that_it_is() {
    let word = Word::of_body(paragraph("", "第一条 文。"));
    let types = "<Types><Override PartName=\"/Word/Document2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let moved = archive(&[
        Entry::stored("[Content_Types].xml", types.as_bytes()),
        Entry::deflated("word/document2.xml", word.document().as_bytes()),
    ]);
    assert_eq!(text_of(&moved).unwrap(), "第一条 文。\n");
    // Another prefix, or none, and the strict form.
    for (from, to) in [("w:", "x:"), ("<w:", "<"), ("2006/main", "2006/main")] {
        let text = match to {
            "x:" => word.document().replace(from, to).replace("xmlns:w", "xmlns:x"),
            "<" => word.document().replace(from, to).replace("</w:", "</").replace("xmlns:w", "xmlns"),
            _ => word.document().replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            ),
        };
        let text = text.replace("xmlns:x:", "xmlns:");
        let file = archive(&[Entry::deflated("word/document.xml", text.as_bytes())]);
        assert_eq!(text_of(&file).unwrap(), "第一条 文。\n", "{text}");
    }
}

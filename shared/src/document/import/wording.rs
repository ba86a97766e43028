//! Why an input is refused, in words for who chose the file, and what to do about it.

use super::{ImportError, LONGEST_PARAGRAPH};
use crate::words::BilingualText;

impl ImportError {
    /// A stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            ImportError::TooLarge { .. } => "too_large",
            ImportError::NotUtf8 { .. } => "not_utf8",
            ImportError::Macros => "macros",
            ImportError::OldOrLocked => "old_or_locked",
            ImportError::NotWord => "not_word",
            ImportError::Swollen { .. } => "swollen",
            ImportError::TooManyParts => "too_many_parts",
            ImportError::Damaged { .. } => "damaged",
            ImportError::Entities { .. } => "entities",
            ImportError::TooDeep { .. } => "too_deep",
            ImportError::LongParagraph { .. } => "long_paragraph",
            ImportError::NotARegulation { .. } => "not_a_regulation",
            ImportError::OutOfOrder { .. } => "out_of_order",
        }
    }

    /// One sentence in each language.
    pub fn sentence(&self) -> BilingualText {
        let zh = match self {
            ImportError::TooLarge { .. } => "文件超过 5 MB，请去掉图片后再试。".into(),
            ImportError::NotUtf8 { offset } => {
                format!("文字编码不是 UTF-8（从第 {offset} 字节起），请另存为 UTF-8 或 .docx。")
            }
            ImportError::Macros => "文件带有宏，请另存为不带宏的 .docx。".into(),
            ImportError::OldOrLocked => {
                "这是旧版 .doc、.wps，或加了密码的文件：请打开它，去掉密码，另存为 .docx。".into()
            }
            ImportError::NotWord => "压缩包里没有 Word 正文，请选择 .docx 文件。".into(),
            ImportError::Swollen { part } => {
                format!("文件的{}解开后大得不像一份文件，没有读取。请重新另存为 .docx。", part.zh())
            }
            ImportError::TooManyParts => "文件里的部件太多，没有读取。请重新另存为 .docx。".into(),
            ImportError::Damaged { part } => {
                format!("文件的{}已损坏，请用 Word 或 WPS 打开，重新另存为 .docx。", part.zh())
            }
            ImportError::Entities { part } => {
                format!("文件的{}里有办公软件不会写的内容（实体定义），没有读取。请重新另存为 .docx。", part.zh())
            }
            ImportError::TooDeep { part } => {
                format!("文件的{}层层嵌套，没有读取。请重新另存为 .docx。", part.zh())
            }
            ImportError::LongParagraph { beginning, characters } => {
                format!("“{beginning}……”这一段有 {characters} 字，最多 {LONGEST_PARAGRAPH} 字，请分段。")
            }
            ImportError::NotARegulation { beginning } => {
                format!("没有找到另起一行的“第一条”。文件开头是“{beginning}”，请确认选对了文件。")
            }
            ImportError::OutOfOrder { after, found } => {
                format!("{}之后是{}，中间缺了条文，或者同一条出现了两次。", after.chinese(), found.chinese())
            }
        };
        let said = self.to_string();
        let mut letters = said.chars();
        let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
        BilingualText { zh, en: [&first, letters.as_str(), "."].concat() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::import;

    #[test]
    fn each_refusal_is_a_sentence_in_both_languages_that_says_what_to_do() {
        let locked = import(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]).unwrap_err();
        assert_eq!(locked.code(), "old_or_locked");
        assert_eq!(
            locked.sentence(),
            BilingualText {
                zh: "这是旧版 .doc、.wps，或加了密码的文件：请打开它，去掉密码，另存为 .docx。".into(),
                en: "The file is an old .doc or .wps, or has a password; open it, take the password off, and save it as .docx."
                    .into(),
            }
        );
        let gap = import("示例办法\n第一条 一。\n第三条 三。".as_bytes()).unwrap_err();
        assert_eq!(gap.sentence().zh, "第一条之后是第三条，中间缺了条文，或者同一条出现了两次。");
        assert_eq!(gap.sentence().en, "After 1 comes 3; an article is missing or stands twice.");
    }
}

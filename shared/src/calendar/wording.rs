//! What is wrong with a year's text, for whoever typed it.

use chrono::NaiveDate;

use super::wrong::{NotAYear, Wrong};
use super::year::{LONGEST_YEAR, PLAUSIBLE, Year};
use crate::words::{BilingualText, Language, date};

impl NotAYear {
    /// In both languages, with the line.
    pub fn message(&self) -> BilingualText {
        BilingualText {
            zh: format!("第{}行“{}”：{}。", self.line, self.text, self.wrong.chinese()),
            en: format!("Line {} (“{}”): {}.", self.line, self.text, self.wrong),
        }
    }
}

impl Wrong {
    fn chinese(&self) -> String {
        let said = |day: &NaiveDate| date::full_day(*day, Language::Zh);
        match self {
            Wrong::TooLong(bytes) => format!("内容太长（{bytes}字节），最多{LONGEST_YEAR}字节"),
            Wrong::Control(_) => "含有看不见的控制字符".to_owned(),
            Wrong::NoYear => "第一行应只写年份，例如2027".to_owned(),
            Wrong::Year(text) => format!("“{text}”不是{}至{}之间的年份", Year::FIRST, Year::LAST),
            Wrong::SecondYear => "这里又出现一个年份，每次只载入一年".to_owned(),
            Wrong::NoNotice => {
                "前面没有写明依据的通知，例如：notice 国办发明电〔2025〕7号 2025-11-04 https://…".to_owned()
            }
            Wrong::NothingSaid => "这份通知下面没有写节日".to_owned(),
            Wrong::Notice => {
                "通知一行应写成：notice 国办发明电〔2025〕7号 2025-11-04 https://…，不知道文号可以不写".to_owned()
            }
            Wrong::Number { number, issued_in } => {
                format!("“{number}”不是{issued_in}年印发的文号，例如国办发明电〔2025〕7号")
            }
            Wrong::IssuedOn { text, year } => format!("“{text}”不是{}年或{year}年的日期", year.saturating_sub(1)),
            Wrong::Order(before) => format!("印发日期早于上一份通知（{}），请按印发先后排列", said(before)),
            Wrong::Source(text) => format!("“{text}”不是网址，例如https://www.gov.cn/…，最多300个字符"),
            Wrong::TooMany { most, .. } => format!("通知或节日太多，最多{most}个"),
            Wrong::Row => "节日一行应写成：春节 off 02-15..02-23 work 02-14 02-28，off和work至少写一个".to_owned(),
            Wrong::Name(text) => format!("“{text}”不是节日名称，最多60个字，两个节日之间用顿号"),
            Wrong::Day { text, year } => format!("“{text}”不是{year}年的日期，例如02-14；别的年份写在别的年份里"),
            Wrong::Reversed(text) => format!("“{text}”的结束早于开始"),
            Wrong::Twice(day) => format!("同一份通知两次写到{}", said(day)),
            Wrong::NoWeekday(text) => format!("“{text}”都是周末，本来就休息；没有占用工作日的节日不用写"),
            Wrong::NoWeekend(day) => format!("{}本来就是工作日，不用写成上班", said(day)),
            Wrong::Statutory(day) => {
                format!("{}是全体公民放假的日子（《全国年节及纪念日放假办法》第二条），不能上班", said(day))
            }
            Wrong::Total(days) => {
                format!("这样一年有{days}个工作日，一年应有{}至{}个", PLAUSIBLE.start(), PLAUSIBLE.end())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_typed_it_is_told_the_line_and_what_to_write() {
        let wrong = "2027\nnotise https://example.org".parse::<Year>().unwrap_err().message();
        assert!(wrong.zh.starts_with("第2行“notise") && wrong.zh.ends_with('。'), "{}", wrong.zh);
        assert!(wrong.en.starts_with("Line 2 (“notise") && wrong.en.ends_with('.'), "{}", wrong.en);
    }
}

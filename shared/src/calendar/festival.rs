//! What festivals are called.

use crate::words::Language;

/// What a festival is called in English, as official translations call it; two that share their days are 国庆节、中秋节. None for a name that is not
/// among those so far: a notice may give off a day that no year had before.
pub fn festival_en(name: &str) -> Option<String> {
    name.split('、').map(one).try_fold(String::new(), |said, name| {
        let between = if said.is_empty() { "" } else { " and " };
        Some([&said, between, name?].concat())
    })
}

/// What it is called in a language: in Chinese as in the notice, and so too where nobody knows the English.
pub fn festival(name: &str, language: Language) -> String {
    let english = (language == Language::En).then(|| festival_en(name)).flatten();
    english.unwrap_or_else(|| name.to_owned())
}

fn one(name: &str) -> Option<&'static str> {
    Some(match name {
        "元旦" => "New Year’s Day",
        "春节" => "Spring Festival",
        "清明节" => "Qingming Festival",
        "劳动节" => "Labour Day",
        "端午节" => "Dragon Boat Festival",
        "中秋节" => "Mid-Autumn Festival",
        "国庆节" => "National Day",
        "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日" => {
            "70th anniversary of the victory of the Chinese People’s War of Resistance against Japanese Aggression and the World Anti-Fascist War"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;

    #[test]
    fn every_published_name_is_known() {
        for year in Calendar::published().years() {
            for name in year.days().filter_map(|day| day.name) {
                assert!(festival_en(name).is_some(), "{name}");
            }
        }
        assert_eq!(festival_en("国庆节、中秋节").as_deref(), Some("National Day and Mid-Autumn Festival"));
        assert!(["", "、", "国庆节、", "Christmas"].iter().all(|name| festival_en(name).is_none()));
    }
}

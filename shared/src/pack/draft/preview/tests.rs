use proptest::prelude::*;

use super::*;

fn at(hour: u32) -> DateTime<Utc> {
    DateTime::from_timestamp(1_770_000_000, 0).unwrap() + Duration::hours(hour.into())
}

fn key(number: usize) -> Digest {
    Digest::of(number.to_string().as_bytes())
}

fn days(days: u8) -> Days {
    Days::try_from(days).unwrap()
}

/// The bytes 0 to 31, their base64url and their SHA-256, worked out by Python.
const TEXT: &str = "civil-affairs.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
const KEY: &str = "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd";

fn token() -> Token {
    Token::new("civil-affairs".parse().unwrap(), std::array::from_fn(|at| u8::try_from(at).unwrap()))
}

#[test]
fn a_token_is_written_in_one_way_and_kept_by_its_digest() {
    assert_eq!(token().text(), TEXT);
    assert_eq!(Token::read(TEXT), Some(token()));
    assert_eq!((token().key().to_string().as_str(), token().agency().as_str()), (KEY, "civil-affairs"));
    assert!(!format!("{:?}", token()).contains("31"));
    let (_, secret) = TEXT.split_once('.').unwrap();
    for wrong in [
        String::new(),
        secret.into(),
        format!(".{secret}"),
        format!("Civil-affairs.{secret}"),
        format!("../x.{secret}"),
        format!("{TEXT}="),
        format!("{TEXT} "),
        format!("{TEXT}A"),
        format!("{TEXT}AAAA"),
        TEXT[..TEXT.len() - 1].into(),
        TEXT[..TEXT.len() - 3].into(),
        TEXT.replace("AAEC", "AA+C"),
        TEXT.replace("AAEC", "AA/C"),
        TEXT.replace("AAEC", "AA.C"),
        TEXT.replace("AAEC", "AA一"),
        // The last two bits say nothing: another letter there would be another text of the same token.
        TEXT.replace("Hh8", "Hh9"),
    ] {
        assert_eq!(Token::read(&wrong), None, "{wrong:?}");
    }
    // Alike but for one bit, and another token.
    assert!(Token::read(&TEXT.replace("AAEC", "AAED")).is_some_and(|other| other.key() != token().key()));
}

#[test]
fn a_link_is_open_for_one_to_thirty_days_and_not_at_their_end() {
    for (wrong, is_days) in [(0, false), (1, true), (30, true), (31, false), (255, false)] {
        assert_eq!(Days::try_from(wrong).is_ok(), is_days, "{wrong}");
        assert_eq!(serde_json::from_str::<Days>(&wrong.to_string()).is_ok(), is_days, "{wrong}");
    }
    let (links, new) = link(vec![], key(0), days(7), at(0)).unwrap();
    assert_eq!(links, [new]);
    let end = at(7 * 24);
    assert_eq!(new.until, end);
    assert!(new.is_open(end - Duration::milliseconds(1)) && !new.is_open(end));
}

proptest! {
    /// The model is a list of when links end.
    #[test]
    fn at_most_twenty_are_open_and_what_expired_goes(made in prop::collection::vec((0_u32..60, 1_u8..31), 0..80)) {
        let (mut links, mut model, mut hour) = (Vec::new(), Vec::new(), 0);
        for (number, (later, for_days)) in made.into_iter().enumerate() {
            hour += later;
            let now = at(hour);
            model.retain(|end| *end > hour);
            let made = link(links.clone(), key(number), days(for_days), now);
            prop_assert_eq!(made.is_ok(), model.len() < 20);
            match made {
                Ok((after, new)) => {
                    prop_assert_eq!(new.key, key(number));
                    model.push(hour + u32::from(for_days) * 24);
                    links = after;
                }
                Err(why) => prop_assert_eq!(why, NotKept::TooManyLinks),
            }
            let mut ends: Vec<_> = model.iter().map(|end| at(*end)).collect();
            ends.sort_unstable();
            prop_assert_eq!(open(links.clone(), now).iter().map(|link| link.until).collect::<Vec<_>>(), ends);
            prop_assert!(links.len() <= 20);
        }
    }
}

//! The form: who asks, for what, and how they want it (条例 art. 29). It never asks for a purpose.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::identity::{IdentityError, check_credit_code, check_resident_number};
use crate::names::AgencyId;
use crate::words::{Bilingual, half_width};

/// What a person has typed so far. Every field may be anything: it is kept as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Draft {
    /// The agency asked.
    pub agency: String,
    /// 名称、文号或者便于查询的其他特征性描述.
    pub wanted: String,
    /// 获取信息的方式.
    pub medium: Medium,
    /// 获取信息的途径.
    pub delivery: Delivery,
    /// Whether an organisation asks.
    pub organisation: bool,
    /// A person's name, or the organisation's.
    pub name: String,
    /// Which document proves the identity.
    pub identity_kind: IdentityKind,
    /// Its number, or the credit code.
    pub identity_number: String,
    /// The person who speaks for the organisation.
    pub contact_person: String,
    /// A telephone number.
    pub telephone: String,
    /// Where to write to: a postal or electronic address.
    pub address: String,
}

/// A complete form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Form {
    /// The agency asked.
    pub agency: AgencyId,
    /// What is asked for.
    pub wanted: String,
    /// In which form.
    pub medium: Medium,
    /// By which way.
    pub delivery: Delivery,
    /// Who asks.
    pub applicant: Applicant,
    /// A telephone number.
    pub telephone: String,
    /// Where to write to; needed by post and e-mail.
    pub address: String,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Applicant {
    /// 公民.
    Citizen {
        /// The person's name.
        name: String,
        /// Which document.
        identity_kind: IdentityKind,
        /// Its number.
        identity_number: String,
    },
    /// 法人或者其他组织.
    Organisation {
        /// Its name.
        name: String,
        /// 统一社会信用代码.
        credit_code: String,
        /// Who speaks for it.
        contact_person: String,
    },
}

/// Which document proves a citizen's identity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IdentityKind {
    /// 居民身份证.
    #[default]
    ResidentCard,
    /// 护照.
    Passport,
    /// 其他有效证件.
    Other,
}

/// In which form the information is wanted (条例 art. 40).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Medium {
    /// 电子文件.
    #[default]
    Electronic,
    /// 纸质.
    Paper,
}

/// By which way it is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// 在线获取.
    #[default]
    Online,
    /// 邮寄.
    Post,
    /// 电子邮件.
    Email,
    /// 当面领取.
    InPerson,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// [`Draft::agency`].
    Agency,
    /// [`Draft::wanted`].
    Wanted,
    /// [`Draft::name`].
    Name,
    /// [`Draft::identity_number`].
    IdentityNumber,
    /// [`Draft::contact_person`].
    ContactPerson,
    /// [`Draft::telephone`].
    Telephone,
    /// [`Draft::address`].
    Address,
}

/// What is wrong with one field. It names the field, never what was typed there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{field:?}: {problem:?}")]
pub struct FieldProblem {
    /// Where.
    pub field: Field,
    /// What.
    pub problem: Problem,
}

/// What can be wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nothing is there.
    Missing,
    /// More than fits.
    TooLong,
    /// An identity number or credit code of another length.
    NumberLength,
    /// A character that cannot stand there.
    NumberCharacter,
    /// Its check digit or date does not fit.
    NumberCheck,
    /// Not a telephone number.
    NotATelephone,
    /// No agency has this name.
    UnknownAgency,
}

/// The longest texts, in characters.
const LONGEST_WANTED: usize = 2000;
const LONGEST_LINE: usize = 100;

impl FieldProblem {
    /// The sentence that a person reads beside the field.
    pub fn sentence(&self) -> Bilingual {
        let (zh, en) = match (self.field, self.problem) {
            (Field::Agency, _) => ("请选一个机关", "Choose an agency"),
            (Field::Wanted, Problem::Missing) => (
                "请写您要的信息：名称、文号，或能帮助查找的描述",
                "Say what you want: a name, a number, or a description that helps to find it",
            ),
            (Field::Wanted, _) => ("最多 2000 个字，请写短一些", "At most 2,000 characters, please shorten it"),
            (Field::Name, Problem::Missing) => ("请写姓名或单位名称", "Give a name"),
            (Field::IdentityNumber, Problem::Missing) => ("请写证件号码", "Give the number of the document"),
            (Field::IdentityNumber, Problem::NumberLength) => {
                ("号码应是 18 位，请再数一数", "The number has 18 characters, please count again")
            }
            (Field::IdentityNumber, Problem::NumberCharacter) => {
                ("号码里有不该有的字符，请核对", "A character cannot stand in this number, please check")
            }
            (Field::IdentityNumber, Problem::NumberCheck) => {
                ("号码对不上校验位，可能有一位写错了", "The check digit does not fit, one digit may be wrong")
            }
            (Field::ContactPerson, Problem::Missing) => ("请写联系人", "Name a contact person"),
            (Field::Telephone, Problem::Missing) => ("请写联系电话", "Give a telephone number"),
            (Field::Telephone, _) => {
                ("电话只用数字、空格、+ 和 -，7 到 20 位", "A telephone number has 7 to 20 digits, spaces, + and -")
            }
            (Field::Address, Problem::Missing) => ("请写收件地址或电子邮箱", "Give the postal or e-mail address"),
            _ => ("最多 100 个字，请写短一些", "At most 100 characters, please shorten it"),
        };
        Bilingual { zh, en }
    }
}

impl Form {
    /// Reads a complete form from what was typed, or says everything that is still wrong, in the order of the form.
    pub fn read(draft: &Draft) -> Result<Form, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut line = |field, text: &str, needed: bool, longest: usize| {
            // Numbers are numbers however wide they were typed; words stay as they were written.
            let text =
                if matches!(field, Field::IdentityNumber | Field::Telephone) { half_width(text) } else { text.into() };
            let text = text.trim();
            if needed && text.is_empty() {
                problems.push(FieldProblem { field, problem: Problem::Missing });
            } else if text.chars().count() > longest {
                problems.push(FieldProblem { field, problem: Problem::TooLong });
            }
            text.to_owned()
        };
        let wanted = line(Field::Wanted, &draft.wanted, true, LONGEST_WANTED);
        let name = line(Field::Name, &draft.name, true, LONGEST_LINE);
        let number = line(Field::IdentityNumber, &draft.identity_number, true, LONGEST_LINE);
        let contact_person = line(Field::ContactPerson, &draft.contact_person, draft.organisation, LONGEST_LINE);
        let telephone = line(Field::Telephone, &draft.telephone, true, LONGEST_LINE);
        let by_letter = matches!(draft.delivery, Delivery::Post | Delivery::Email);
        let address = line(Field::Address, &draft.address, by_letter, LONGEST_LINE);
        let agency = draft.agency.trim().parse::<AgencyId>();
        if agency.is_err() {
            problems.insert(0, FieldProblem { field: Field::Agency, problem: Problem::Missing });
        }
        if !number.is_empty()
            && let Some(problem) = number_problem(draft, &number)
        {
            problems.push(FieldProblem { field: Field::IdentityNumber, problem });
        }
        if !telephone.is_empty() && !is_telephone(&telephone) {
            problems.push(FieldProblem { field: Field::Telephone, problem: Problem::NotATelephone });
        }
        match agency {
            Ok(agency) if problems.is_empty() => Ok(Form {
                agency,
                wanted,
                medium: draft.medium,
                delivery: draft.delivery,
                applicant: if draft.organisation {
                    Applicant::Organisation { name, credit_code: number.to_ascii_uppercase(), contact_person }
                } else {
                    Applicant::Citizen {
                        name,
                        identity_kind: draft.identity_kind,
                        identity_number: number.to_ascii_uppercase(),
                    }
                },
                telephone,
                address,
            }),
            _ => Err(in_order(problems)),
        }
    }

    /// The same as typed: what the server reads again, since it trusts nothing that a client says.
    pub fn as_draft(&self) -> Draft {
        let mut draft = Draft {
            agency: self.agency.to_string(),
            wanted: self.wanted.clone(),
            medium: self.medium,
            delivery: self.delivery,
            telephone: self.telephone.clone(),
            address: self.address.clone(),
            ..Draft::default()
        };
        match &self.applicant {
            Applicant::Citizen { name, identity_kind, identity_number } => {
                draft.name.clone_from(name);
                draft.identity_kind = *identity_kind;
                draft.identity_number.clone_from(identity_number);
            }
            Applicant::Organisation { name, credit_code, contact_person } => {
                draft.organisation = true;
                draft.name.clone_from(name);
                draft.identity_number.clone_from(credit_code);
                draft.contact_person.clone_from(contact_person);
            }
        }
        draft
    }
}

/// In the order of the form. A field has at most one problem, so that this is all the sorting there is to do.
fn in_order(problems: Vec<FieldProblem>) -> Vec<FieldProblem> {
    let mut sorted: Vec<FieldProblem> = Vec::with_capacity(problems.len());
    for problem in problems {
        let after = |other: &FieldProblem| (other.field as usize) <= (problem.field as usize);
        sorted.insert(sorted.partition_point(after), problem);
    }
    sorted
}

fn number_problem(draft: &Draft, number: &str) -> Option<Problem> {
    let checked = match (draft.organisation, draft.identity_kind) {
        (true, _) => check_credit_code(number),
        (false, IdentityKind::ResidentCard) => check_resident_number(number),
        (false, IdentityKind::Passport | IdentityKind::Other) => Ok(()),
    };
    checked.err().map(|wrong| match wrong {
        IdentityError::Length { .. } => Problem::NumberLength,
        IdentityError::Character(_) => Problem::NumberCharacter,
        IdentityError::BirthDate | IdentityError::CheckDigit => Problem::NumberCheck,
    })
}

fn is_telephone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (7..=20).contains(&digits) && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'+' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> Draft {
        Draft {
            agency: "civil-affairs".into(),
            wanted: "2025年老年综合津贴发放人数".into(),
            name: "示例甲".into(),
            identity_number: "11010519491231002x".into(),
            telephone: "021-0000 0000".into(),
            ..Draft::default()
        }
    }

    #[test]
    fn a_complete_draft_is_a_form_and_back() {
        let form = Form::read(&complete()).unwrap();
        assert_eq!(Form::read(&form.as_draft()).unwrap(), form);
    }

    #[test]
    fn all_that_is_missing_is_said_at_once_and_in_order() {
        let problems = Form::read(&Draft::default()).unwrap_err();
        let fields: Vec<Field> = problems.iter().map(|problem| problem.field).collect();
        assert_eq!(fields, [Field::Agency, Field::Wanted, Field::Name, Field::IdentityNumber, Field::Telephone]);
    }

    #[test]
    fn an_address_is_needed_only_for_letters() {
        assert!(Form::read(&Draft { delivery: Delivery::InPerson, ..complete() }).is_ok());
        let by_post = Form::read(&Draft { delivery: Delivery::Post, ..complete() }).unwrap_err();
        assert_eq!(by_post, [FieldProblem { field: Field::Address, problem: Problem::Missing }]);
    }

    #[test]
    fn an_organisation_gives_its_code_and_a_person() {
        let firm = Draft { organisation: true, identity_number: "91350100m000100y43".into(), ..complete() };
        assert_eq!(
            Form::read(&firm).unwrap_err(),
            [FieldProblem { field: Field::ContactPerson, problem: Problem::Missing }]
        );
        let firm = Draft { contact_person: "示例乙".into(), ..firm };
        assert!(matches!(Form::read(&firm).unwrap().applicant, Applicant::Organisation { .. }));
    }

    #[test]
    fn full_width_digits_are_the_same_numbers() {
        let wide = Draft {
            identity_number: "１１０１０５１９４９１２３１００２Ｘ".into(),
            telephone: "０２１－００００\u{3000}００００".into(),
            ..complete()
        };
        assert_eq!(Form::read(&wide), Form::read(&complete()));
    }

    #[test]
    fn a_problem_never_repeats_what_was_typed() {
        let slip = Draft { identity_number: "110105194912310021".into(), ..complete() };
        let problems = Form::read(&slip).unwrap_err();
        let said = format!("{problems:?}{}", serde_json::to_string(&problems).unwrap());
        assert!(!said.contains("19491231"), "{said}");
    }
}

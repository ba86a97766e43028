//! The agencies of the sample district. A real district brings its own list.

use crate::names::AgencyId;
use crate::words::Bilingual;

/// An agency 行政机关.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its name in addresses.
    pub id: &'static str,
    /// What people call it.
    pub name: Bilingual,
}

const fn agency(id: &'static str, zh: &'static str, en: &'static str) -> Agency {
    Agency { id, name: Bilingual { zh, en } }
}

/// All of them, in the order in which lists show them.
pub const AGENCIES: [Agency; 8] = [
    agency(DISTRICT_OFFICE, "区政府办公室", "District Government Office"),
    agency("civil-affairs", "区民政局", "Civil Affairs Bureau"),
    agency("human-resources", "区人力资源和社会保障局", "Human Resources and Social Security Bureau"),
    agency("taxation", "区税务局", "Taxation Bureau"),
    agency("housing", "区住房保障和房屋管理局", "Housing Bureau"),
    agency("commerce", "区商务委员会", "Commerce Commission"),
    agency("science", "区科学技术委员会", "Science and Technology Commission"),
    agency("health", "区卫生健康委员会", "Health Commission"),
];

/// 区政府办公室, the district's 主管部门 (办法 art. 57): what concerns no other agency is its to note, and what concerns all is its to do.
pub const DISTRICT_OFFICE: &str = "district-office";

/// The agency of this id.
pub fn find(id: &str) -> Option<&'static Agency> {
    AGENCIES.iter().find(|agency| agency.id == id)
}

/// The agency's name, or its id where the district has no such agency any more.
pub fn name(id: &AgencyId) -> Bilingual {
    find(id.as_str()).map_or(Bilingual { zh: "其他机关", en: "Another agency" }, |agency| agency.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_a_name_and_stands_once() {
        for agency in &AGENCIES {
            assert!(agency.id.parse::<AgencyId>().is_ok(), "{}", agency.id);
            assert_eq!(AGENCIES.iter().filter(|other| other.id == agency.id).count(), 1);
        }
        assert!(find(DISTRICT_OFFICE).is_some());
    }
}

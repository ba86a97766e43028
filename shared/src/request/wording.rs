//! The form's fields and choices in words (条例 art. 29, 40).

use super::{Delivery, Field, IdentityKind, Medium};
use crate::words::Bilingual;

impl Medium {
    /// Every form of it.
    pub const ALL: [Medium; 2] = [Medium::Electronic, Medium::Paper];

    /// What people call it.
    pub fn label(self) -> Bilingual {
        match self {
            Medium::Electronic => Bilingual { zh: "电子文件", en: "Electronic file" },
            Medium::Paper => Bilingual { zh: "纸质", en: "On paper" },
        }
    }
}

impl Delivery {
    /// Every way.
    pub const ALL: [Delivery; 4] = [Delivery::Online, Delivery::Post, Delivery::Email, Delivery::InPerson];

    /// What people call it.
    pub fn label(self) -> Bilingual {
        match self {
            Delivery::Online => Bilingual { zh: "在线获取", en: "Online" },
            Delivery::Post => Bilingual { zh: "邮寄", en: "By post" },
            Delivery::Email => Bilingual { zh: "电子邮件", en: "By e-mail" },
            Delivery::InPerson => Bilingual { zh: "当面领取", en: "In person" },
        }
    }
}

impl IdentityKind {
    /// Every document.
    pub const ALL: [IdentityKind; 3] = [IdentityKind::ResidentCard, IdentityKind::Passport, IdentityKind::Other];

    /// What people call it.
    pub fn label(self) -> Bilingual {
        match self {
            IdentityKind::ResidentCard => Bilingual { zh: "居民身份证", en: "Resident identity card" },
            IdentityKind::Passport => Bilingual { zh: "护照", en: "Passport" },
            IdentityKind::Other => Bilingual { zh: "其他有效证件", en: "Another valid document" },
        }
    }
}

impl Field {
    /// What stands above the field.
    pub fn label(self) -> Bilingual {
        match self {
            Field::Agency => Bilingual { zh: "向哪个机关申请", en: "Which agency" },
            Field::Wanted => Bilingual { zh: "您要的信息", en: "What you want" },
            Field::Name => Bilingual { zh: "姓名或单位名称", en: "Name" },
            Field::IdentityNumber => Bilingual { zh: "证件号码", en: "Number of the document" },
            Field::ContactPerson => Bilingual { zh: "联系人", en: "Contact person" },
            Field::Telephone => Bilingual { zh: "联系电话", en: "Telephone" },
            Field::Address => Bilingual { zh: "收件地址或电子邮箱", en: "Postal or e-mail address" },
        }
    }
}

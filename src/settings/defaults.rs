//! What a centre starts with.

use super::{Equipment, Settings, papers};
use crate::domain::calendar::Hours;
use crate::domain::centre::{Centre, CounterPlan, Ground, Periods, Service, Targets};
use crate::domain::display::Display;
use crate::domain::ids::{CounterId, GroundId, ServiceId};
use crate::domain::queue::Rule;
use crate::text::words::Language;

/// Stands in dossier codes until the centre knows its own identifier (that of a commune centre is not published).
pub const UNIT: &str = "000.00.00.H27";

/// A service: letter, Vietnamese and English name, fields as the catalogue spells them; no field means all the rest.
type Row = (char, &'static str, &'static str, &'static [&'static str]);

const SERVICES: &[Row] = &[
    ('A', "Chứng thực", "Authentication", &["Chứng thực"]),
    ('B', "Hộ tịch", "Civil status", &["Hộ tịch", "Nuôi con nuôi", "Liên thông"]),
    (
        'C',
        "Đất đai - Xây dựng",
        "Land and construction",
        &[
            "Đất đai",
            "Tài chính đất đai",
            "Hoạt động xây dựng",
            "Hạ tầng kỹ thuật",
            "Nhà ở và công sở",
            "Quy hoạch đô thị và nông thôn",
            "Đăng ký biện pháp bảo đảm",
            "Môi trường",
            "Tài nguyên nước",
            "Địa chất và khoáng sản",
            "Biển và hải đảo",
        ],
    ),
    (
        'D',
        "Chính sách - Xã hội",
        "Social policy",
        &[
            "Người có công",
            "Bảo trợ xã hội",
            "Giảm nghèo",
            "Chính sách",
            "Trẻ em",
            "Việc làm",
            "Lao động ngoài nước",
            "Phòng, chống tệ nạn xã hội",
            "Tổ chức cai nghiên ma túy và quản lý sau cai nghiện",
            "Bảo hiểm",
            "Cấp sổ BHXH, thẻ BHYT",
            "Thu BHXH, BHYT, BHTN, BH tai nạn lao động, BNN",
            "Y tế",
            "Giáo dục",
        ],
    ),
    (
        'E',
        "Kinh doanh - Kinh tế",
        "Business and economy",
        &[
            "Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)",
            "Thành lập và hoạt động của tổ hợp tác",
            "Thành lập và hoạt động của tổ hợp tác, hợp tác xã, liên hiệp hợp tác xã",
            "Hỗ trợ tổ hợp tác, hợp tác xã, liên hiệp hợp tác xã",
            "Kinh tế hợp tác và Phát triển nông thôn",
            "Công Thương",
            "Nông nghiệp",
            "Chăn nuôi",
            "Thú y",
            "Trồng trọt",
            "Thủy sản",
            "Lâm nghiệp",
            "Kiểm lâm",
            "Thủy lợi",
            "Quản lý chất lượng nông lâm sản và thủy sản",
        ],
    ),
    (
        'F',
        "Cư trú - Căn cước",
        "Residence and identity",
        &[
            "Đăng ký, quản lý cư trú",
            "Cấp, quản lý căn cước",
            "Định danh và xác thực điện tử",
            "Quản lý xuất nhập cảnh",
            "Đăng ký, quản lý phương tiện giao thông cơ giới, xe máy chuyên dùng",
            "Phòng cháy, chữa cháy",
            "Quản lý vũ khí, vật liệu nổ, công cụ hỗ trợ và pháo",
        ],
    ),
    ('G', "Lĩnh vực khác", "Other matters", &[]),
];

/// A ground: name for programs, Vietnamese and English name, the rule it rests on. Only a rule that was read in its own
/// text is named; the others are the centre's to fill in.
const GROUNDS: &[(&str, &str, &str, &str)] = &[
    ("elderly", "người cao tuổi", "elderly person", "Luật Người cao tuổi số 39/2009/QH12, Điều 2 và Điều 3"),
    ("disability", "người khuyết tật", "person with a disability", ""),
    ("pregnant", "phụ nữ mang thai", "pregnant woman", ""),
    ("small_child", "người có con nhỏ đi cùng", "person with a small child", ""),
    ("merit", "người có công", "person with merit", ""),
];

pub(super) fn settings(name: &str, code: &str, counters: u16) -> Settings {
    let services = services();
    let skills = services.iter().map(|service| service.id).collect();
    let plan = |number| CounterPlan { id: CounterId(number), name: String::new(), skills: Clone::clone(&skills) };
    let centre = Centre {
        name: name.to_owned(),
        code: code.to_owned(),
        unit: UNIT.to_owned(),
        counters: (1..=counters).map(plan).collect(),
        services,
        grounds: grounds(),
        hours: Hours::default(),
        policy_days: false,
        rule: Rule::default(),
        periods: Periods::default(),
        targets: Targets::default(),
        work: super::work::usual(),
        language: Language::default(),
        display: Display::default(),
    };
    Settings {
        centre,
        holidays: None,
        procedures: None,
        listen: None,
        equipment: Equipment::default(),
        papers: papers::usual(),
        backup: None,
    }
}

pub(super) fn services() -> Vec<Service> {
    let service = |(letter, name, name_en, fields): &Row| {
        Some(Service {
            id: ServiceId::new(*letter)?,
            name: (*name).to_owned(),
            name_en: (*name_en).to_owned(),
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        })
    };
    SERVICES.iter().filter_map(service).collect()
}

pub(super) fn grounds() -> Vec<Ground> {
    let ground = |(id, name, name_en, basis): &(&str, &str, &str, &str)| Ground {
        id: GroundId((*id).to_owned()),
        name: (*name).to_owned(),
        name_en: (*name_en).to_owned(),
        basis: (*basis).to_owned(),
        on: true,
    };
    GROUNDS.iter().map(ground).collect()
}

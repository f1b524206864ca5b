//! The settings of the centre under test, and its day.

use chrono::NaiveTime;
use motcua::domain::calendar::Hours;
use motcua::domain::centre::{Centre, CounterPlan, Ground, Periods, Service, Targets};
use motcua::domain::ids::{CounterId, GroundId, ServiceId};
use motcua::domain::queue::Rule as QueueRule;
use motcua::domain::time::{Day, Timestamp};
use motcua::text::words::Language;

pub fn clock(hour: u32, minute: u32) -> Timestamp {
    let day = Day::from_ymd_opt(2026, 11, 20).unwrap();
    Timestamp::at(day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

pub fn service(letter: char) -> ServiceId {
    ServiceId::new(letter).unwrap()
}

fn services() -> Vec<Service> {
    let one = |letter, name: &str, name_en: &str, fields: &[&str]| Service {
        id: service(letter),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
    };
    vec![
        one('A', "Hộ tịch, chứng thực", "Civil status", &["Hộ tịch", "Chứng thực"]),
        one('B', "Đất đai, xây dựng", "Land, building", &["Đất đai"]),
        one('C', "Lĩnh vực khác", "Other matters", &[]),
    ]
}

fn grounds() -> Vec<Ground> {
    let one = |id: &str, name: &str, name_en: &str| Ground {
        id: GroundId(id.to_owned()),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        basis: String::new(),
        on: true,
    };
    vec![
        one("elderly", "người cao tuổi", "elderly person"),
        one("disability", "người khuyết tật", "person with a disability"),
        one("pregnant", "phụ nữ mang thai", "pregnant woman"),
        one("child", "người có con nhỏ đi cùng", "with a small child"),
        one("merit", "người có công", "person with merit"),
    ]
}

pub fn centre() -> Centre {
    let counter = |number, skills: &str| CounterPlan {
        id: CounterId(number),
        name: String::new(),
        skills: skills.chars().map(service).collect(),
    };
    Centre {
        work: motcua::domain::centre::Work::default(),
        name: "Trung tâm Phục vụ hành chính công xã Cẩm Trung".to_owned(),
        code: "18742".to_owned(),
        unit: "000.00.00.H27".to_owned(),
        services: services(),
        counters: vec![counter(1, "AB"), counter(2, "AC"), counter(3, "BC")],
        grounds: grounds(),
        hours: Hours::default(),
        policy_days: false,
        rule: QueueRule::budget(),
        periods: Periods::default(),
        targets: Targets::default(),
        language: Language::Vi,
        display: motcua::domain::display::Display::default(),
    }
}

//! Forms as offices fill them: ordinary ones, and ones that hold all they can.

use motcua::domain::time::Timestamp;
use motcua::print::forms::{
    Agency, Apology, Applicant, ControlSheet, Entry, Form, Handover, Notice, Paper, Punctuality, Receipt, Refusal,
    Register, Stop, SupplementRequest, Values,
};
use motcua::text::words::{Language, Words};

/// A form filled in.
pub struct Sample {
    pub name: &'static str,
    pub form: Form,
    pub values: Values,
}

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn words() -> Words {
    Words::of(Language::Vi)
}

fn agency() -> Agency {
    Agency {
        parent: "Ủy ban nhân dân xã Cẩm Trung".into(),
        name: "Trung tâm Phục vụ hành chính công xã Cẩm Trung".into(),
        place: "Cẩm Trung".into(),
        contact: "0239 3861 234, thôn Nam Thành".into(),
    }
}

fn applicant() -> Applicant {
    Applicant {
        name: "Nguyễn Thị Hồng Đào".into(),
        address: "Số 12, ngõ 3, thôn Nam Thành, xã Cẩm Trung (xã Cẩm Lộc cũ)".into(),
        phone: "0912345678".into(),
        email: "hongdao.nguyen@example.vn".into(),
        id_number: "042185001234".into(),
    }
}

fn paper(name: &str, originals: u16, certified: u16, copies: u16) -> Paper {
    Paper { name: name.into(), originals, certified, copies, note: String::new() }
}

pub fn receipt() -> Receipt {
    Receipt {
        agency: agency(),
        code: "000.00.00.H27-261123-0001".into(),
        issued: Some(at("2026-11-23T08:05")),
        applicant: applicant(),
        request: "Thủ tục đăng ký khai sinh có yếu tố nước ngoài".into(),
        procedure: "2.000528".into(),
        papers: vec![
            paper("Tờ khai đăng ký khai sinh theo mẫu", 1, 0, 0),
            paper("Giấy chứng sinh; trường hợp không có giấy chứng sinh thì nộp văn bản của người làm chứng", 1, 0, 0),
            paper("Giấy chứng nhận kết hôn của cha, mẹ trẻ", 0, 1, 2),
        ],
        sets: 1,
        limit: "3 ngày làm việc".into(),
        received: Some(at("2026-11-23T15:05")),
        due: Some(at("2026-11-26T17:00")),
        result_at: "Quầy trả kết quả của Trung tâm".into(),
        fee: Some(50_000),
        paid_by: "tiền mặt".into(),
        fee_receipt: "0001234".into(),
        book: "02/2026".into(),
        entry: "117".into(),
        receiver: "Trần Thị Mỹ Lệ".into(),
        ..Receipt::default()
    }
}

/// Words of every length, with every kind of letter.
fn long(letters: usize) -> String {
    let all = "Quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất của hộ gia đình ông Nguyễn Hoàng Phương Ưỡng ẵ ẫ ỵ ằ ";
    all.chars().cycle().take(letters).collect::<String>().trim().to_owned()
}

fn extreme_applicant() -> Applicant {
    Applicant {
        name: "Công ty trách nhiệm hữu hạn một thành viên đầu tư xây dựng thương mại dịch vụ vận tải Hoàng Nguyễn Phương Uyên Thượng Gia Bình Định"
            .into(),
        address: long(200),
        phone: "+84912345678901".into(),
        email: format!("{}@example.vn", "ratdai".repeat(30)),
        id_number: "C1234567".into(),
    }
}

fn extreme_receipt() -> Receipt {
    let names = [
        "Đơn đề nghị",
        "Bản vẽ",
        "Hợp đồng chuyển nhượng",
        "Chứng_từ_không_có_dấu_cách_nào_".repeat(6).leak(),
        "Tên chữ 字",
    ];
    let papers = (0..60).map(|index| {
        let name = format!("{} số {}: {}", names[index % names.len()], index + 1, long(index * 7 % 300));
        let number = u16::try_from(index).unwrap();
        Paper { note: long(index), ..paper(&name, number % 3, number % 5, 100 + number) }
    });
    Receipt {
        applicant: extreme_applicant(),
        owner: long(120),
        owner_address: long(200),
        request: long(600),
        papers: papers.collect(),
        sets: 65_535,
        limit: long(80),
        unsure: Some(motcua::domain::calendar::Unsure::NotYet(2027)),
        fee: Some(12_345_678_901),
        second_stage: long(300),
        receiver: long(120),
        ..receipt()
    }
}

fn supplement(applicant: Applicant, missing: usize, reason: &str) -> SupplementRequest {
    let missing = (0..missing)
        .map(|index| Paper { note: "bản đã quá hạn".into(), ..paper(&long(20 + index * 11), 1, 0, 2) });
    SupplementRequest {
        notice: Notice {
            agency: agency(),
            number: "12/HDHS".into(),
            issued: Some(at("2026-02-03T09:00")),
            code: "000.00.00.H27-260202-0007".into(),
            applicant,
            request: "Cấp giấy phép xây dựng nhà ở riêng lẻ".into(),
            reason: reason.into(),
        },
        missing: missing.collect(),
        again: 2,
        until: Some(at("2026-02-10T17:00")),
        ask: "ông Võ Đình Ưng, công chức Địa chính, 0239 3861 235".into(),
        officer: "Võ Đình Ưng".into(),
    }
}

fn refusal(applicant: Applicant, reason: &str) -> Refusal {
    Refusal {
        notice: Notice {
            agency: agency(),
            number: String::new(),
            issued: None,
            code: String::new(),
            applicant,
            request: "Đăng ký lại kết hôn".into(),
            reason: reason.into(),
        },
        ask: "Trung tâm, 0239 3861 234".into(),
        officer: "Trần Thị Mỹ Lệ".into(),
    }
}

fn apology(applicant: Applicant, reason: &str) -> Apology {
    Apology {
        notice: Notice {
            agency: agency(),
            number: "34/XL-TTHCC".into(),
            issued: Some(at("2026-11-25T10:00")),
            code: "000.00.00.H27-261105-0019".into(),
            applicant,
            request: "Cấp Giấy chứng nhận quyền sử dụng đất lần đầu".into(),
            reason: reason.into(),
        },
        field: "Đất đai".into(),
        received: Some(at("2026-11-05T08:00")),
        due: Some(at("2026-11-25T17:00")),
        late_unit: "Chi nhánh Văn phòng Đăng ký đất đai".into(),
        new_due: Some(at("2026-12-02T17:00")),
        copies_to: "- Chi nhánh Văn phòng Đăng ký đất đai;".into(),
        head_title: "GIÁM ĐỐC".into(),
        head: "Phan Văn Thắng".into(),
    }
}

fn stop(applicant: Applicant, reason: &str) -> Stop {
    Stop {
        notice: Notice {
            agency: agency(),
            number: "5/TB-TTHCC".into(),
            issued: Some(at("2026-11-25T10:00")),
            code: "000.00.00.H27-261105-0020".into(),
            applicant,
            request: "Đăng ký thành lập hộ kinh doanh".into(),
            reason: reason.into(),
        },
        received: Some(at("2026-11-05T08:00")),
        stopped: Some(at("2026-11-24T10:30")),
        given_back: "toàn bộ giấy tờ đã nộp".into(),
        ask: "Trung tâm, 0239 3861 234".into(),
        copies_to: String::new(),
        head_title: "GIÁM ĐỐC".into(),
        head: "Phan Văn Thắng".into(),
    }
}

fn control(handovers: usize, note: usize) -> ControlSheet {
    let handover = |index: usize| Handover {
        from: "Bộ phận Tiếp nhận và Trả kết quả".into(),
        given_by: "Trần Thị Mỹ Lệ".into(),
        given: Some(at("2026-11-23T15:05")),
        to: "Phòng Kinh tế".into(),
        taken_by: "Võ Đình Ưng".into(),
        taken: Some(at("2026-11-24T07:35")),
        punctuality: [Punctuality::Early, Punctuality::OnTime, Punctuality::Late].get(index % 4).copied(),
        note: long(note * index),
    };
    ControlSheet {
        agency: agency(),
        issued: Some(at("2026-11-23T15:05")),
        code: "000.00.00.H27-261123-0001".into(),
        applicant: "Nguyễn Thị Hồng Đào".into(),
        request: "Cấp giấy phép xây dựng nhà ở riêng lẻ".into(),
        received: Some(at("2026-11-23T15:05")),
        due: Some(at("2026-12-07T17:00")),
        deciding: "Ủy ban nhân dân xã Cẩm Trung".into(),
        coordinating: "Sở Xây dựng".into(),
        papers: (0..handovers.min(9)).map(|index| paper(&long(20 + 30 * index), 1, 0, 2)).collect(),
        handovers: (0..handovers).map(handover).collect(),
    }
}

fn register(entries: usize) -> Register {
    let entry = |index: usize| Entry {
        code: format!("000.00.00.H27-2611{:02}-{:04}", index / 30 + 1, index % 30 + 1),
        procedure: [
            "Chứng thực bản sao từ bản chính giấy tờ, văn bản",
            "Đăng ký khai sinh",
            "Cấp giấy phép xây dựng nhà ở riêng lẻ tại khu vực không thuộc đô thị",
        ][index % 3]
            .into(),
        sets: 1,
        applicant: ["Nguyễn Thị Hồng Đào", "Võ Đình Ưng", "Hợp tác xã Dịch vụ nông nghiệp Cẩm Lĩnh"][index % 3].into(),
        address: [
            "thôn Nam Thành, 0912345678",
            "Số 12, ngõ 3, thôn Nam Thành, xã Cẩm Trung (xã Cẩm Lộc cũ), 0912345678",
        ][index % 2]
            .into(),
        deciding: "UBND xã".into(),
        received: Some(at("2026-11-23T15:05")),
        due: (!index.is_multiple_of(5)).then(|| at("2026-11-26T17:00")),
        returned: index.is_multiple_of(2).then(|| at("2026-11-26T09:00")),
        way: "Trực tiếp".into(),
        note: if index == 17 { long(2500) } else { String::new() },
    };
    Register {
        agency: agency(),
        issued: Some(at("2026-12-01T08:00")),
        period: Some((at("2026-11-01T00:00").day(), at("2026-11-30T00:00").day())),
        chosen: String::new(),
        entries: (0..entries).map(entry).collect(),
        head_title: "GIÁM ĐỐC".into(),
        head: "Phan Văn Thắng".into(),
        officer: "Trần Thị Mỹ Lệ".into(),
    }
}

/// All of them.
pub fn all() -> Vec<Sample> {
    let words = words();
    let why = "Tờ khai chưa ghi ngày, tháng, năm sinh của người được khai sinh; bản sao chưa được chứng thực.";
    let sample = |name, form, values| Sample { name, form, values };
    let mut all = vec![
        sample("receipt", Form::Receipt, receipt().values(&words)),
        sample("receipt_extreme", Form::Receipt, extreme_receipt().values(&words)),
        sample("supplement", Form::Supplement, supplement(applicant(), 3, why).values(&words)),
        sample("supplement_extreme", Form::Supplement, supplement(extreme_applicant(), 40, &long(1500)).values(&words)),
        sample("refusal", Form::Refusal, refusal(applicant(), why).values(&words)),
        sample("refusal_extreme", Form::Refusal, refusal(extreme_applicant(), &long(6000)).values(&words)),
        sample("extension", Form::Extension, apology(applicant(), why).values(&words)),
        sample("extension_extreme", Form::Extension, apology(extreme_applicant(), &long(1500)).values(&words)),
        sample("stop", Form::Stop, stop(applicant(), "Công dân có đơn xin rút hồ sơ.").values(&words)),
        sample("stop_extreme", Form::Stop, stop(extreme_applicant(), &long(2400)).values(&words)),
        sample("control", Form::Control, control(4, 3).values(&words)),
        sample("control_extreme", Form::Control, control(45, 9).values(&words)),
        sample("register", Form::Register, register(12).values(&words)),
        sample("register_extreme", Form::Register, register(500).values(&words)),
    ];
    all.extend(Form::ALL.map(|form| sample("blank", form, form.blank())));
    all
}

//! The forms there are, and the templates that are built in.

use super::papers::{Apology, ControlSheet, Receipt, Refusal, Register, Stop, SupplementRequest};
use super::values::Values;
use crate::text::words::{Language, Words};

/// The seven forms, by the numbers that offices know them by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    Receipt = 1,
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
    Supplement,
    /// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
    Refusal,
    /// Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết.
    Extension,
    /// Thông báo dừng giải quyết hồ sơ.
    Stop,
    /// Phiếu kiểm soát quá trình giải quyết hồ sơ.
    Control,
    /// Sổ theo dõi hồ sơ.
    Register,
}

impl Form {
    /// All of them, in order.
    pub const ALL: [Self; 7] =
        [Self::Receipt, Self::Supplement, Self::Refusal, Self::Extension, Self::Stop, Self::Control, Self::Register];

    /// Its name in commands and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Supplement => "supplement",
            Self::Refusal => "refusal",
            Self::Extension => "extension",
            Self::Stop => "stop",
            Self::Control => "control",
            Self::Register => "register",
        }
    }

    /// The form of this name or number.
    pub fn of(name: &str) -> Option<Self> {
        let number = |form: &Self| name.trim_start_matches('0') == (*form as u8).to_string();
        Self::ALL.into_iter().find(|form| form.name() == name || number(form))
    }

    /// Its template in `DATA/forms`, where the centre has one of its own.
    pub fn file(self) -> String {
        format!("{}.toml", self.name())
    }

    /// The template that is built in.
    pub fn built_in(self) -> &'static str {
        match self {
            Self::Receipt => include_str!("../../../assets/forms/receipt.toml"),
            Self::Supplement => include_str!("../../../assets/forms/supplement.toml"),
            Self::Refusal => include_str!("../../../assets/forms/refusal.toml"),
            Self::Extension => include_str!("../../../assets/forms/extension.toml"),
            Self::Stop => include_str!("../../../assets/forms/stop.toml"),
            Self::Control => include_str!("../../../assets/forms/control.toml"),
            Self::Register => include_str!("../../../assets/forms/register.toml"),
        }
    }

    /// Its gaps and tables with nothing in them: what a template may ask for.
    pub fn blank(self) -> Values {
        let words = Words::of(Language::Vi);
        match self {
            Self::Receipt => Receipt::default().values(&words),
            Self::Supplement => SupplementRequest::default().values(&words),
            Self::Refusal => Refusal::default().values(&words),
            Self::Extension => Apology::default().values(&words),
            Self::Stop => Stop::default().values(&words),
            Self::Control => ControlSheet::default().values(&words),
            Self::Register => Register::default().values(&words),
        }
    }
}

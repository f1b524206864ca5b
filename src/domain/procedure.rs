//! stub
use super::calendar::due::Limit;
#[derive(Clone, Debug)]
pub struct Procedure {
    pub code: String,
    pub name: String,
    pub field: String,
    pub limit: Option<Limit>,
    pub fee: Fee,
}
#[derive(Clone, Copy, Debug)]
pub enum Fee {
    Free,
    Vnd(u64),
    ProvinceSet,
}
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    p: Vec<Procedure>,
}
impl Catalogue {
    pub fn get(&self, c: &str) -> Option<&Procedure> {
        self.p.iter().find(|p| p.code == c)
    }
}

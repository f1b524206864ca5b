//! Which row of a step's form is at fault, so that the cursor goes there.

use super::correcting::{is_own_words, label};
use super::dossier_step::{NUMBERS, Row, StepForm};
use crate::domain::decide;
use crate::domain::dossier::CaseRefusal;
use crate::domain::naming;
use crate::domain::refusal::Refusal;
use crate::text::words::Sentence;
use crate::tui::seen::Seen;
use crate::tui::tell::Tell;

impl StepForm {
    /// What is wrong where something that was typed here tells whose dossier it is, or names somebody else.
    pub fn personal(&self, seen: Seen<'_>) -> Option<Refusal> {
        let names = |row: &Row| match row {
            Row::Line(name, field) => is_own_words(name) && naming::names_a_person(field.text()),
            _ => false,
        };
        let hers = self.rows.iter().any(|row| self.is_naming(row, seen)).then_some(Refusal::ReasonPersonal);
        hers.or_else(|| self.rows.iter().any(names).then_some(Refusal::ReasonNames))
    }

    fn is_naming(&self, row: &Row, seen: Seen<'_>) -> bool {
        let (Row::Line(name, field), Some(dossier)) = (row, seen.state().dossiers.get(&self.code)) else {
            return false;
        };
        let right = self.text("form.name");
        let kind = dossier.applicant_kind;
        let known = seen.published.people.get(&dossier.applicant);
        let tells = || known.is_some_and(|person| naming::tells_of(field.text(), person, kind));
        is_own_words(name) && (tells() || naming::names(field.text(), &right, kind))
    }

    /// Puts the cursor on the row that `why` is about, where it is about one.
    pub fn go_to(&mut self, why: &Tell, seen: Seen<'_>) {
        if let Some(at) = self.rows.iter().position(|row| self.is_at_fault(row, why, seen)) {
            self.at = at;
        }
    }

    fn is_at_fault(&self, row: &Row, why: &Tell, seen: Seen<'_>) -> bool {
        let (Row::Line(name, _) | Row::Pick(name, ..)) = row else { return false };
        match why {
            Tell::Said(said) => match said.key() {
                "step.date_wrong" => *name == "step.until",
                "form.procedure_missing" => *name == "form.procedure",
                _ => false,
            },
            Tell::Refusal(Refusal::Person(flaws)) => flaws.first().is_some_and(|flaw| *name == label(flaw.field())),
            Tell::Refusal(Refusal::FeeWrong) => matches!(*name, "step.amount" | "step.right"),
            Tell::Refusal(Refusal::SetsWrong | Refusal::ReceivedWrong) => *name == "step.right",
            Tell::Refusal(Refusal::Dossier(refusal)) => match refusal {
                CaseRefusal::NotAWorkingDay(_) | CaseRefusal::NotLater(_) => *name == "step.until",
                CaseRefusal::NumberWrong | CaseRefusal::NumberPersonal => NUMBERS.contains(name),
                CaseRefusal::RefundTooMuch { .. } => *name == "step.amount",
                CaseRefusal::UnknownGround { .. } => *name == "step.ground",
                _ => false,
            },
            Tell::Refusal(refusal) => self.is_written_wrong(row, refusal, seen),
            Tell::Event(_) | Tell::Text(_) => false,
        }
    }

    /// Whether `refusal` is about what was written here in one's own words. A line that may be left out lacks nothing.
    fn is_written_wrong(&self, row: &Row, refusal: &Refusal, seen: Seen<'_>) -> bool {
        let Row::Line(name, field) = row else { return false };
        let left_out = *refusal == Refusal::ReasonMissing && matches!(*name, "step.paper_other" | "step.note");
        let wrong = || decide::reason(field.text()).err().as_ref() == Some(refusal);
        let named = || *refusal == Refusal::ReasonPersonal && self.is_naming(row, seen);
        is_own_words(name) && !left_out && (wrong() || named())
    }
}

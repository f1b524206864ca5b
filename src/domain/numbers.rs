//! Numbers in a text for everybody: which of them could be somebody's, and which say when, how much or where.

/// Digits from which a number could be somebody's telephone or ID number.
const DIGITS: usize = 8;
/// The same where it begins with a zero and is spaced, as `07.30-11.30` is: no telephone has so few.
const SPACED: usize = 9;
/// Service numbers, which are nobody's.
const SERVICE: [&str; 2] = ["1800", "1900"];
/// What stands behind an amount of money.
const MONEY: [&str; 4] = ["đồng", "đ", "vnđ", "vnd"];

/// What a row of rooms or counters is named after: `phòng 101-102-103`.
const PLACES: [&str; 11] =
    ["phòng", "quầy", "tầng", "bàn", "cửa", "dãy", "room", "rooms", "counter", "counters", "floor"];
/// Digits of a room's number at most.
const PLACE_DIGITS: usize = 3;

/// Digits in a row, and what stands between them and those before.
struct Group {
    before: String,
    digits: String,
}

/// Groups of digits that may be one number, and the word behind them.
#[derive(Default)]
struct Run {
    plus: bool,
    groups: Vec<Group>,
    word: String,
    /// The word before them is one of [`PLACES`].
    of_places: bool,
}

/// Whether `text` has a number that could be somebody's, however it is spaced; `own` are the numbers the centre itself
/// is reached at, as [`own`] tells them.
pub fn names_somebody(text: &str, own: &[String]) -> bool {
    runs(text).iter().any(|run| run.names_somebody(own))
}

/// The telephone numbers in `contact`, in digits.
pub fn own(contact: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    for run in runs(contact) {
        // Two numbers may be written one behind the other, with a dash or a slash between.
        for between in [&[][..], &['/'], &['/', '-', '–']] {
            let starts = |group: &Group| group.before.contains(between);
            let mut number = String::new();
            for group in &run.groups {
                if starts(group) {
                    numbers.push(local(run.plus, &std::mem::take(&mut number)));
                }
                number.push_str(&group.digits);
            }
            numbers.push(local(run.plus, &number));
        }
    }
    numbers.retain(|number| number.len() >= DIGITS);
    numbers.sort();
    numbers.dedup();
    numbers
}

/// A number as it is dialled within the country: `84912345678` is `0912345678`.
fn local(plus: bool, digits: &str) -> String {
    match digits.strip_prefix("84") {
        Some(rest) if plus || digits.len() == 11 => format!("0{}", rest.trim_start_matches('0')),
        _ => digits.to_owned(),
    }
}

fn runs(text: &str) -> Vec<Run> {
    let letters: Vec<char> = text.chars().collect();
    let (mut runs, mut at) = (Vec::new(), 0);
    while at < letters.len() {
        if digit(letters[at]).is_none() {
            at += 1;
            continue;
        }
        let plus = at > 0 && letters[at - 1] == '+';
        let mut run = Run { plus, of_places: follows_place(&letters[..at]), ..Run::default() };
        let mut before = String::new();
        loop {
            let digits: String = letters[at..].iter().map_while(|letter| digit(*letter)).collect();
            at += digits.chars().count();
            run.groups.push(Group { before, digits });
            let wide = plus || run.groups[0].digits.starts_with('0');
            before = letters[at..].iter().take_while(|letter| between(**letter)).collect();
            let next = at + before.chars().count();
            let ends = letters.get(next).copied().and_then(digit).is_none();
            if ends || !joins(&before, wide) {
                break;
            }
            at = next;
        }
        // Of two amounts the currency stands behind the second.
        let behind = letters[at..].iter().skip_while(|letter| between(**letter) || digit(**letter).is_some());
        run.word =
            behind.take_while(|letter| letter.is_alphabetic()).flat_map(|letter| letter.to_lowercase()).collect();
        runs.push(run);
    }
    runs
}

/// Whether `before` ends in a word that places are named after, or in one and `số`.
fn follows_place(before: &[char]) -> bool {
    let before: String = before.iter().flat_map(|letter| letter.to_lowercase()).collect();
    let mut words = before.trim_end_matches([' ', '.', ':']).rsplit(|letter: char| !letter.is_alphabetic());
    let last = words.next().unwrap_or_default();
    let word = if last == "số" { words.next().unwrap_or_default() } else { last };
    PLACES.contains(&word)
}

/// Any digit of any script as the common one; letters that only look like numbers are none.
fn digit(letter: char) -> Option<char> {
    match letter {
        '0'..='9' => Some(letter),
        '０'..='９' => char::from_digit(u32::from(letter) - u32::from('０'), 10),
        _ => None,
    }
}

fn between(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '.' | '-' | '–' | '‑' | '(' | ')' | '/' | '·' | '_')
}

/// Whether groups with `before` between them may be one number. A dash with spaces is more often a span: it joins only
/// what begins as a telephone number does.
fn joins(before: &str, wide: bool) -> bool {
    let bare = before.chars().filter(|letter| !letter.is_whitespace()).count();
    before.chars().count() == 1 || before.contains(['(', ')']) || (wide && bare <= 1)
}

impl Run {
    fn names_somebody(&self, own: &[String]) -> bool {
        if self.names_places() {
            return false;
        }
        let (mut number, mut groups, mut at) = (String::new(), 0, 0);
        let mut found = false;
        while at < self.groups.len() {
            let amount = if number.is_empty() { self.money(at) } else { 0 };
            let known = self.known(at, own).max(amount);
            if known > 0 {
                found |= is_somebodys(&number, groups, self.plus);
                (number, groups) = (String::new(), 0);
                at += known;
                continue;
            }
            number.push_str(&self.groups[at].digits);
            (groups, at) = (groups + 1, at + 1);
        }
        found || is_somebodys(&number, groups, self.plus)
    }

    /// Whether these are rooms or counters with dashes between. No telephone number is written so: it begins with 0 or 84.
    fn names_places(&self) -> bool {
        let is_dash = |group: &Group| group.before.chars().all(|letter| matches!(letter, '-' | '–' | '‑'));
        let is_short = |group: &Group| group.digits.len() <= PLACE_DIGITS && !group.digits.starts_with('0');
        let is_dialled = self.plus || self.groups.first().is_some_and(|group| group.digits == "84");
        self.of_places && !is_dialled && self.groups.iter().all(|group| is_dash(group) && is_short(group))
    }

    /// How many groups from `at` on say something that is nobody's.
    fn known(&self, at: usize, own: &[String]) -> usize {
        let rest = &self.groups[at..];
        let digits = |count: usize| rest.iter().take(count).map(|group| group.digits.as_str()).collect::<String>();
        if let Some(count) =
            (1..=rest.len()).rev().find(|count| own.contains(&local(at == 0 && self.plus, &digits(*count))))
        {
            return count;
        }
        let value =
            |index: usize| rest.get(index).and_then(|group| group.digits.parse::<u32>().ok()).unwrap_or(u32::MAX);
        let within = |index: usize, most: u32| rest[index].digits.len() <= 2 && (1..=most).contains(&value(index));
        let is_year = |index: usize| rest[index].digits.len() == 4 && (1900..2100).contains(&value(index));
        let sign = |index: usize| rest.get(index).map_or("", |group| group.before.as_str());
        if rest.len() > 2 && sign(1) == sign(2) && (sign(1) != " " || self.groups.len() == 3) {
            let date = within(0, 31) && within(1, 12) && is_year(2);
            if date || (is_year(0) && within(1, 12) && within(2, 31)) {
                return 3;
            }
        }
        // A month, or the number of a document, with its year.
        if rest.len() > 1 && sign(1) == "/" && is_year(1) && digits(1).len() <= 5 {
            return 2;
        }
        if self.groups.len() == 2 && rest.len() == 2 && is_year(0) && is_year(1) {
            return 2;
        }
        0
    }

    /// How many groups from `at` on are an amount like `1.000.000`. A large one is one only where its currency stands
    /// behind: an ID number of before may be written like that.
    fn money(&self, at: usize) -> usize {
        let rest = &self.groups[at..];
        let first = &rest[0].digits;
        let thousands = rest.iter().skip(1).take_while(|group| group.before == "." && group.digits.len() == 3).count();
        let small = first.len() + 3 * thousands <= DIGITS;
        let is = thousands > 0 && first.len() <= 3 && !first.starts_with('0');
        if is && (small || MONEY.contains(&self.word.as_str())) { thousands + 1 } else { 0 }
    }
}

fn is_somebodys(number: &str, groups: usize, plus: bool) -> bool {
    let service = SERVICE.iter().any(|service| number.starts_with(service)) && number.len() <= 10;
    let least = if groups > 1 && number.starts_with('0') && !plus { SPACED } else { DIGITS };
    number.len() >= least && !service
}

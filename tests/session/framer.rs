//! Bytes to tokens.

use motcua::session::framer::{ESC_PATIENCE, Framer, Token};
use proptest::prelude::*;
use unicode_normalization::char::is_combining_mark;

fn text(text: &str) -> Token {
    Token::Text(text.to_owned())
}

fn escape(bytes: &[u8]) -> Token {
    Token::Escape(bytes.to_vec())
}

fn paste(text: &str) -> Token {
    Token::Paste { text: text.to_owned(), cut: false }
}

/// The tokens of `reads`, with text that only a cut parted put together again.
fn frame<'a>(reads: impl IntoIterator<Item = &'a [u8]>) -> Vec<Token> {
    let mut framer = Framer::default();
    let mut tokens: Vec<Token> = Vec::new();
    let mut add = |token| match (tokens.last_mut(), token) {
        (Some(Token::Text(sofar)), Token::Text(more)) => sofar.push_str(&more),
        (_, token) => tokens.push(token),
    };
    for read in reads {
        framer.read(read).into_iter().for_each(&mut add);
    }
    framer.flush().into_iter().for_each(&mut add);
    tokens
}

#[test]
fn every_control_byte_is_a_token_of_its_own() {
    let tokens = frame([&b"go\x7f\x08o\r\tx"[..]]);
    let control = Token::Control;
    assert_eq!(
        tokens,
        [text("go"), control(0x7f), control(0x08), text("o"), control(b'\r'), control(b'\t'), text("x")]
    );
}

#[test]
fn escape_sequences_end_where_they_end() {
    let bytes = b"\x1b[A\x1bOP\x1b[15;5~a\x1b[<0;10;3M\x1b[M !!\x1b[[Ab\x1bx\x1b\x7f\x1b\xc4\x91\x1b[I";
    let expected = [
        escape(b"\x1b[A"),
        escape(b"\x1bOP"),
        escape(b"\x1b[15;5~"),
        text("a"),
        escape(b"\x1b[<0;10;3M"),
        escape(b"\x1b[M !!"),
        escape(b"\x1b[[A"),
        text("b"),
        escape(b"\x1bx"),
        escape(b"\x1b\x7f"),
        escape("\u{1b}đ".as_bytes()),
        escape(b"\x1b[I"),
    ];
    assert_eq!(frame([&bytes[..]]), expected);
    assert_eq!(frame(bytes.chunks(1)), expected);
}

#[test]
fn a_lone_esc_is_the_key_only_after_its_patience() {
    let mut framer = Framer::default();
    assert_eq!(framer.read(b"\x1b"), []);
    assert_eq!(framer.patience(), Some(ESC_PATIENCE));
    assert_eq!(framer.flush(), [escape(b"\x1b")]);
    assert_eq!(framer.patience(), None);
    assert_eq!(framer.read(b"\x1b"), []);
    assert_eq!(framer.read(b"[B"), [escape(b"\x1b[B")], "a cut sequence is no Esc key");
    assert_eq!(framer.read(b"\x1b\x1b[B"), [escape(b"\x1b"), escape(b"\x1b[B")]);
}

#[test]
fn a_sequence_cut_on_a_slow_link_is_never_typed_as_letters() {
    let mut framer = Framer::default();
    assert_eq!(framer.read(b"\x1b[1;"), []);
    assert_eq!(framer.patience(), None);
    assert_eq!(framer.flush(), []);
    assert_eq!(framer.read(b"5A"), [escape(b"\x1b[1;5A")]);
}

#[test]
fn a_letter_cut_in_two_is_whole() {
    let mut framer = Framer::default();
    let bytes = "ễ".as_bytes();
    assert_eq!(framer.read(&bytes[..1]), []);
    assert_eq!(framer.flush(), [], "a letter has no time limit");
    assert_eq!(framer.read(&bytes[1..]), [text("ễ")]);
}

#[test]
fn invalid_bytes_are_dropped_and_nothing_else() {
    // a stray continuation, an overlong form, a broken letter, a surrogate, a C1 control, a byte no UTF-8 has
    let bytes = b"a\x80b\xc0\xafc\xe1\xbbd\xed\xa0\x80e\xc2\x85f\xff\xf8g";
    assert_eq!(frame([&bytes[..]]), [text("abcdefg")]);
}

#[test]
fn a_mark_joins_the_letter_before_it() {
    assert_eq!(frame([&b"a\xcc\x81"[..]]), [text("á")]);
    assert_eq!(frame([&b"a"[..], b"\xcc\x81"]), [text("a"), Token::Control(0x7f), text("á")]);
    assert_eq!(frame(["ê\u{323}".as_bytes()]), [text("ệ")]);
    assert_eq!(frame(["\r\u{301}".as_bytes()]), [Token::Control(b'\r'), text("\u{301}")], "no letter to join");
}

#[test]
fn a_letter_does_not_grow_without_end() {
    let zalgo = format!("a{}", "\u{301}".repeat(10_000));
    let [Token::Text(kept)] = &frame([zalgo.as_bytes()])[..] else { panic!("one text") };
    assert!(kept.chars().count() < 10, "{} characters", kept.chars().count());
}

#[test]
fn a_paste_is_one_token_with_nothing_dangerous_in_it() {
    let bytes = "x\u{1b}[200~Nguye\u{302}\u{303}n\r\nDòng 2\rba\u{7f}\u{1b}[31m\u{0}\u{1b}[201~y".as_bytes();
    let expected = [text("x"), paste("Nguyễn\nDòng 2\nba  "), text("y")];
    assert_eq!(frame([bytes]), expected);
    assert_eq!(frame(bytes.chunks(1)), expected);
}

#[test]
fn the_end_of_a_paste_is_seen_after_what_only_looked_like_it() {
    assert_eq!(frame([&b"\x1b[200~a\x1b[20\x1b[201~b"[..]]), [paste("a"), text("b")]);
    assert_eq!(frame([&b"\x1b[200~\x1b\x1b\x1b[201~b"[..]]), [paste(""), text("b")]);
}

#[test]
fn a_long_paste_is_cut_at_a_letter_and_says_so() {
    let mut bytes = b"\x1b[200~".to_vec();
    bytes.extend_from_slice("xế".repeat(30_000).as_bytes());
    bytes.extend_from_slice(b"\x1b[201~after");
    let tokens = frame([&bytes[..]]);
    let [Token::Paste { text: kept, cut: true }, after] = &tokens[..] else { panic!("{}", tokens.len()) };
    assert_eq!(kept, &"xế".repeat(16_384), "64 KiB of it");
    assert_eq!(after, &text("after"));
}

#[test]
fn a_paste_whose_end_never_comes_does_not_swallow_the_keyboard() {
    let mut framer = Framer::default();
    assert_eq!(framer.read(b"\x1b[200~abc"), []);
    assert!(framer.patience().is_some());
    assert_eq!(framer.flush(), [paste("abc")]);
    assert_eq!(framer.read(b"g"), [text("g")]);
}

#[test]
fn an_endless_sequence_takes_no_memory() {
    let mut bytes = b"\x1b[".to_vec();
    bytes.extend(std::iter::repeat_n(b'1', 100_000));
    bytes.extend_from_slice(b"A\x1b]0;title of a terminal\x07\x1bPanswer\x1b\\z");
    let tokens = frame([&bytes[..]]);
    let Some(Token::Text(last)) = tokens.last() else { panic!("{tokens:?}") };
    assert!(last.ends_with('z'));
    assert!(tokens.iter().all(|token| !matches!(token, Token::Escape(_))), "{}", tokens.len());
}

/// Pieces of every kind, some broken.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let fixed = [
        &b"\x1b"[..],
        b"\x1b[A",
        b"\x1b[200~",
        b"\x1b[201~",
        b"\x1bOP",
        b"\x1b[<0;3;4M",
        b"\x1b]0;x\x07",
        b"\x7f",
        b"\r",
        b"\xe1",
        b"\xbb",
        b"\x1b[M",
        b"\x1b[1;5",
        b"g",
    ];
    prop_oneof![
        prop::sample::select(fixed.map(<[u8]>::to_vec).to_vec()),
        "[a-zăâđêôơưáạễ ]{1,6}".prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 0..4),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_cutting_of_the_same_bytes_gives_the_same_tokens(
        pieces in prop::collection::vec(piece(), 0..12),
        cuts in prop::collection::vec(any::<usize>(), 0..12),
    ) {
        let bytes = pieces.concat();
        // a mark on its own in a read rewrites its letter: the tokens differ, the field does not (tests of streams)
        prop_assume!(!String::from_utf8_lossy(&bytes).chars().any(is_combining_mark));
        let mut ends: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).chain([0, bytes.len()]).collect();
        ends.sort_unstable();
        let reads = ends.windows(2).map(|pair| &bytes[pair[0]..pair[1]]);
        prop_assert_eq!(frame(reads), frame([&bytes[..]]));
    }

    #[test]
    fn marks_anywhere_leave_the_same_text_however_cut(
        text in "[a-eAĐđêơư\u{301}\u{300}\u{323}\u{302}\u{7f}\r]{0,24}",
        cuts in prop::collection::vec(any::<usize>(), 0..12),
    ) {
        prop_assert_eq!(super::streams::typed(text.as_bytes(), &cuts), super::streams::typed(text.as_bytes(), &[]));
    }
}

//! Public keys as people hand them in: the text of a `.pub` file.

use russh::keys::{HashAlg, PublicKey};

/// A public key, ready to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Its text without the comment, which often names a person.
    pub key: String,
    /// Its fingerprint, `SHA256:…`.
    pub print: String,
}

/// Reads the text of a `.pub` file; `None` when it is none, or of a kind the hub does not take (RSA, DSA).
pub fn read(text: &str) -> Option<Entered> {
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    let mut key = PublicKey::from_openssh(line.trim()).ok()?;
    if key.algorithm().is_rsa() || key.algorithm().is_dsa() {
        return None;
    }
    key.set_comment("");
    let print = key.fingerprint(HashAlg::Sha256).to_string();
    Some(Entered { key: key.to_openssh().ok()?.trim().to_owned(), print })
}

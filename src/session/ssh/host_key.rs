//! The hub's own key: made once, read by its owner alone. Whoever connects recognises the hub by it.

use russh::keys::ssh_key::LineEnding;
use russh::keys::ssh_key::private::{Ed25519Keypair, KeypairData};
use russh::keys::{HashAlg, PrivateKey};
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Name of the key's file in the data directory.
pub const FILE: &str = "ssh_host_ed25519_key";

/// The key of the hub in `dir`, made now if there is none.
///
/// # Errors
/// The system's error; `PermissionDenied` when others than the owner may read the file; `InvalidData` when it holds no
/// key.
pub fn open(dir: &Path) -> io::Result<PrivateKey> {
    let path = dir.join(FILE);
    match fs::read(&path) {
        Ok(bytes) => {
            if fs::metadata(&path)?.permissions().mode() & 0o077 != 0 {
                return Err(ErrorKind::PermissionDenied.into());
            }
            PrivateKey::from_openssh(&bytes).map_err(|_| ErrorKind::InvalidData.into())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => make(&path),
        Err(error) => Err(error),
    }
}

fn make(path: &PathBuf) -> io::Result<PrivateKey> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| io::Error::from(ErrorKind::Unsupported))?;
    let pair = KeypairData::from(Ed25519Keypair::from_seed(&seed));
    let key = PrivateKey::new(pair, "motcua").map_err(io::Error::other)?;
    let text = key.to_openssh(LineEnding::LF).map_err(io::Error::other)?;
    let partial = path.with_extension("new");
    let _ = fs::remove_file(&partial);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&partial)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&partial, path)?;
    Ok(key)
}

/// What a person compares when she connects for the first time: `SHA256:…`.
pub fn fingerprint(key: &PrivateKey) -> String {
    key.public_key().fingerprint(HashAlg::Sha256).to_string()
}

/// The line for a client's `known_hosts`, under which it knows the hub by `name`.
///
/// # Errors
/// `InvalidData` when the key cannot be written.
pub fn known_hosts_line(key: &PrivateKey, name: &str) -> io::Result<String> {
    let mut public = key.public_key().clone();
    public.set_comment("");
    let text = public.to_openssh().map_err(|_| io::Error::from(ErrorKind::InvalidData))?;
    Ok(format!("{name} {}\n", text.trim()))
}

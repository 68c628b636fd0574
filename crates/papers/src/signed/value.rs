//! Digests, keys and the value of a signature: SHA-2 with RSA (PKCS #1 v1.5) or with ECDSA on the curve P-256. SHA-1, on which
//! nobody should rely any more, RSA-PSS and other curves are not understood, which is not the same as changed.
//!
//! Only public numbers are met here, so nothing need be hidden from whoever measures time.

use num_bigint::BigUint;
use p256::ecdsa::signature::hazmat::PrehashVerifier as _;
use sha2::{Sha256, Sha384, Sha512};

use super::pieces::{Piece, tag};

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01];
const RSA_KEY: u8 = 0x01;
const SHA2: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];
const CURVE_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const CURVE_WITH_SHA2: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03];
const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];

/// Bits of an RSA key: fewer are no protection, more only cost time.
const KEY_BITS: std::ops::RangeInclusive<u64> = 1024..=8192;
/// Bits of its exponent at the most; nearly all have seventeen.
const MOST_EXPONENT_BITS: u64 = 33;

/// A way to digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digest {
    Sha256,
    Sha384,
    Sha512,
}

impl Digest {
    /// By its name.
    pub fn named(algorithm: Piece) -> Option<Self> {
        match name_of(algorithm)?.strip_prefix(SHA2)? {
            [1] => Some(Self::Sha256),
            [2] => Some(Self::Sha384),
            [3] => Some(Self::Sha512),
            _ => None,
        }
    }

    fn mark(self) -> u8 {
        match self {
            Self::Sha256 => 1,
            Self::Sha384 => 2,
            Self::Sha512 => 3,
        }
    }

    /// The digest of some parts, one after the other.
    pub fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        fn all<D: sha2::Digest>(parts: &[&[u8]]) -> Vec<u8> {
            parts.iter().fold(D::new(), sha2::Digest::chain_update).finalize().to_vec()
        }
        match self {
            Self::Sha256 => all::<Sha256>(parts),
            Self::Sha384 => all::<Sha384>(parts),
            Self::Sha512 => all::<Sha512>(parts),
        }
    }

    /// How RSA signs a digest: its name and its bytes (`DigestInfo`, RFC 8017, 9.2).
    fn written(self, digest: &[u8]) -> Vec<u8> {
        let length = |length: usize| u8::try_from(length).unwrap_or(u8::MAX);
        let name = [SHA2, &[self.mark()]].concat();
        let algorithm = [&[tag::NAME_OF_THING, length(name.len())][..], &name, &[0x05, 0x00]].concat();
        let bytes = [&[tag::BYTES, length(digest.len())][..], digest].concat();
        let both = [&[tag::SEQUENCE, length(algorithm.len())][..], &algorithm, &bytes].concat();
        [&[tag::SEQUENCE, length(both.len())][..], &both].concat()
    }
}

/// The public key of a certificate.
pub enum Key {
    Rsa { modulus: BigUint, exponent: BigUint },
    P256(Box<p256::ecdsa::VerifyingKey>),
}

impl Key {
    /// Reads a key of a kind that is known.
    pub fn read(piece: Piece) -> Option<Self> {
        let mut parts = piece.within(tag::SEQUENCE)?;
        let (algorithm, bits) = (parts.next()?, parts.next()?.of(tag::BITS)?);
        let (_, bits) = bits.split_first().filter(|(unused, _)| **unused == 0)?;
        let name = name_of(algorithm)?;
        if name.strip_prefix(RSA) == Some(&[RSA_KEY]) {
            let mut numbers = Piece::first(bits)?.within(tag::SEQUENCE)?;
            let mut number = || Some(BigUint::from_bytes_be(numbers.next()?.of(tag::INTEGER)?));
            let (modulus, exponent) = (number()?, number()?);
            let fits = KEY_BITS.contains(&modulus.bits()) && (2..=MOST_EXPONENT_BITS).contains(&exponent.bits());
            (fits && modulus.bit(0) && exponent.bit(0)).then_some(Self::Rsa { modulus, exponent })
        } else if name == CURVE_KEY && algorithm.within(tag::SEQUENCE)?.nth(1)?.of(tag::NAME_OF_THING)? == P256 {
            p256::ecdsa::VerifyingKey::from_sec1_bytes(bits).ok().map(Box::new).map(Self::P256)
        } else {
            None
        }
    }
}

/// How a signature was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Rsa,
    Curve,
}

impl Value {
    /// By its name, where it goes with a digest.
    pub fn named(algorithm: Piece, digest: Digest) -> Option<Self> {
        const RSA_WITH_SHA2: u8 = 0x0a;
        const CURVE_WITH: u8 = 0x01;
        let name = name_of(algorithm)?;
        let of_rsa = || match name.strip_prefix(RSA)? {
            [RSA_KEY] => Some(Self::Rsa),
            [one] if *one == RSA_WITH_SHA2 + digest.mark() => Some(Self::Rsa),
            _ => None,
        };
        let of_curve = || match name.strip_prefix(CURVE_WITH_SHA2)? {
            [one] if *one == CURVE_WITH + digest.mark() => Some(Self::Curve),
            _ => None,
        };
        of_rsa().or_else(of_curve).or_else(|| (name == CURVE_KEY).then_some(Self::Curve))
    }

    /// Is a signature of a digest one of a key? None where the two do not go together.
    pub fn is_of(self, key: &Key, (digest, bytes): (Digest, &[u8]), signature: &[u8]) -> Option<bool> {
        match (self, key) {
            (Self::Rsa, Key::Rsa { modulus, exponent }) => {
                Some(is_of_rsa((modulus, exponent), &digest.written(bytes), signature))
            }
            (Self::Curve, Key::P256(key)) => {
                let signature = p256::ecdsa::Signature::from_der(signature);
                Some(signature.is_ok_and(|signature| key.verify_prehash(bytes, &signature).is_ok()))
            }
            (Self::Rsa, Key::P256(_)) | (Self::Curve, Key::Rsa { .. }) => None,
        }
    }
}

/// RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.2): what the signature opens to is compared as a whole with what it must be, so that nothing
/// is read out of it that a forger could have put there.
fn is_of_rsa((modulus, exponent): (&BigUint, &BigUint), written: &[u8], signature: &[u8]) -> bool {
    let size = usize::try_from(modulus.bits().div_ceil(8)).unwrap_or(0);
    let value = BigUint::from_bytes_be(signature);
    let Some(filling) = size.checked_sub(written.len() + 3).filter(|filling| *filling >= 8) else { return false };
    if signature.len() != size || value >= *modulus {
        return false;
    }
    let must_be = [&[0x00, 0x01][..], &vec![0xff; filling], &[0x00], written].concat();
    value.modpow(exponent, modulus) == BigUint::from_bytes_be(&must_be)
}

/// The name of an algorithm.
fn name_of(algorithm: Piece<'_>) -> Option<&[u8]> {
    algorithm.within(tag::SEQUENCE)?.next()?.of(tag::NAME_OF_THING)
}

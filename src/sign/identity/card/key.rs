//! A private key on a card, ready to sign.

use std::sync::{Mutex, PoisonError};

use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::{Attribute, AttributeType, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;

use super::CardError;
use super::encoding::{digest_info, ecdsa_as_der};
use super::fault::{by_code, card_error, is_unknown_mechanism};
use super::module::Module;
use super::raw::RawSign;
use crate::sign::algorithm::{Digest, PublicKey, SignatureAlgorithm};
use crate::sign::signer::SignerError;

/// A key on a card. The fields are dropped in this order: the session closes, and the login ends,
/// before the module does.
pub(in crate::sign::identity) struct CardKey {
    /// One signing at a time: PKCS#11 keeps the state of an operation in the session.
    session: Mutex<Session>,
    raw: RawSign,
    handle: ObjectHandle,
    public: PublicKey,
    /// What the token says that it can do; empty where it does not say.
    mechanisms: Vec<MechanismType>,
    /// The PIN, for a key that asks for it at every signature; wiped when dropped.
    pin_each_time: Option<Option<AuthPin>>,
    _module: Module,
}

impl CardKey {
    pub(super) fn new(
        module: Module,
        slot: Slot,
        session: Session,
        handle: ObjectHandle,
        public: PublicKey,
        pin: Option<AuthPin>,
    ) -> Result<Self, CardError> {
        let raw = RawSign::of(module.name())?;
        let mechanisms = module.pkcs11().get_mechanism_list(slot).unwrap_or_default();
        let asks_each_time = session
            .get_attributes(handle, &[AttributeType::AlwaysAuthenticate])
            .is_ok_and(|found| found.contains(&Attribute::AlwaysAuthenticate(true)));
        Ok(Self {
            session: Mutex::new(session),
            raw,
            handle,
            public,
            mechanisms,
            pin_each_time: asks_each_time.then_some(pin),
            _module: module,
        })
    }

    pub(in crate::sign::identity) fn algorithm(&self) -> SignatureAlgorithm {
        match self.public {
            PublicKey::Rsa(_) => SignatureAlgorithm::RsaPkcs1(Digest::Sha256),
            PublicKey::P256(_) => SignatureAlgorithm::Ecdsa(Digest::Sha256),
            PublicKey::P384(_) => SignatureAlgorithm::Ecdsa(Digest::Sha384),
        }
    }

    /// Signs these bytes, and checks the signature with the certificate's key before it is used.
    pub(in crate::sign::identity) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        let algorithm = self.algorithm();
        let signature = self.sign_unchecked(message, algorithm.digest())?;
        if !self
            .public
            .verify(algorithm, message, &signature)
            .unwrap_or(false)
        {
            return Err(CardError::WrongSignature.into());
        }
        Ok(signature)
    }

    fn sign_unchecked(&self, message: &[u8], digest: Digest) -> Result<Vec<u8>, CardError> {
        let hash = digest.of(&[message]);
        if !matches!(self.public, PublicKey::Rsa(_)) {
            let raw = self
                .attempt(MechanismType::ECDSA, &Mechanism::Ecdsa, &hash)?
                .ok_or_else(|| self.no_mechanism())?;
            return ecdsa_as_der(&self.public, &raw).ok_or(CardError::WrongSignature);
        }
        // Cards that hash by themselves come first: some sign nothing that was hashed elsewhere.
        let whole = self.attempt(MechanismType::SHA256_RSA_PKCS, &Mechanism::Sha256RsaPkcs, message)?;
        if let Some(signature) = whole {
            return Ok(signature);
        }
        let padded = digest_info(digest, &hash).map_err(|fault| CardError::Failed(fault.to_string()))?;
        self.attempt(MechanismType::RSA_PKCS, &Mechanism::RsaPkcs, &padded)?
            .ok_or_else(|| self.no_mechanism())
    }

    /// Signs in one way; none if the card does not know it.
    fn attempt(
        &self,
        kind: MechanismType,
        mechanism: &Mechanism<'_>,
        data: &[u8],
    ) -> Result<Option<Vec<u8>>, CardError> {
        if !self.mechanisms.is_empty() && !self.mechanisms.contains(&kind) {
            return Ok(None);
        }
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        match session.sign_init(mechanism, self.handle) {
            Ok(()) => {}
            Err(Error::Pkcs11(code, _)) if is_unknown_mechanism(&code) => return Ok(None),
            Err(fault) => return Err(card_error(fault)),
        }
        if let Some(pin) = &self.pin_each_time {
            session
                .login(UserType::ContextSpecific, pin.as_ref())
                .map_err(card_error)?;
        }
        match self.raw.finish(&session, data) {
            Ok(signature) => Ok(Some(signature)),
            Err(code) if is_unknown_mechanism(&code) => Ok(None),
            Err(RvError::OperationNotInitialized) => {
                Err(CardError::Removed("OperationNotInitialized".to_owned()))
            }
            Err(code) => Err(by_code(&code)),
        }
    }

    fn no_mechanism(&self) -> CardError {
        CardError::Mechanism(self.public.kind())
    }
}

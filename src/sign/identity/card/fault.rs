//! What a module's return codes mean for the person in front of the card.

use cryptoki::error::{Error, RvError};

use super::CardError;

/// Any fault of the module while a card is in use.
pub(super) fn card_error(fault: Error) -> CardError {
    match fault {
        Error::Pkcs11(code, _) => by_code(&code),
        other => CardError::Failed(other.to_string()),
    }
}

/// A return code (PKCS#11 §5.1).
pub(super) fn by_code(code: &RvError) -> CardError {
    match code {
        // A session also ends, and its login with it, when the card is taken out and put back.
        RvError::DeviceRemoved
        | RvError::DeviceError
        | RvError::TokenNotPresent
        | RvError::TokenNotRecognized
        | RvError::SlotIdInvalid
        | RvError::SessionHandleInvalid
        | RvError::SessionClosed
        | RvError::UserNotLoggedIn => CardError::Removed(name(code)),
        RvError::FunctionCanceled | RvError::Cancel | RvError::FunctionRejected => CardError::Cancelled,
        RvError::PinLocked => CardError::PinLocked,
        RvError::PinExpired | RvError::UserPinNotInitialized => CardError::PinNotReady,
        other => CardError::Failed(name(other)),
    }
}

/// Whether the card does not know this way to sign, so that another may be tried.
pub(super) fn is_unknown_mechanism(code: &RvError) -> bool {
    matches!(
        code,
        RvError::MechanismInvalid | RvError::MechanismParamInvalid | RvError::FunctionNotSupported
    )
}

/// The code's name, for searching the web with.
fn name(code: &RvError) -> String {
    format!("{code:?}")
}

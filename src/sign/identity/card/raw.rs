//! The one call that is made past the `cryptoki` crate: C_Sign with a large buffer in a single
//! call. The crate asks for the signature's length first, and modules that pass calls on to
//! another machine or process have answered that question with CKR_BUFFER_TOO_SMALL; others ask
//! for the PIN at the reader once per call.
//!
//! This is the only file with unsafe code (held by tests/architecture.rs). What it relies on:
//! a PKCS#11 module gives a valid function list (PKCS#11 §5.4), which stays valid while its library
//! is loaded, and C_Sign writes no more than the length that it is told (§5.14).
#![allow(unsafe_code)]

use cryptoki::error::{Rv, RvError};
use cryptoki::session::Session;
use cryptoki_sys::{CK_BYTE, CK_RV, CK_SESSION_HANDLE, CK_ULONG, CKR_OK};

use super::CardError;

/// Room for a signature: four times that of the largest RSA key.
const ROOM: usize = 4096;

type Sign =
    unsafe extern "C" fn(CK_SESSION_HANDLE, *mut CK_BYTE, CK_ULONG, *mut CK_BYTE, *mut CK_ULONG) -> CK_RV;

/// C_Sign of a module, with the library that holds it.
pub(super) struct RawSign {
    sign: Sign,
    /// Keeps the library loaded for as long as the function may be called.
    _library: cryptoki_sys::Pkcs11,
}

impl RawSign {
    /// Finds C_Sign in a module that is loaded already.
    pub(super) fn of(module: &str) -> Result<Self, CardError> {
        let unusable = |cause: String| CardError::ModuleUnusable {
            module: module.to_owned(),
            cause,
        };
        // SAFETY: loading runs the library's own start-up code. The same library was loaded before,
        // at the user's word, so this only counts one more user of it.
        let library =
            unsafe { cryptoki_sys::Pkcs11::new(module) }.map_err(|fault| unusable(fault.to_string()))?;
        let get_list = library
            .C_GetFunctionList
            .as_ref()
            .map_err(|fault| unusable(fault.to_string()))?;
        let mut list = std::ptr::null_mut();
        // SAFETY: the function takes a pointer to where it puts a pointer, and keeps neither.
        let code = unsafe { get_list(&mut list) };
        if code != CKR_OK || list.is_null() {
            return Err(unusable(format!("C_GetFunctionList: {code:#x}")));
        }
        // SAFETY: CKR_OK and not null: the pointer leads to a function list, which the module keeps
        // as long as it is loaded. Only a function pointer is copied out of it.
        let sign = unsafe { (*list).C_Sign };
        Ok(Self {
            sign: sign.ok_or_else(|| unusable("C_Sign is missing".to_owned()))?,
            _library: library,
        })
    }

    /// Ends the signing that was begun in this session (C_SignInit), over all the data at once.
    pub(super) fn finish(&self, session: &Session, data: &[u8]) -> Result<Vec<u8>, RvError> {
        let mut signature = vec![0; ROOM];
        let too_long = |_| RvError::DataLenRange;
        let mut length = CK_ULONG::try_from(signature.len()).map_err(too_long)?;
        let data_length = CK_ULONG::try_from(data.len()).map_err(too_long)?;
        // SAFETY: both buffers live through the call and are as long as said; the data is only read,
        // whatever the C declaration allows; the session is open as long as it is borrowed.
        let code = unsafe {
            (self.sign)(
                session.handle(),
                data.as_ptr().cast_mut(),
                data_length,
                signature.as_mut_ptr(),
                &mut length,
            )
        };
        match Rv::from(code) {
            Rv::Ok => {
                let length = usize::try_from(length).map_err(too_long)?;
                if length > ROOM {
                    return Err(RvError::BufferTooSmall);
                }
                signature.truncate(length);
                Ok(signature)
            }
            Rv::Error(fault) => Err(fault),
        }
    }
}

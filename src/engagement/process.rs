//! What the process as a whole must stand before a workbook is opened.

/// Lets a file-size limit (`ulimit -f`) come back as an error of the write, as a full disk does,
/// where the operating system would otherwise end the process in the middle of a step. Called once
/// when the program starts; does nothing where there is no such signal.
pub fn survive_file_size_limit() {
    #[cfg(unix)]
    {
        use std::sync::Arc;
        use std::sync::atomic::AtomicBool;

        // The flag is never read: that there is a handler is what keeps the process alive. If it
        // cannot be registered, the limit ends the process, and what was saved is still safe.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}

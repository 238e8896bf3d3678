//! Config file, recent workbooks and folders.

//! Tests that need the connection itself.

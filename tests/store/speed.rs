//! The largest workbook anyone will have: 200 systems, every clause, 10,000 ties. Times are
//! printed, never asserted; what is asserted is that nothing is lost in the crowd.

/// Dialects

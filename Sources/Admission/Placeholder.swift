/// Admission

//! JSONPath as AWS Step Functions evaluates it, which is Jayway's dialect, not RFC 9535.

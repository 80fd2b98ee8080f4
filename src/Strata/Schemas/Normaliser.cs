namespace Strata.Schemas;

/// <summary>How a value is normalised for identity.</summary>
public enum Normaliser
{
    /// <summary>Unchanged.</summary>
    Exact,

    /// <summary>NFKC-equivalent, trimmed, white space collapsed, case folded.</summary>
    Text,

    /// <summary>Trimmed, lower case; dots and plus tags stay, because only the mailbox's host knows their meaning.</summary>
    Email,

    /// <summary>Digits, with a leading + for + or 00.</summary>
    Phone,

    /// <summary>Scheme and host in lower case; no fragment, no trailing slash.</summary>
    Url,

    /// <summary>Canonical number.</summary>
    Number,

    /// <summary>The date of a date or date-time: yyyy-MM-dd.</summary>
    Date,

    /// <summary>Upper case without spaces, <c>-</c>, <c>_</c>, <c>/</c> and <c>.</c></summary>
    Identifier,

    /// <summary>Text without punctuation and diacritics.</summary>
    Name,
}

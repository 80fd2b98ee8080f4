namespace Strata.Parsing.Csv;

/// <summary>Shape of a cell: tells headers from data and delimiters from punctuation; never a typed value.</summary>
internal enum CellShape
{
    Empty,
    Text,

    /// <summary>Digits with the punctuation of numbers, dates, times, amounts and percentages.</summary>
    Number,
    Boolean,
    Email,
    Url,
}

namespace Strata.Schemas;

/// <summary>Kind of a declared field, derived from <c>type</c> and <c>format</c>: how rules parse text into it.</summary>
public enum FieldKind
{
    Any,
    String,
    Integer,
    Number,
    Boolean,

    /// <summary><c>format: date</c>: yyyy-MM-dd.</summary>
    Date,

    /// <summary>
    /// <c>format: date-time</c> (offset required) or <c>format: moment</c> (<see cref="SchemaField.Format"/> tells which).
    /// </summary>
    DateTime,
    Time,
    Email,
    Uri,
    Phone,

    /// <summary>A three-letter currency code; amounts themselves are <see cref="Number"/>.</summary>
    Currency,
    Array,
    Object,
}

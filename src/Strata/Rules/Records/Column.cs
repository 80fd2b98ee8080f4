using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Records;

/// <summary>How the values of one input name are read.</summary>
/// <param name="Reader">Reader of its field; null if the schema declares none.</param>
/// <param name="Notation">How ambiguous texts are read.</param>
/// <param name="Place">Position of the field in the reader's list; -1 if there is none.</param>
/// <param name="Yields">Whether another column has the field's own name, so that this alias is read after it.</param>
internal sealed record Column(string Name, ValueReader? Reader, Notation Notation, int Place, bool Yields)
{
    public const string NotDeclared = "not declared";

    /// <summary>Reason for no value that leaves nothing lost or doubtful.</summary>
    public const string NoDate = "zeros where no date is recorded: taken as no value";

    /// <summary>Why a percentage is no amount.</summary>
    public const string NoAmount = "a percentage, where an amount is wanted";

    /// <summary>Why a number without a mark is doubtful if all others have one.</summary>
    public const string NoMark = "no mark of credit or debit, which the column's other amounts have";

    /// <summary>Why the other side of a payment is not the counterparty.</summary>
    public const string OwnSide = "is the account's own side, as the sign of the amount has it";

    /// <summary>Why neither side is.</summary>
    public const string NoSide = "may be the account's own side: no sign of an amount says which is the other";

    /// <summary>Currency of the amounts by the column's name, and its place in the name.</summary>
    public CurrencyMark Currency { get; } =
        Reader?.Field.Kind is FieldKind.Number or FieldKind.Integer ? FieldMatch.CurrencyOf(Name) : default;

    /// <summary>Side that the column names: −1 the other side when money goes out (the payee), 1 when it comes in; 0: none.</summary>
    public int Side { get; } =
        Reader?.Field.Sides is not { } sides ? 0
        : FieldMatch.IsAmong(sides.Out, Name) ? -1
        : FieldMatch.IsAmong(sides.In, Name) ? 1
        : 0;

    /// <summary>Whether the field is free text, which several columns may complete: no id, code or choice.</summary>
    public bool IsOfWords { get; } = Reader?.Field is { Kind: FieldKind.String, Normaliser: Normaliser.Text, EnumValues.Count: 0 };

    /// <summary>Whether the value is a program's empty date (<c>0/0/00</c>), in a column where no such text means anything.</summary>
    public bool HasNone(in RecordField value) =>
        Reader?.Field.Kind is FieldKind.Date or FieldKind.DateTime or FieldKind.Time or FieldKind.Phone
        && value.Json is null or ['"', ..]
        && DateText.IsNone(value.Text);

    /// <summary>Returns the doubt about a date that reads only in the other day/month order than its column; else null.</summary>
    public string? Contradicts(ReadOnlySpan<char> text)
    {
        if (Notation.DayFirst is not { } dayFirst || Reader?.Field.Kind is not (FieldKind.Date or FieldKind.DateTime))
        {
            return null;
        }
        var date = DateTimeText.TrySplit(text.Trim(), out var part, out _) ? part : text;
        return DateText.Forced(date) is { } forced && forced != dayFirst
            ? $"'{Name}': reads only with the {(forced ? "day" : "month")} first, where the dates of the column have the {(forced ? "month" : "day")} first"
            : null;
    }

    /// <summary>Whether the field is an amount of money, which no percentage is.</summary>
    public bool IsAmount { get; init; }

    /// <summary>Field for the amount's rate, and its place, if no other column fills it.</summary>
    public (ValueReader Reader, int Place)? Rate { get; init; }

    /// <summary>Schema whose rules interpret credit and debit marks after a number; null if marks are not read.</summary>
    public SchemaDefinition? Marks { get; init; }

    /// <summary>Whether all amounts of the column have a mark, so that one without is doubtful.</summary>
    public bool IsMarked { get; init; }

    public Reading Read(in RecordField value)
    {
        var reading = Plain(value);
        if (reading.Ok)
        {
            return reading.IsPercent && IsAmount ? Reading.Not(NoAmount)
                : IsMarked && reading.Json is not ("0" or ['-', ..]) && !value.Text.Contains('+', StringComparison.Ordinal)
                    ? Reading.Not(NoMark)
                : reading;
        }
        return
            Reader is { } reader
            && Marks is { } schema
            && reading.Reason == NumberText.Unreadable
            && value.Text.Trim() is var text
            && AmountSide.Of(text) is var (length, mark)
            && reader.ReadText(text.AsSpan(0, length), Notation) is { Reason: not NumberText.Unreadable } number
            ? AmountSide.Signed(number, text.AsSpan(0, length), schema, reader.Field, mark)
            : reading;
    }

    private Reading Plain(in RecordField value) =>
        Reader is null ? Reading.Not(NotDeclared)
        : value.Json is null ? Reader.ReadText(value.Text, Notation)
        : value.Json is [(>= '0' and <= '9') or '-', ..]
        && value.Text.Length > value.Json.Length
        && Reader.ReadJson(value.Json, value.Json, Notation) is { Ok: true } number
            ? number with
            {
                Currency = NumberText.Read(value.Text, '.').Currency,
            }
        : Reader.ReadJson(value.Text, value.Json, Notation);
}

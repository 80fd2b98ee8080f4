using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Records;

/// <summary>What the values of one input name become.</summary>
/// <param name="Reader">The reader of its field; null where the schema declares none.</param>
/// <param name="Notation">How the column's ambiguous texts are read.</param>
/// <param name="Place">Position of the field in the reader's list of fields; -1 where there is none.</param>
/// <param name="Yields">Whether another column has the field's own name, so that this one, an alias, is read after it.</param>
internal sealed record Column(string Name, ValueReader? Reader, Notation Notation, int Place, bool Yields)
{
    public const string NotDeclared = "not declared";

    /// <summary>Why a value is none: nothing is lost by it, and nothing in doubt.</summary>
    public const string NoDate = "zeros where no date is recorded: taken as no value";

    /// <summary>Why a percentage is no value of an amount.</summary>
    public const string NoAmount = "a percentage, where an amount is wanted";

    /// <summary>Why a number is in doubt amid others that all say credit or debit.</summary>
    public const string NoMark = "no mark of credit or debit, which the column's other amounts have";

    /// <summary>Why the other side of a payment is not the counterparty.</summary>
    public const string OwnSide = "is the account's own side, as the sign of the amount has it";

    /// <summary>Why neither side is.</summary>
    public const string NoSide = "may be the account's own side: no sign of an amount says which is the other";

    /// <summary>The currency that the column's name says its amounts are in, and where in the name.</summary>
    public CurrencyMark Currency { get; } =
        Reader?.Field.Kind is FieldKind.Number or FieldKind.Integer ? FieldMatch.CurrencyOf(Name) : default;

    /// <summary>
    /// Which side the column names: −1 the one that is not the account's where money goes out (the payee), 1 where it comes in; 0: it says
    /// none.
    /// </summary>
    public int Side { get; } =
        Reader?.Field.Sides is not { } sides ? 0
        : FieldMatch.IsAmong(sides.Out, Name) ? -1
        : FieldMatch.IsAmong(sides.In, Name) ? 1
        : 0;

    /// <summary>
    /// Whether the field is text that people write, of which one column may say one part and another column another: no id, code or choice.
    /// </summary>
    public bool IsOfWords { get; } = Reader?.Field is { Kind: FieldKind.String, Normaliser: Normaliser.Text, EnumValues.Count: 0 };

    /// <summary>
    /// Whether the value is what programs write where they have no date (<c>0/0/00</c>), in a column that no such text means anything in.
    /// </summary>
    public bool HasNone(in RecordField value) =>
        Reader?.Field.Kind is FieldKind.Date or FieldKind.DateTime or FieldKind.Time or FieldKind.Phone
        && value.Json is null or ['"', ..]
        && DateText.IsNone(value.Text);

    /// <summary>
    /// What speaks against a date of the column: that it reads only in the other order of day and month than the column's dates. Else null.
    /// </summary>
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

    /// <summary>The field for the rate of the amount, and its place, where no other column fills it.</summary>
    public (ValueReader Reader, int Place)? Rate { get; init; }

    /// <summary>Whose rules say what a mark of credit or debit behind a number means; null where marks are not read.</summary>
    public SchemaDefinition? Marks { get; init; }

    /// <summary>Whether all amounts of the column have such a mark, so that one without is in doubt.</summary>
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

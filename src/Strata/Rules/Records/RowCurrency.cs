using Strata.Interpretation;
using Strata.Rules.Values;

namespace Strata.Rules.Records;

/// <summary>
/// Currency of a record's amounts without a currency field: written beside the first amount that has one, else in the columns' names if
/// they agree. The name decides about a sign that several currencies share.
/// </summary>
internal struct RowCurrency
{
    private (CurrencyMark Mark, string Raw, ByteRange Range) _beside;
    private (Column Column, string Raw, ByteRange Range)? _named;
    private bool _disagrees;

    public void Add(Column column, in CurrencyMark mark, string raw, ByteRange range)
    {
        if (mark.Length > 0 && _beside.Mark.Length == 0)
        {
            _beside = (mark, raw, range);
        }
        if (column.Currency.Length > 0)
        {
            _disagrees |= _named is var (other, _, _) && other.Currency.Code != column.Currency.Code;
            _named ??= (column, raw, range);
        }
    }

    /// <summary>Returns the code and its evidence; null if nothing says one.</summary>
    public readonly (string Code, string Raw, ByteRange Range)? Of(InterpretedText source)
    {
        var code = _named is var (column, _, _) && !_disagrees ? column.Currency.Code : null;
        if (_beside.Mark.Length > 0 && !(code is not null && MayMean(MarkText, code)))
        {
            var (mark, raw, range) = _beside;
            return mark.Code is not { Length: > 0 } sure ? null
                : Currencies.CodeOf(MarkText) == sure ? With(sure, source.Part(raw, range, mark.Start, mark.Length))
                : (sure, raw, range);
        }
        return code is not null && _named is var (naming, amount, at) ? With(code, InName(naming, source) ?? (amount, at)) : null;
    }

    private static bool MayMean(ReadOnlySpan<char> shared, string code) =>
        shared is "$" ? code[2] == 'D' || code is "MXN" or "ARS" or "CLP" or "COP" or "UYU"
        : shared is "£" ? code is "GBP" or "EGP" or "LBP" or "SYP" or "GIP" or "FKP" or "SHP"
        : shared is "¥" or "￥" ? code is "JPY" or "CNY"
        : shared.StartsWith("Rs", StringComparison.Ordinal) ? code is "INR" or "PKR" or "LKR" or "NPR" or "MUR" or "SCR"
        : shared.StartsWith("kr", StringComparison.OrdinalIgnoreCase) && code is "SEK" or "NOK" or "DKK" or "ISK";

    // Empty if the source writes it differently from the value.
    private readonly ReadOnlySpan<char> MarkText =>
        _beside.Raw.Length >= _beside.Mark.Start + _beside.Mark.Length ? _beside.Raw.AsSpan(_beside.Mark.Start, _beside.Mark.Length) : "";

    // The name's own place; without one, as in a sheet, the amount's.
    private static (string Raw, ByteRange Range)? InName(Column column, InterpretedText source)
    {
        if (!source.NameRanges.TryGetValue(column.Name, out var range))
        {
            return null;
        }
        var header = source.Slice(range);
        var start = header.LastIndexOf(column.Name.Substring(column.Currency.Start, column.Currency.Length), StringComparison.Ordinal);
        return start < 0 ? (header, range) : source.Part(header, range, start, column.Currency.Length);
    }

    private static (string Code, string Raw, ByteRange Range) With(string code, (string Raw, ByteRange Range) evidence) =>
        (code, evidence.Raw, evidence.Range);
}

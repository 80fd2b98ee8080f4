using Strata.Interpretation;
using Strata.Rules.Values;

namespace Strata.Rules.Records;

/// <summary>
/// The currency that a record's amounts are in where no field of its own says so: written beside the first of them that has one, else in
/// the names of their columns, where those agree. A sign that several currencies share gives way to the name.
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

    /// <summary>The code and its evidence; null where nothing says one.</summary>
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

    // Empty where the source writes it otherwise than the value that was read.
    private readonly ReadOnlySpan<char> MarkText =>
        _beside.Raw.Length >= _beside.Mark.Start + _beside.Mark.Length ? _beside.Raw.AsSpan(_beside.Mark.Start, _beside.Mark.Length) : "";

    // The name's own place; where it has none, such as in a sheet, the amount stands for it.
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

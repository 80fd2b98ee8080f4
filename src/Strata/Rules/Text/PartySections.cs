using Strata.Interpretation;

namespace Strata.Rules.Text;

/// <summary>Decides which party a number belongs to: by the nearest section above, or by the column if both are side by side.</summary>
internal sealed class PartySections
{
    /// <summary>Minimum length of the address between a recipient's name and tax number, in bytes.</summary>
    private const int MinAddress = 12;
    private const int MaxAddressLength = 200;
    private const int MaxLines = 6;
    private const int MaxLine = 60;

    private readonly List<(ByteRange Range, bool IsRecipient)>? _sections;
    private readonly IReadOnlyDictionary<ByteRange, bool> _columns;
    private readonly FoundShape? _recipient;
    private readonly InterpretedText _source;

    private PartySections(
        List<(ByteRange, bool)>? sections,
        IReadOnlyDictionary<ByteRange, bool> columns,
        FoundShape? recipient,
        InterpretedText source
    ) => (_sections, _columns, _recipient, _source) = (sections, columns, recipient, source);

    /// <param name="values">Values of known labels.</param>
    /// <param name="recipient">The recipient.</param>
    public static PartySections Of(TextSchema schema, IReadOnlyList<LabelledValue> values, FoundShape? recipient, InterpretedText source)
    {
        if (schema.Sender is null || schema.Recipient is null)
        {
            return new(null, new Dictionary<ByteRange, bool>(), recipient, source);
        }
        var parties = values
            .Where(value => schema.Reader(value.Folded) is { } field && (field == schema.Sender || field == schema.Recipient))
            .Select(value => (Value: value, IsRecipient: schema.Reader(value.Folded) == schema.Recipient))
            .OrderBy(party => party.Value.Range.Start)
            .ToList();
        var apart = parties
            .FindAll(party => party.Value.Link == LabelLink.Colon)
            .ConvertAll(party => (party.Value.Range, party.IsRecipient));
        var isApart =
            apart is [var first, var second]
            && first.IsRecipient != second.IsRecipient
            && second.Range.Start > first.Range.End
            && Lines(first.Range, second.Range) > 1;
        return new(
            isApart ? apart : null,
            parties is [var left, var right] && left.IsRecipient != right.IsRecipient && IsBeside(left.Value, right.Value)
                ? Columns(left.IsRecipient)
                : new Dictionary<ByteRange, bool>(),
            recipient,
            source
        );

        bool IsTaxNumber(LabelledValue value) =>
            schema.TaxNumber is not null && schema.Reader(value.Folded) == schema.TaxNumber && !TaxNumbers.IsRegister(value.Folded);

        int Lines(ByteRange one, ByteRange other) => source.Slice(new(one.End, other.Start - one.End)).Count(c => c == '\n');

        bool IsBeside(LabelledValue one, LabelledValue other) =>
            one.Block == other.Block && other.Range.Start > one.Range.End && Lines(one.Range, other.Range) == 0;

        // The same name, or two of tax numbers ("NIF …", "CIF …"), in a line: the left one is the left side's.
        Dictionary<ByteRange, bool> Columns(bool isRecipientLeft)
        {
            var sides = new Dictionary<ByteRange, bool>();
            foreach (
                var numbers in values
                    .GroupBy(value => IsTaxNumber(value) ? "" : value.Folded, StringComparer.Ordinal)
                    .Where(group => group.Count() == 2)
            )
            {
                if (numbers.OrderBy(value => value.Range.Start).ToArray() is [var one, var other] && IsBeside(one, other))
                {
                    (sides[one.Range], sides[other.Range]) = (isRecipientLeft, !isRecipientLeft);
                }
            }
            return sides;
        }
    }

    /// <summary>Whether a value is in the recipient's place, below name and address.</summary>
    public bool IsOfRecipient(LabelledValue value) =>
        _columns.TryGetValue(value.Range, out var isRecipient) ? isRecipient
        : _sections is { } parties ? parties.LastOrDefault(party => party.Range.End <= value.LabelRange.Start).IsRecipient
        : _recipient is { } name && IsRightBelow(name, value)
            || _recipient is { } to
                && value.LabelRange.Start - to.Range.End is > MinAddress and < MaxAddressLength
                && (value.Block == to.Block || IsRowBelow(to, value) || IsParagraphBelow(to, value))
                && !IsOtherBetween(to.Range.End, value.LabelRange.Start);

    // "Tormo, S.L." alone in its line, and "CIF B46881203" in the next.
    private bool IsRightBelow(FoundShape name, LabelledValue value) =>
        value.Block == name.Block
        && value.LabelRange.Start > name.Range.End
        && value.LabelRange.Start - name.Range.End < MinAddress
        && _source.Slice(new(name.Range.End, value.LabelRange.Start - name.Range.End)).Trim(' ', '\r') == "\n"
        && name.Range.Start > 0
        && _source.Slice(new(name.Range.Start - 1, 1)) == "\n";

    // An address beside the paper's number and days has its lines in the first cells of a table.
    private bool IsRowBelow(FoundShape to, LabelledValue value) =>
        value.Block - to.Block is > 0 and <= MaxLines
        && _source.Slice(new(to.Range.End, value.LabelRange.Start - to.Range.End)) is var between
        && between.Count(c => c == '\t') >= value.Block - to.Block
        && between.EndsWith('\n');

    // Where each line is a paragraph of its own nothing but the lines of an address stands between.
    private bool IsParagraphBelow(FoundShape to, LabelledValue value) =>
        value.Block - to.Block is > 1 and <= MaxLines
        && _source.Slice(new(to.Range.End, value.LabelRange.Start - to.Range.End)) is var between
        && between.AsSpan().IndexOfAny("\t:|<>") < 0
        && between.EndsWith('\n')
        && between.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is var lines
        && lines.Length == value.Block - to.Block - 1
        && Array.Exists(lines, line => line.Any(char.IsDigit))
        && Array.TrueForAll(lines, line => line.Length <= MaxLine);

    // A page's row has both sides in one block: after another company's name the number is that company's.
    private bool IsOtherBetween(long start, long end) =>
        _source
            .Slice(new(start, end - start))
            .Split(['\n', '\t', '|', '<', '>'], StringSplitOptions.TrimEntries)
            .Any(part => LetterheadPatterns.IsCompany(part));
}

using System.Globalization;
using Strata.Parsing;

namespace Strata.Interpretation;

/// <summary>
/// G2: a value whose quote is not in the source, where the finding says that it is, is set aside: the run tells of it and is <c>partial</c>, and
/// it is no observation. Asked of running text, where interpreters say where their values stand; the values of records are the spans that the
/// parser cut.
/// </summary>
/// <param name="slice">The decoded text of a range, read from the source again.</param>
internal sealed class QuoteCheck(Func<ByteRange, string> slice)
{
    private const int MaxTold = 100;
    private const int MaxShown = 60;

    private readonly List<string> _told = [];
    private long _untold;

    /// <summary>What was set aside, in words.</summary>
    public IReadOnlyList<string> Told =>
        _untold == 0 ? _told : [.. _told, string.Create(CultureInfo.InvariantCulture, $"{_untold} more values, whose quotes do not stand where they are said to; left out")];

    /// <returns>The finding with what it quotes rightly; null where nothing is left of it.</returns>
    public Finding? Of(Finding finding)
    {
        var fields = finding.Fields.Where(Stands).ToList();
        return fields.Count == finding.Fields.Count ? finding
            : fields.Count + finding.Fragments.Count == 0 ? null
            : finding with { Fields = fields };
    }

    private bool Stands(FoundField field)
    {
        var (name, _, raw, range) = field;
        if (string.Equals(slice(range), raw, StringComparison.Ordinal))
        {
            return true;
        }
        if (_told.Count == MaxTold)
        {
            _untold++;
        }
        else
        {
            var quote = raw.Length > MaxShown ? raw[..MaxShown] + "…" : raw;
            var place = string.Create(CultureInfo.InvariantCulture, $"bytes {range.Start}–{range.Start + range.Length}");
            _told.Add($"'{name}': what it quotes, “{quote}”, does not stand at {place}; left out");
        }
        return false;
    }
}

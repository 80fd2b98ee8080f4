using Strata.Interpretation;

namespace Strata.Runs;

/// <summary>
/// G2: quarantines values whose quote is not in the source at the stated range. Such a value becomes a fragment with the reason, which no
/// snapshot, identity or promotion uses; the run reports it and is <c>partial</c>. Applies to running text, where interpreters state the
/// ranges; the values of records are spans cut by the parser.
/// </summary>
/// <param name="slice">Re-reads the decoded text of a range from the source.</param>
internal sealed class QuoteCheck(Func<ByteRange, string> slice)
{
    private const int MaxTold = 100;
    private const int MaxShown = 60;

    private readonly List<string> _told = [];
    private long _untold;

    /// <summary>Messages about quarantined values.</summary>
    public IReadOnlyList<string> Told =>
        _untold == 0
            ? _told
            :
            [
                .. _told,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_untold} more values, whose quotes do not stand where they are said to; quarantined"
                ),
            ];

    /// <returns>
    /// The finding itself if all its quotes are right; else a copy without the wrong fields, its confidence reduced by their share.
    /// </returns>
    public Finding Of(Finding finding)
    {
        var fields = new List<FoundField>(finding.Fields.Count);
        List<FoundFragment>? fragments = null;
        foreach (var field in finding.Fields)
        {
            if (
                string.Equals(slice(field.Range), field.Raw, StringComparison.Ordinal)
                && (field.Elsewhere is not var (part, at) || string.Equals(slice(at), part, StringComparison.Ordinal))
            )
            {
                fields.Add(field);
                continue;
            }
            fragments ??= [.. finding.Fragments];
            fragments.Add(Quarantined(field, fragments));
        }
        return fragments is null
            ? finding
            : finding with
            {
                Fields = fields,
                Fragments = fragments,
                Confidence = finding.Confidence * fields.Count / finding.Fields.Count,
            };
    }

    private FoundFragment Quarantined(FoundField field, List<FoundFragment> beside)
    {
        var (name, json, raw, range) = (field.Name, field.Json, field.Raw, field.Range);
        var place = string.Create(CultureInfo.InvariantCulture, $"bytes {range.Start}–{range.End}");
        if (_told.Count == MaxTold)
        {
            _untold++;
        }
        else
        {
            var quote = raw.Length > MaxShown ? raw[..MaxShown] + "…" : raw;
            _told.Add($"'{name}': what it quotes, “{quote}”, does not stand at {place}; quarantined");
        }
        var unique = name;
        for (var i = 2; beside.Exists(f => string.Equals(f.Name, unique, StringComparison.Ordinal)); i++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({i})");
        }
        return new FoundFragment(unique, json, $"quarantined: what it quotes does not stand at {place}", raw, range)
        {
            IsQuarantined = true,
        };
    }
}

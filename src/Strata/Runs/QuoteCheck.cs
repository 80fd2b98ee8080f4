using Strata.Interpretation;

namespace Strata.Runs;

/// <summary>
/// G2: a value whose quote is not in the source, where the finding says that it is, is quarantined: it becomes a fragment that says why,
/// which no snapshot, identity or promotion takes for a fact, and the run tells of it and is <c>partial</c>. Asked of running text, where
/// interpreters say where their values stand; the values of records are the spans that the parser cut.
/// </summary>
/// <param name="slice">The decoded text of a range, read from the source again.</param>
internal sealed class QuoteCheck(Func<ByteRange, string> slice)
{
    private const int MaxTold = 100;
    private const int MaxShown = 60;

    private readonly List<string> _told = [];
    private long _untold;

    /// <summary>What was quarantined, in words.</summary>
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

    /// <returns>The same finding where all of its fields are quoted rightly. Trusted less by the share of those that are not.</returns>
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

namespace Strata.Documents;

/// <summary>
/// Words a parser's limit for readers of a run: parsers name the limit of <see cref="ParseBudget"/>, which users can't set, so the text
/// says what to do instead.
/// </summary>
internal static class LimitText
{
    private static readonly (string Name, string Advice)[] Ways =
    [
        (nameof(ParseBudget.MaxFields), "Split the record into several with fewer fields."),
        (nameof(ParseBudget.MaxDepth), "Take in the inner parts as files of their own, or write them flatter."),
        (nameof(ParseBudget.MaxBlockBytes), "Split what is so long, or take it in as a file of its own."),
        (nameof(ParseBudget.MaxBlocks), "Split the file."),
        (nameof(ParseBudget.MaxExpandedBytes), "Unpack it and take in the parts."),
        (nameof(ParseBudget.MaxHeldBytes), "Split the file, or save it in a simpler format such as CSV or text."),
        (nameof(ParseBudget.MaxWrittenPerByte), "Save it without repeating long texts, or in parts."),
        (nameof(ParseBudget.MaxMembers), "Unpack it and take in the members in several calls."),
        (nameof(ParseBudget.MaxPages), "Split the file."),
        (nameof(ParseBudget.MaxTime), "Split the file, or save it in a simpler format."),
    ];

    public static string Of(string reason)
    {
        var text = reason;
        var advice = new List<string>(1);
        foreach (var (name, way) in Ways)
        {
            var named = $" ({name})";
            if (text.Contains(named, StringComparison.Ordinal))
            {
                text = text.Replace(named, "", StringComparison.Ordinal);
                advice.Add(way);
            }
        }
        return advice.Count == 0
            ? reason
            : $"{text}{(text.EndsWith('.') ? "" : ".")} {string.Join(' ', advice.Distinct(StringComparer.Ordinal))}";
    }
}

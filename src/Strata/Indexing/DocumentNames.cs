namespace Strata.Indexing;

/// <summary>What a document is found by beside its text: the names of its file, of itself and of where it comes from.</summary>
internal static class DocumentNames
{
    public static string Of(string? fileName, string? title, string? origin) =>
        string.Join('\n', new[] { fileName, title, origin }.Where(n => !string.IsNullOrEmpty(n)).Distinct(StringComparer.Ordinal));
}

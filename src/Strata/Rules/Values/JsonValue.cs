namespace Strata.Rules.Values;

/// <summary>Raw JSON text → canonical JSON, for values that are not plain strings.</summary>
internal static class JsonValue
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = CanonicalJson.MaxDepth };

    /// <returns>
    /// False for what is not JSON, and for JSON without a canonical form (repeated keys, lone surrogates, vast exponents).
    /// </returns>
    public static bool TryCanonical(ReadOnlySpan<char> json, out string canonical)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToString(), Options);
            canonical = CanonicalJson.Of(document.RootElement);
            return true;
        }
        catch (Exception e) when (e is JsonException or StrataException or InvalidOperationException)
        {
            canonical = "";
            return false;
        }
    }
}
